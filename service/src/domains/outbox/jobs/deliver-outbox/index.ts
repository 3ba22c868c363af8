import { defineJob } from '../../../../kernel/job.ts';
import type { Delivery } from '../../delivery.ts';
import { deliverOutbox } from './contract.ts';

/** Pushes what waits for one site. A push that fails makes its own later attempt; a retry by the queue is for a killed worker. */
export const deliverOutboxJob = defineJob<{ delivery: Delivery }>()({
  ...deliverOutbox,
  concurrency: 2,
  retryLimit: 3,
  retryDelaySeconds: 1,
  retryBackoff: false,
  expireInSeconds: 300,
  singletonKey: ({ site }) => site,
  handle: ({ site }, job, { delivery }) => delivery.deliver(site, job.signal),
});
