import { bindEndpoints, type BoundEndpoint } from '../../kernel/endpoint.ts';
import type { Page } from '../../kernel/page.ts';
import { docsPage } from './docs-page.ts';
import { getLiveness } from './endpoints/get-liveness/index.ts';
import { getMetrics } from './endpoints/get-metrics/index.ts';
import { getOpenApi } from './endpoints/get-openapi/index.ts';
import { getProbes } from './endpoints/get-probes/index.ts';
import { getReadiness } from './endpoints/get-readiness/index.ts';
import { getSiteProbes } from './endpoints/get-site-probes/index.ts';
import { getStatus } from './endpoints/get-status/index.ts';
import { listDeadLetters } from './endpoints/list-dead-letters/index.ts';
import { reviveDeadLetter } from './endpoints/revive-dead-letter/index.ts';
import { measure, type Probes } from './probes.ts';

export type { SiteHealth } from './probes.ts';

export interface Health {
  endpoints: BoundEndpoint[];
  pages: Page[];
  /** the probes' verdicts as samples of a metric. */
  measure(): Promise<{ labels: { probe: string }; value: number }[]>;
}

const routes = [getLiveness, getReadiness, getStatus, getProbes, getSiteProbes, listDeadLetters, reviveDeadLetter, getMetrics, getOpenApi];

/** Health, status, monitoring, metrics and the description of the API. */
export const createHealth = (probes: Probes): Health => ({
  endpoints: bindEndpoints(routes, probes),
  pages: [docsPage(probes)],
  measure: async () => (await measure(probes)).map(({ name, ok }) => ({ labels: { probe: name }, value: ok ? 1 : 0 })),
});
