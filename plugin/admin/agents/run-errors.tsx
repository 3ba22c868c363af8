import { Button } from '@wordpress/components';
import { useCallback, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { getRunErrors } from '../../ui/api/endpoints.ts';
import type { RunError, SiteRun } from '../../ui/api/types.ts';
import { Card } from '../../ui/controls/card.tsx';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { Loading } from '../../ui/controls/loading.tsx';
import { count, moment } from '../../ui/format/site.ts';
import { useLoad } from '../../ui/use-load.ts';

const kinds: Record<RunError['kind'], () => string> = {
  failed: () => __('failed', 'devskyy'),
  died: () => __('the service died', 'devskyy'),
  refused: () => __('refused by WordPress', 'devskyy'),
};

const pieceOf = (error: RunError, report: SiteRun['report']): string =>
  error.target === null ? '' : (report[String(error.target)]?.title ?? `#${error.target}`);

const Entry = ({ error, report }: { error: RunError; report: SiteRun['report'] }) => (
  <li>
    <strong>{pieceOf(error, report)}</strong>{' '}
    {sprintf(
      // translators: 1: date and time, 2: number of the attempt, 3: how it failed.
      __('%1$s, attempt %2$s: %3$s.', 'devskyy'),
      moment(error.at),
      count(error.attempt),
      kinds[error.kind](),
    )}{' '}
    {error.message} {error.retry_at ? __('It was tried again.', 'devskyy') : ''}
  </li>
);

const List = ({ run }: { run: SiteRun }) => {
  const { data, error, loading, reload } = useLoad(useCallback(() => getRunErrors(run.id), [run.id]));
  if (error) return <ErrorNotice error={error} lead={__('What went wrong could not be read.', 'devskyy')} onRetry={reload} />;
  if (!data) return loading ? <Loading /> : null;
  if (data.errors.length === 0) return <p>{__('Nothing went wrong in this run.', 'devskyy')}</p>;
  return (
    <>
      {data.errors.length >= 100 && (
        // translators: %s: number of entries.
        <p>{sprintf(_n('The newest %s entry:', 'The newest %s entries:', data.errors.length, 'devskyy'), count(data.errors.length))}</p>
      )}
      <ul className="devskyy-report__errors">
        {data.errors.map((entry, index) => (
          <Entry key={`${entry.at}-${index}`} error={entry} report={run.report} />
        ))}
      </ul>
    </>
  );
};

/** What went wrong in a run, attempt by attempt, also where a later attempt went well; read from the service when it is opened. */
export const RunErrors = ({ run }: { run: SiteRun }) => {
  const [open, setOpen] = useState(false);
  return (
    <Card title={__('What went wrong', 'devskyy')}>
      <Button variant="link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? __('Hide the record of errors', 'devskyy') : __('Show the record of errors', 'devskyy')}
      </Button>
      {open && <List run={run} />}
    </Card>
  );
};
