import { Button } from '@wordpress/components';
import { useCallback, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { Badge } from '../../../ui/controls/badge.tsx';
import { ErrorNotice } from '../../../ui/controls/error-notice.tsx';
import { Loading } from '../../../ui/controls/loading.tsx';
import { count } from '../../../ui/format/site.ts';
import { useAction } from '../../../ui/use-action.ts';
import { useLoad } from '../../../ui/use-load.ts';
import { problemFile, problemRows, type ProblemRow, type ProductImport } from './api.ts';

/** Offers a text as a file of the browser. */
const save = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(url), 1000);
};

const Line = ({ row, problem }: { row: ProblemRow; problem: ProblemRow['problems'][number] }) => (
  <tr>
    <th scope="row">{count(row.row)}</th>
    <td className="devskyy-import__sku">{row.sku || '–'}</td>
    <td>
      <Badge tone={problem.level === 'error' ? 'bad' : 'warning'}>
        {problem.level === 'error' ? __('Error', 'devskyy') : __('Warning', 'devskyy')}
      </Badge>
    </td>
    <td>{problem.column || __('Whole row', 'devskyy')}</td>
    <td className="devskyy-table__wide">{problem.message}</td>
  </tr>
);

const Table = ({ rows }: { rows: ProblemRow[] }) => (
  <div className="devskyy-table-wrap" tabIndex={0} role="region" aria-label={__('Problems by row', 'devskyy')}>
    <table className="devskyy-table devskyy-table--stacked">
      <thead>
        <tr>
          <th scope="col">{__('Row', 'devskyy')}</th>
          <th scope="col">{__('SKU', 'devskyy')}</th>
          <th scope="col">{__('Result', 'devskyy')}</th>
          <th scope="col">{__('Column', 'devskyy')}</th>
          <th scope="col">{__('What is wrong, and what to do', 'devskyy')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.flatMap((row) => row.problems.map((problem, place) => <Line key={`${row.row}-${place}`} row={row} problem={problem} />))}
      </tbody>
    </table>
  </div>
);

/** What is wrong with which row, 20 rows at a time, and all of it as a file. */
export const Problems = ({ job }: { job: ProductImport }) => {
  const [more, setMore] = useState<ProblemRow[]>([]);
  const number = job.import.counts.flagged ?? 0;
  const key = `${job.id}:${job.phase}:${job.status}`;
  const first = useLoad(
    useCallback(async () => {
      setMore([]);
      // A new phase may bring new problems.
      return problemRows(key.split(':')[0] ?? '', 0);
    }, [key]),
  );
  const { act, busy, error } = useAction();
  if (number === 0) return null;
  const rows = [...(first.data ?? []), ...more];
  const next = async (): Promise<void> => {
    const found = await act('more', () => problemRows(job.id, rows.at(-1)?.row ?? 0));
    if (found) setMore([...more, ...found]);
  };
  const download = async (): Promise<void> => {
    const file = await act('file', () => problemFile(job.id));
    if (file) save(file.name, file.text);
  };
  return (
    <div className="devskyy-import__problems">
      <div className="devskyy-bulk__head">
        <h3>
          {/* translators: %s: number of rows. */}
          {sprintf(_n('%s row with problems', '%s rows with problems', number, 'devskyy'), count(number))}
        </h3>
        <Button variant="secondary" size="compact" onClick={() => void download()} isBusy={busy === 'file'}>
          {__('Download as CSV', 'devskyy')}
        </Button>
      </div>
      {(first.error ?? error) && <ErrorNotice error={(first.error ?? error)!} onRetry={first.reload} />}
      {!first.data && first.loading && <Loading />}
      {rows.length > 0 && <Table rows={rows} />}
      {rows.length > 0 && rows.length < number && (
        <Button variant="tertiary" onClick={() => void next()} isBusy={busy === 'more'}>
          {__('Show more rows', 'devskyy')}
        </Button>
      )}
    </div>
  );
};
