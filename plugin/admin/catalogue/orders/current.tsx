import { Button } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import { announce } from '../../../ui/announce.ts';
import { Card } from '../../../ui/controls/card.tsx';
import { ErrorNotice } from '../../../ui/controls/error-notice.tsx';
import { Loading } from '../../../ui/controls/loading.tsx';
import { formatAmount } from '../../../ui/format/money.ts';
import { count } from '../../../ui/format/site.ts';
import { actOnJob, forgetJob, isOpen } from '../../../ui/jobs/api.ts';
import { JobMeter } from '../../../ui/jobs/job-meter.tsx';
import { useJob } from '../../../ui/jobs/use-job.ts';
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

const Ended = ({ job, onJob, onClose }: { job: OrderImport; onJob: (job: OrderImport) => void; onClose: () => void }) => {
  const { act, busy, error, clear } = useAction();
  const resume = async (): Promise<void> => {
    const answer = await act('resume', () => actOnJob<OrderImport>(job.id, 'resume'));
    if (answer) onJob(answer);
  };
  return (
    <Card title={job.title}>
      <div className="devskyy-stack">
        <p>
          <strong>{ended(job)}</strong> {job.message} {job.phase === 'done' ? results(job).join(' · ') : ''}
        </p>
        {error && <ErrorNotice error={error} onDismiss={clear} />}
        <div className="devskyy-actions">
          {job.import.can.resume && (
            <Button variant="primary" onClick={() => void resume()} isBusy={busy === 'resume'} __next40pxDefaultSize>
              {__('Go on', 'devskyy')}
            </Button>
          )}
          <Button variant="tertiary" onClick={onClose} __next40pxDefaultSize>
            {__('Close', 'devskyy')}
          </Button>
        </div>
        <WrongRows job={job} />
      </div>
    </Card>
  );
};

/** The import that is looked at: its preview, its progress, its result. */
export const Current = ({ id, onChange, onClose }: { id: string; onChange: () => void; onClose: () => void }) => {
  const { job, error, show } = useJob<OrderImport>(id, (settled) => {
    announce(
      settled.status === 'waiting' ? `${__('The file is read.', 'devskyy')} ${orderCount(settled.import.counts.orders)}` : ended(settled),
    );
    onChange();
  });
  const { act, busy, error: refused, clear } = useAction();
  if (!job) return error ? <ErrorNotice error={error} onDismiss={onClose} /> : <Loading />;
  const stop = async (): Promise<void> => {
    const stopped = await act('stop', () => actOnJob<OrderImport>(id, 'cancel'));
    if (stopped) show(stopped);
    onChange();
  };
  const drop = async (): Promise<void> => {
    if ((await act('drop', () => forgetJob(id))) !== null) onClose();
  };
  return (
    <>
      {(error ?? refused) && <ErrorNotice error={(error ?? refused)!} onDismiss={clear} />}
      {job.status === 'waiting' && <Preview job={job} onJob={show} onDrop={() => void drop()} />}
      {isOpen(job) && (
        <Card title={job.title}>
          <JobMeter job={job} doing={doing(job)} onStop={() => void stop()} stopping={busy === 'stop'} />
        </Card>
      )}
      {!isOpen(job) && job.status !== 'waiting' && <Ended job={job} onJob={show} onClose={onClose} />}
    </>
  );
};
