import { bindEndpoints, type BoundEndpoint } from '../../kernel/endpoint.ts';
import type { Page } from '../../kernel/page.ts';
import { docsPage } from './docs-page.ts';
import { getLiveness } from './endpoints/get-liveness/index.ts';
import { getMetrics } from './endpoints/get-metrics/index.ts';
import { getOpenApi } from './endpoints/get-openapi/index.ts';
import { getReadiness } from './endpoints/get-readiness/index.ts';
import { getStatus } from './endpoints/get-status/index.ts';
import type { Probes } from './probes.ts';

/** Health, status, metrics and the description of the API. */
export const createHealth = (probes: Probes): { endpoints: BoundEndpoint[]; pages: Page[] } => ({
  endpoints: bindEndpoints([getLiveness, getReadiness, getStatus, getMetrics, getOpenApi], probes),
  pages: [docsPage(probes)],
});
