import type { ReactNode } from 'react';
import { announce } from '../announce.ts';
import { Card } from '../controls/card.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { Loading } from '../controls/loading.tsx';
import { useAction } from '../use-action.ts';
import { actOnJob, forgetJob, isOpen, type Job } from './api.ts';
import { JobMeter } from './job-meter.tsx';
import { useJob } from './use-job.ts';

/** A job in one of its three shapes, and what changes it. */
export interface Shown<T extends Job> {
  job: T;
  /** shows the answer of another call, and goes on from it. */
  onJob: (job: T) => void;
  /** forgets the job and closes the panel. */
  onDrop: () => void;
  onClose: () => void;
}

interface Props<T extends Job> {
  id: string;
  /** what is being done, in words. */
  doing: (job: T) => string;
  /** what a screen reader is told when the job waits for a person or is at its end. */
  said: (job: T) => string;
  /** when it waits for a person. */
  preview: (shown: Shown<T>) => ReactNode;
  /** when it is at its end. */
  ended: (shown: Shown<T>) => ReactNode;
  onChange: () => void;
  onClose: () => void;
}

/** The job that is looked at: its preview, its progress with a way to stop it, its result. */
export const JobPanel = <T extends Job>({ id, doing, said, preview, ended, onChange, onClose }: Props<T>) => {
  const { job, error, show } = useJob<T>(id, (settled) => {
    announce(said(settled));
    onChange();
  });
  const { act, busy, error: refused, clear } = useAction();
  if (!job) return error ? <ErrorNotice error={error} onDismiss={onClose} /> : <Loading />;
  const stop = async (): Promise<void> => {
    const stopped = await act('stop', () => actOnJob<T>(id, 'cancel'));
    if (stopped) show(stopped);
    onChange();
  };
  const drop = async (): Promise<void> => {
    if ((await act('drop', () => forgetJob(id))) !== null) onClose();
  };
  const shown: Shown<T> = { job, onJob: show, onDrop: () => void drop(), onClose };
  return (
    <>
      {(error ?? refused) && <ErrorNotice error={(error ?? refused)!} onDismiss={clear} />}
      {job.status === 'waiting' && preview(shown)}
      {isOpen(job) && (
        <Card title={job.title}>
          <JobMeter job={job} doing={doing(job)} onStop={() => void stop()} stopping={busy === 'stop'} />
        </Card>
      )}
      {!isOpen(job) && job.status !== 'waiting' && ended(shown)}
    </>
  );
};
