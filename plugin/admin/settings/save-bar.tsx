import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import type { Saving } from './use-save.ts';

/** The foot of a section: its failure, its button, and that it is saved. */
export const SaveBar = ({ saving, dirty, readOnly, onSave }: { saving: Saving; dirty: boolean; readOnly: boolean; onSave: () => void }) => (
  <>
    {saving.error && <ErrorNotice error={saving.error} lead={__('Not saved.', 'devskyy')} onDismiss={saving.clear} />}
    <div className="devskyy-actions">
      <Button
        variant={dirty && !readOnly ? 'primary' : 'secondary'}
        onClick={onSave}
        isBusy={saving.busy !== null}
        disabled={!dirty || readOnly || saving.busy !== null}
        accessibleWhenDisabled
        __next40pxDefaultSize
      >
        {__('Save', 'devskyy')}
      </Button>
      {saving.saved && !dirty && <span className="devskyy-saved">{__('Saved', 'devskyy')}</span>}
    </div>
  </>
);
