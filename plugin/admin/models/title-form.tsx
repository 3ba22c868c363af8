import { Button, TextControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { editModel } from '../../ui/models/api.ts';
import type { SiteModel } from '../../ui/models/types.ts';
import { useAction } from '../../ui/use-action.ts';

/** Gives the model another title: visitors hear it as the picture's text. */
export const TitleForm = ({ model, onChanged }: { model: SiteModel; onChanged: (model: SiteModel) => void }) => {
  const [title, setTitle] = useState<string | null>(null);
  const { act, busy, error, clear } = useAction();
  if (title === null)
    return (
      <Button variant="tertiary" size="compact" onClick={() => setTitle(model.title)}>
        {__('Rename', 'devskyy')}
      </Button>
    );
  const save = async (): Promise<void> => {
    const next = await act('title', () => editModel(model.id, { title: title.trim() }));
    if (!next) return;
    setTitle(null);
    onChanged(next);
  };
  return (
    <form
      className="devskyy-model__title"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextControl
        label={__('Title', 'devskyy')}
        hideLabelFromVision
        value={title}
        onChange={setTitle}
        maxLength={250}
        __next40pxDefaultSize
        __nextHasNoMarginBottom
      />
      <Button
        type="submit"
        variant="primary"
        disabled={title.trim() === ''}
        accessibleWhenDisabled
        isBusy={busy !== null}
        __next40pxDefaultSize
      >
        {__('Save', 'devskyy')}
      </Button>
      <Button variant="tertiary" onClick={() => setTitle(null)} __next40pxDefaultSize>
        {__('Cancel', 'devskyy')}
      </Button>
      {error && <ErrorNotice error={error} onDismiss={clear} />}
    </form>
  );
};
