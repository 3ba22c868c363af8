import { defineJob } from '../../../../kernel/job.ts';
import type { ModelWorker } from '../../worker.ts';
import { processModel } from './contract.ts';

/** Processes a model. A killed process' job comes again under the same id and begins anew. */
export const processModelJob = (concurrency: number, seconds: number) =>
  defineJob<{ worker: ModelWorker }>()({
    ...processModel,
    concurrency,
    retryLimit: 2,
    retryDelaySeconds: 2,
    retryBackoff: false,
    // it may wait for memory while each of the others has its time; a worker that died is noticed by its heartbeat
    expireInSeconds: (seconds + 120) * (concurrency + 1),
    singletonKey: ({ site, model }) => `${site}:${model}`,
    handle: (payload, job, { worker }) => worker.process(payload, job),
  });
