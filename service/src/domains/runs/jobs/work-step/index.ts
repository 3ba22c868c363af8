import { defineJob, type JobDefinition } from '../../../../kernel/job.ts';
import type { StepWorker } from '../../worker.ts';
import { workStep } from './contract.ts';

/** Failures of agents are counted and repeated by the step itself; a retry by the queue is for a killed or stopped worker. */
export const workStepJob = (concurrency: number): JobDefinition<{ worker: StepWorker }, typeof workStep.payload> =>
  defineJob<{ worker: StepWorker }>()({
    ...workStep,
    concurrency,
    retryLimit: 30,
    retryDelaySeconds: 0,
    retryBackoff: false,
    expireInSeconds: 900,
    handle: (payload, job, { worker }) => worker.work(payload, job),
  });
