import { useCallback, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { ErrorNotice } from '../../../ui/controls/error-notice.tsx';
import { listJobs } from '../../../ui/jobs/api.ts';
import { useCurrentJob } from '../../../ui/jobs/use-current-job.ts';
import { CsvCard } from '../../../ui/upload/csv-card.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { useLoad } from '../../../ui/use-load.ts';
import { KIND, type ProductImport, startImport } from './api.ts';
import { Current } from './current.tsx';
import { History } from './history.tsx';

/** A CSV of products, as WooCommerce writes it: chosen, looked at, imported, undone. */
export const ImportProducts = () => {
  const [current, open] = useCurrentJob();
  const [page, setPage] = useState(1);
  const list = useLoad(useCallback(() => listJobs<ProductImport>(KIND, page), [page]));
  const { act, busy, error, clear } = useAction();
  const begin = async (upload: string): Promise<void> => {
    const job = await act('begin', () => startImport(upload, 'new'));
    if (job) open(job.id);
    list.reload();
  };
  const close = (): void => {
    open('');
    list.reload();
  };
  return (
    <div className="devskyy-stack devskyy-import">
      {error && <ErrorNotice error={error} lead={__('This file cannot be imported.', 'devskyy')} onDismiss={clear} />}
      {current ? (
        <Current key={current} id={current} onChange={list.reload} onClose={close} />
      ) : (
        <CsvCard
          title={__('Import products from a CSV', 'devskyy')}
          description={__(
            'The columns are those of WooCommerce’s product export. Variations, categories and attributes come along.',
            'devskyy',
          )}
          help={__('Or drop it here. Up to 64 MB and 100,000 rows. You see a preview before anything is changed.', 'devskyy')}
          reading={busy === 'begin'}
          onUploaded={(upload) => void begin(upload)}
        />
      )}
      <History list={list} page={page} onPage={setPage} onOpen={open} />
    </div>
  );
};
