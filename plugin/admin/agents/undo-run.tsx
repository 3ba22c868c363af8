import { Button } from '@wordpress/components';
import { useCallback, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { listProposals, undoRun } from '../../ui/api/endpoints.ts';
import type { SiteRun } from '../../ui/api/types.ts';
import { Confirm } from '../../ui/controls/confirm.tsx';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { count } from '../../ui/format/site.ts';
import { BulkProgress } from '../../ui/proposals/bulk-progress.tsx';
import { useLoad } from '../../ui/use-load.ts';
import { useAction } from '../../ui/use-action.ts';

/** Takes back everything that was approved from one run; not there while nothing is. */
export const UndoRun = ({ run }: { run: SiteRun }) => {
  const applied = useLoad(useCallback(() => listProposals({ run: run.id, status: 'applied', per_page: 1 }), [run.id]));
  const [asking, setAsking] = useState(false);
  const [bulk, setBulk] = useState<string | null>(null);
  const { busy, error, act, clear } = useAction();
  const undo = async (): Promise<void> => {
    const answer = await act('undo', () => undoRun(run.id));
    setAsking(false);
    if (answer) setBulk(answer.id);
  };
  const number = applied.data?.total ?? 0;
  if (number === 0 && !bulk && !error) return null;
  return (
    <>
      {number > 0 && (
        <Button
          variant="secondary"
          isDestructive
          onClick={() => setAsking(true)}
          disabled={bulk !== null}
          accessibleWhenDisabled
          __next40pxDefaultSize
        >
          {/* translators: %s: number of proposals. */}
          {sprintf(_n('Undo %s applied proposal…', 'Undo %s applied proposals…', number, 'devskyy'), count(number))}
        </Button>
      )}
      {asking && (
        <Confirm
          title={__('Undo this run?', 'devskyy')}
          confirm={__('Undo the run', 'devskyy')}
          isDestructive
          busy={busy !== null}
          onConfirm={() => void undo()}
          onCancel={() => setAsking(false)}
        >
          <p>
            {__(
              'Each change that was applied from this run goes back to the exact earlier text. Where someone has changed the text since, it is left alone and you are told.',
              'devskyy',
            )}
          </p>
        </Confirm>
      )}
      {error && <ErrorNotice error={error} lead={__('The run could not be undone.', 'devskyy')} onDismiss={clear} />}
      {bulk && <BulkProgress id={bulk} action="undo" onDone={(final) => final && applied.reload()} onClose={() => setBulk(null)} />}
    </>
  );
};
