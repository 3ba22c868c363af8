import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { undoRun } from '../../ui/api/endpoints.ts';
import type { SiteRun } from '../../ui/api/types.ts';
import { Confirm } from '../../ui/controls/confirm.tsx';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { BulkProgress } from '../../ui/proposals/bulk-progress.tsx';
import { useAction } from '../../ui/use-action.ts';

/** Takes back everything that was approved from one run. */
export const UndoRun = ({ run }: { run: SiteRun }) => {
  const [asking, setAsking] = useState(false);
  const [bulk, setBulk] = useState<string | null>(null);
  const { busy, error, act, clear } = useAction();
  const undo = async (): Promise<void> => {
    const answer = await act('undo', () => undoRun(run.id));
    setAsking(false);
    if (answer) setBulk(answer.id);
  };
  return (
    <>
      <Button variant="secondary" isDestructive onClick={() => setAsking(true)} disabled={bulk !== null} accessibleWhenDisabled __next40pxDefaultSize>
        {__('Undo this run…', 'devskyy')}
      </Button>
      {asking && (
        <Confirm title={__('Undo this run?', 'devskyy')} confirm={__('Undo the run', 'devskyy')} isDestructive busy={busy !== null} onConfirm={() => void undo()} onCancel={() => setAsking(false)}>
          <p>
            {__(
              'Each change that was applied from this run goes back to the exact earlier text. Where someone has changed the text since, it is left alone and you are told.',
              'devskyy',
            )}
          </p>
        </Confirm>
      )}
      {error && <ErrorNotice error={error} lead={__('The run could not be undone.', 'devskyy')} onDismiss={clear} />}
      {bulk && <BulkProgress id={bulk} action="undo" onDone={() => undefined} onClose={() => setBulk(null)} />}
    </>
  );
};
