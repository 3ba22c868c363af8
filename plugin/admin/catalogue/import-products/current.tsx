import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { announce } from '../../../ui/announce.ts';
import { Badge } from '../../../ui/controls/badge.tsx';
import { Card } from '../../../ui/controls/card.tsx';
import { Confirm } from '../../../ui/controls/confirm.tsx';
import { ErrorNotice } from '../../../ui/controls/error-notice.tsx';
import { Loading } from '../../../ui/controls/loading.tsx';
import { count } from '../../../ui/format/site.ts';
import { actOnJob, forgetJob, isOpen } from '../../../ui/jobs/api.ts';
import { JobMeter } from '../../../ui/jobs/job-meter.tsx';
import { useJob } from '../../../ui/jobs/use-job.ts';
import { useAction } from '../../../ui/use-action.ts';
import type { ProductImport } from './api.ts';
import { Preview } from './preview.tsx';
import { Problems } from './problems.tsx';
import { doing, results, state } from './words.ts';

const UndoButton = ({ job, busy, onUndo }: { job: ProductImport; busy: boolean; onUndo: () => void }) => {
  const [asked, setAsked] = useState(false);
  const number = (job.import.counts.made ?? 0) + (job.import.counts.updated ?? 0);
  return (
    <>
      <Button variant="secondary" isDestructive onClick={() => setAsked(true)} isBusy={busy} __next40pxDefaultSize>
        {__('Undo this import…', 'devskyy')}
      </Button>
      {asked && (
        <Confirm
          title={__('Undo this import?', 'devskyy')}
          confirm={__('Undo the import', 'devskyy')}
          isDestructive
          onCancel={() => setAsked(false)}
          onConfirm={() => {
            setAsked(false);
            onUndo();
          }}
        >
          <p>
            {sprintf(
              // translators: %s: number of rows.
              _n(
                '%s row is taken back: a product that it made is deleted for good, one that it changed gets its earlier values.',
                '%s rows are taken back: products that they made are deleted for good, those that they changed get their earlier values.',
                number,
                'devskyy',
              ),
              count(number),
            )}
          </p>
          <p>{__('Products that were changed or sold since stay as they are; the list of problems names them.', 'devskyy')}</p>
        </Confirm>
      )}
    </>
  );
};

interface Settled {
  job: ProductImport;
  onJob: (job: ProductImport) => void;
  onClose: () => void;
}

const Ended = ({ job, onJob, onClose }: Settled) => {
  const { act, busy, error, clear } = useAction();
  const ask = async (action: string): Promise<void> => {
    const answer = await act(action, () => actOnJob<ProductImport>(job.id, action));
    if (answer) onJob(answer);
  };
  const { word, tone } = state(job);
  return (
    <Card title={job.title} actions={<Badge tone={tone}>{word}</Badge>}>
      <div className="devskyy-stack">
        <p>{results(job.import.counts).join(' · ')}</p>
        {job.message && <p className="devskyy-import__message">{job.message}</p>}
        {error && <ErrorNotice error={error} onDismiss={clear} />}
        <div className="devskyy-actions">
          {job.import.can.resume && (
            <Button variant="primary" onClick={() => void ask('resume')} isBusy={busy === 'resume'} __next40pxDefaultSize>
              {__('Go on', 'devskyy')}
            </Button>
          )}
          {job.import.can.undo && <UndoButton job={job} busy={busy === 'undo'} onUndo={() => void ask('undo')} />}
          <Button variant="tertiary" onClick={onClose} __next40pxDefaultSize>
            {__('Close', 'devskyy')}
          </Button>
        </div>
        <Problems job={job} />
      </div>
    </Card>
  );
};

/** The import that is looked at: its preview, its progress, its result. */
export const Current = ({ id, onChange, onClose }: { id: string; onChange: () => void; onClose: () => void }) => {
  const { job, error, show } = useJob<ProductImport>(id, (settled) => {
    announce(`${state(settled).word}. ${results(settled.import.counts).join(', ')}`);
    onChange();
  });
  const { act, busy, error: refused, clear } = useAction();
  if (!job) return error ? <ErrorNotice error={error} onDismiss={onClose} /> : <Loading />;
  const stop = async (): Promise<void> => {
    const stopped = await act('stop', () => actOnJob<ProductImport>(id, 'cancel'));
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
