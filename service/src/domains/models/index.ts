import { bindEndpoints, type BoundEndpoint } from '../../kernel/endpoint.ts';
import type { JobDefinition } from '../../kernel/job.ts';
import { appendUpload } from './endpoints/append-upload/index.ts';
import { cancelModel } from './endpoints/cancel-model/index.ts';
import { deleteModel } from './endpoints/delete-model/index.ts';
import { dropUpload } from './endpoints/drop-upload/index.ts';
import { getAdvancedStatus } from './endpoints/get-advanced-status/index.ts';
import { listModels } from './endpoints/list-models/index.ts';
import { processModelAgain } from './endpoints/process-model-again/index.ts';
import { readModelFile } from './endpoints/read-model-file/index.ts';
import { readModel } from './endpoints/read-model/index.ts';
import { readUpload } from './endpoints/read-upload/index.ts';
import { startUpload } from './endpoints/start-upload/index.ts';
import { uploadModel } from './endpoints/upload-model/index.ts';
import { createHousekeeping, type Housekeeping } from './housekeeping.ts';
import { processModelJob } from './jobs/process-model/index.ts';
import type { ModelDeps } from './ports.ts';
import { createModelService, type ModelService } from './service.ts';
import { measureStatus, type StatusSources } from './status.ts';
import { createUploads } from './uploads.ts';
import { createModelWorker, type ModelWorker } from './worker.ts';

export type { ModelService } from './service.ts';
export type { ModelDeps, Pipeline } from './ports.ts';
export type { StatusSources } from './status.ts';

export interface Models {
  service: ModelService;
  endpoints: BoundEndpoint[];
  jobs: JobDefinition<{ worker: ModelWorker }>[];
  jobDeps: { worker: ModelWorker };
  housekeeping: Housekeeping;
}

/** 3D models: uploads, processing, files. */
export function createModels(deps: ModelDeps, sources: StatusSources): Models {
  const uploads = createUploads(deps);
  const models = createModelService(deps, uploads);
  const worker = createModelWorker(deps);
  const status = () => measureStatus(deps, worker, sources);
  const endpoints = [startUpload, readUpload, appendUpload, dropUpload];
  // `upload` before `:id`: the router takes the first that fits.
  const routes = [uploadModel, listModels, readModel, readModelFile, processModelAgain, cancelModel, deleteModel];
  return {
    service: models,
    endpoints: [
      ...bindEndpoints(endpoints, { uploads }),
      ...bindEndpoints(routes, { models }),
      ...bindEndpoints([getAdvancedStatus], { status }),
    ],
    jobs: [processModelJob(deps.limits.concurrency, sources.limits.seconds)],
    jobDeps: { worker },
    housekeeping: createHousekeeping(deps, uploads),
  };
}
