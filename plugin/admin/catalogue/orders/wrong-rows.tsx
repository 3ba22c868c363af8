import { useCallback, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { ErrorNotice } from '../../../ui/controls/error-notice.tsx';
import { Loading } from '../../../ui/controls/loading.tsx';
import { Pager } from '../../../ui/controls/pager.tsx';
import { count } from '../../../ui/format/site.ts';
import { useLoad } from '../../../ui/use-load.ts';
import { type OrderImport, wrongRows } from './api.ts';

/** What is wrong with which row and column, 20 rows at a time. */
export const WrongRows = ({ job }: { job: OrderImport }) => {
  const [page, setPage] = useState(1);
  const { data, error, loading, reload } = useLoad(useCallback(() => wrongRows(job.id, page), [job.id, page]));
  const number = job.import.counts.wrong;
  if (number === 0) return null;
  return (
    <div className="devskyy-import__problems">
      <h3>
        {/* translators: %s: number of rows. */}
        {sprintf(_n('%s row with errors', '%s rows with errors', number, 'devskyy'), count(number))}
      </h3>
      {error && <ErrorNotice error={error} onRetry={reload} />}
      {!data && loading && <Loading />}
      {data && data.items.length > 0 && (
        <div className="devskyy-table-wrap" tabIndex={0} role="region" aria-label={__('Errors by row', 'devskyy')}>
          <table className="devskyy-table devskyy-table--stacked">
            <thead>
              <tr>
                <th scope="col">{__('Row', 'devskyy')}</th>
                <th scope="col">{__('Order', 'devskyy')}</th>
                <th scope="col">{__('Column', 'devskyy')}</th>
                <th scope="col">{__('What is wrong', 'devskyy')}</th>
              </tr>
            </thead>
            <tbody>
              {data.items.flatMap((row) =>
                row.errors.map((one, place) => (
                  <tr key={`${row.line}-${place}`}>
                    <th scope="row">{count(row.line)}</th>
                    <td>{row.number || '–'}</td>
                    <td>{one.column}</td>
                    <td className="devskyy-table__wide">{one.message}</td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </div>
      )}
      {data && <Pager page={page} pages={data.pages} onPage={setPage} />}
    </div>
  );
};
