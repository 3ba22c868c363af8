import { useCallback, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { Card } from '../../../ui/controls/card.tsx';
import { ErrorNotice } from '../../../ui/controls/error-notice.tsx';
import { Loading } from '../../../ui/controls/loading.tsx';
import { pageArg, setPageArgs } from '../../../ui/page.ts';
import { FileUpload } from '../../../ui/upload/file-upload.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { useLoad } from '../../../ui/use-load.ts';
import { inspect, type Look, readState } from './api.ts';
import { Current } from './current.tsx';
import { ReadingForm } from './reading-form.tsx';
import { There } from './there.tsx';

/** The import that is looked at, kept in the address: a reload finds it again. */
const useCurrent = () => {
  const [id, setId] = useState(() => pageArg('job'));
  const open = useCallback((next: string) => {
    setId(next);
    setPageArgs({ job: next || null });
  }, []);
  return [id, open] as const;
};

/** Orders by CSV: chosen, looked at, imported, taken back; and which are here. */
export const OrdersPanel = () => {
  const [current, open] = useCurrent();
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
        <Card
          title={__('Import orders from a CSV', 'devskyy')}
          description={__('One row for each line of an order, as marketplaces and tills export them.', 'devskyy')}
        >
          {busy === 'inspect' ? (
            <Loading label={__('Reading the file…', 'devskyy')} />
          ) : (
            <FileUpload
              label={__('Choose a CSV file', 'devskyy')}
              help={__('Or drop it here. Up to 64 MB. You see a preview before anything is imported.', 'devskyy')}
              accept=".csv,.txt,.tsv,text/csv,text/plain"
              onUploaded={(upload) => void see(upload.id)}
            />
          )}
        </Card>
      )}
      <There state={state} onUndone={open} />
    </div>
  );
};
