import { Button } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import { Card } from '../../../ui/controls/card.tsx';
import { ErrorNotice } from '../../../ui/controls/error-notice.tsx';
import { formatAmount } from '../../../ui/format/money.ts';
import { count } from '../../../ui/format/site.ts';
import { actOnJob } from '../../../ui/jobs/api.ts';
import { EndedJob } from '../../../ui/jobs/ended-job.tsx';
import { JobPanel, type Shown } from '../../../ui/jobs/job-panel.tsx';
import { adminPage } from '../../../ui/page.ts';
import { useAction } from '../../../ui/use-action.ts';
import type { OrderImport } from './api.ts';
import { doing, ended, orderCount, period, results } from './words.ts';
import { WrongRows } from './wrong-rows.tsx';

const facts = (job: OrderImport): [string, string][] => {
  const { counts, sums, first, last } = job.import;
  return [
    [__('Orders to import', 'devskyy'), count(counts.orders)],
    [__('Rows', 'devskyy'), count(counts.rows)],
    [__('Rows with errors', 'devskyy'), count(counts.wrong)],
    [__('Period', 'devskyy'), period(first, last) || '–'],
    ...Object.entries(sums).map(([currency, sum]): [string, string] => [
      // translators: %s: a currency code.
      sprintf(__('Sum of the right rows in %s', 'devskyy'), currency),
      formatAmount(sum, currency, adminPage().locale),
    ]),
  ];
};

const Preview = ({ job, onJob, onDrop }: { job: OrderImport; onJob: (job: OrderImport) => void; onDrop: () => void }) => {
  const { act, busy, error, clear } = useAction();
  const { orders, broken } = job.import.counts;
  const start = async (): Promise<void> => {
    const started = await act('start', () => actOnJob<OrderImport>(job.id, 'start'));
    if (started) onJob(started);
  };
  return (
    <Card title={job.title} description={__('Nothing is imported yet. This is what the file holds.', 'devskyy')}>
      <div className="devskyy-stack">
        <dl className="devskyy-import__figures">
          {facts(job).map(([label, value]) => (
            <div key={label} className="devskyy-import__figure">
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {broken > 0 && (
          <p>
            {sprintf(
              // translators: %s: number of orders.
              _n(
                '%s order has a row with errors; it is left out as a whole.',
                '%s orders have rows with errors; they are left out as a whole.',
                broken,
                'devskyy',
              ),
              count(broken),
            )}
          </p>
        )}
        <p className="devskyy-muted">{__('Orders whose number is here already are not imported again.', 'devskyy')}</p>
        {error && <ErrorNotice error={error} lead={__('The import did not start.', 'devskyy')} onDismiss={clear} />}
        <div className="devskyy-actions">
          <Button
            variant="primary"
            onClick={() => void start()}
            isBusy={busy === 'start'}
            disabled={orders === 0 || busy !== null}
            accessibleWhenDisabled
            __next40pxDefaultSize
          >
            {__('Import these orders', 'devskyy')}
          </Button>
          <Button variant="tertiary" onClick={onDrop} __next40pxDefaultSize>
            {__('Discard this file', 'devskyy')}
          </Button>
        </div>
        <WrongRows job={job} />
      </div>
    </Card>
  );
};

const Ended = ({ job, onJob, onClose }: Shown<OrderImport>) => (
  <EndedJob
    job={job}
    result={
      <p>
        <strong>{ended(job)}</strong> {job.message} {job.phase === 'done' ? results(job).join(' · ') : ''}
      </p>
    }
    canResume={job.import.can.resume}
    onJob={onJob}
    onClose={onClose}
  >
    <WrongRows job={job} />
  </EndedJob>
);

/** The import that is looked at: its preview, its progress, its result. */
export const Current = (props: { id: string; onChange: () => void; onClose: () => void }) => (
  <JobPanel<OrderImport>
    {...props}
    doing={doing}
    said={(job) =>
      job.status === 'waiting' ? `${__('The file is read.', 'devskyy')} ${orderCount(job.import.counts.orders)}` : ended(job)
    }
    preview={({ job, onJob, onDrop }) => <Preview job={job} onJob={onJob} onDrop={onDrop} />}
    ended={(shown) => <Ended {...shown} />}
  />
);
