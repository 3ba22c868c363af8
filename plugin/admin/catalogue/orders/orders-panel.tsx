import { useCallback, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { ErrorNotice } from '../../../ui/controls/error-notice.tsx';
import { useCurrentJob } from '../../../ui/jobs/use-current-job.ts';
import { CsvCard } from '../../../ui/upload/csv-card.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { useLoad } from '../../../ui/use-load.ts';
import { inspect, type Look, readState } from './api.ts';
import { Current } from './current.tsx';
import { ReadingForm } from './reading-form.tsx';
import { There } from './there.tsx';

/** Orders by CSV: chosen, looked at, imported, taken back; and which are here. */
export const OrdersPanel = () => {
  const [current, open] = useCurrentJob();
  const [file, setFile] = useState<{ upload: string; look: Look } | null>(null);
  const state = useLoad(useCallback(() => readState(), []));
  const { act, busy, error, clear } = useAction();
  const see = async (upload: string): Promise<void> => {
    const look = await act('inspect', () => inspect(upload));
    if (look) setFile({ upload, look });
  };
  const close = (): void => {
    open('');
    setFile(null);
    state.reload();
  };
  return (
    <div className="devskyy-stack devskyy-import devskyy-orders">
      {error && <ErrorNotice error={error} lead={__('This file cannot be imported.', 'devskyy')} onDismiss={clear} />}
      {current && <Current key={current} id={current} onChange={state.reload} onClose={close} />}
      {!current && file && (
        <ReadingForm
          upload={file.upload}
          look={file.look}
          onDrop={() => setFile(null)}
          onStarted={(job) => {
            setFile(null);
            open(job.id);
          }}
        />
      )}
      {!current && !file && (
        <CsvCard
          title={__('Import orders from a CSV', 'devskyy')}
          description={__('One row for each line of an order, as marketplaces and tills export them.', 'devskyy')}
          help={__('Or drop it here. Up to 64 MB. You see a preview before anything is imported.', 'devskyy')}
          reading={busy === 'inspect'}
          onUploaded={(upload) => void see(upload)}
        />
      )}
      <There state={state} onUndone={open} />
    </div>
  );
};
