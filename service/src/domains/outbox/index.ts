import { bindEndpoints, type BoundEndpoint } from '../../kernel/endpoint.ts';
import type { JobDefinition } from '../../kernel/job.ts';
import { createDelivery, type Delivery } from './delivery.ts';
import { acknowledgeMessages } from './endpoints/acknowledge-messages/index.ts';
import { listMessages } from './endpoints/list-messages/index.ts';
import { deliverOutboxJob } from './jobs/deliver-outbox/index.ts';
import type { OutboxDeps } from './ports.ts';
import { createOutboxService, type OutboxService } from './service.ts';

export type { Carrier, CarrierSites, OutboxDeps } from './ports.ts';
export type { Acknowledged } from './repository.ts';
export type { AcknowledgementListener, OutboxService } from './service.ts';

export interface Outbox {
  service: OutboxService;
  endpoints: BoundEndpoint[];
  jobs: JobDefinition<{ delivery: Delivery }>[];
  jobDeps: { delivery: Delivery };
}

export function createOutbox(deps: OutboxDeps): Outbox {
  const service = createOutboxService(deps);
  const delivery = createDelivery({ ...deps, outbox: service });
  const endpoints = bindEndpoints([listMessages, acknowledgeMessages], { outbox: service });
  return { service, endpoints, jobs: [deliverOutboxJob], jobDeps: { delivery } };
}
