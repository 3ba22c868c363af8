import { defineJob } from '../../../../kernel/job.ts';
import type { Watchdog } from '../../watchdog.ts';
import { watchRun } from './contract.ts';

/** Looks after a run now and then until it is closed, so that a lost job never leaves it hanging. */
export const watchRunJob = defineJob<{ watchdog: Watchdog }>()({
  ...watchRun,
  concurrency: 1,
  retryLimit: 3,
  retryDelaySeconds: 1,
  retryBackoff: false,
  expireInSeconds: 300,
  singletonKey: ({ run }) => run,
  handle: (payload, _job, { watchdog }) => watchdog.look(payload),
});
