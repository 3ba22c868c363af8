import { bindEndpoints, type BoundEndpoint } from '../../kernel/endpoint.ts';
import type { JobDefinition } from '../../kernel/job.ts';
import { createAcknowledgementListener } from './acknowledged.ts';
import { createCancellations } from './cancellation.ts';
import { cancelRun } from './endpoints/cancel-run/index.ts';
import { listRunErrors } from './endpoints/list-run-errors/index.ts';
import { listRunEvents } from './endpoints/list-run-events/index.ts';
import { listRuns } from './endpoints/list-runs/index.ts';
import { readRun } from './endpoints/read-run/index.ts';
import { retryRun } from './endpoints/retry-run/index.ts';
import { startRun } from './endpoints/start-run/index.ts';
import { startRuns } from './endpoints/start-runs/index.ts';
import { streamRunEvents } from './endpoints/stream-run-events/index.ts';
import { watchRunJob } from './jobs/watch-run/index.ts';
import { workStepJob } from './jobs/work-step/index.ts';
import type { RunDeps } from './ports.ts';
import { resumeRuns } from './recovery.ts';
import { createRunService, type RunService } from './service.ts';
import { createWatchdog, type Watchdog } from './watchdog.ts';
import { createStepWorker, type StepWorker } from './worker.ts';

export type { RunPace } from './repository.ts';

interface RunJobDeps {
  worker: StepWorker;
  watchdog: Watchdog;
}

export interface Runs {
  service: RunService;
  endpoints: BoundEndpoint[];
  jobs: JobDefinition<RunJobDeps>[];
  jobDeps: RunJobDeps;
  /** Called when a process starts: nothing that was open is forgotten. */
  resume(siteIds: () => Promise<string[]>): Promise<void>;
}

export function createRuns(deps: RunDeps): Runs {
  const cancellations = createCancellations(deps);
  const service = createRunService({ ...deps, cancellations });
  deps.outbox.onAcknowledged(createAcknowledgementListener(deps));
  // `events` before `:id`: the router takes the first that fits.
  const endpoints = [startRuns, startRun, listRuns, listRunEvents, streamRunEvents, listRunErrors, readRun, cancelRun, retryRun];
  return {
    service,
    endpoints: bindEndpoints(endpoints, { runs: service }),
    jobs: [workStepJob(deps.concurrency), watchRunJob],
    resume: (siteIds) => resumeRuns(deps, siteIds),
    jobDeps: { worker: createStepWorker({ ...deps, cancellations }), watchdog: createWatchdog(deps) },
  };
}
