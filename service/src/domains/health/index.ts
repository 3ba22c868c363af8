import { bindEndpoints, type BoundEndpoint } from '../../kernel/endpoint.ts';
import type { Page } from '../../kernel/page.ts';
import type { Clock } from '../../kernel/world.ts';
import { docsPage } from './docs-page.ts';
import { getLiveness } from './endpoints/get-liveness/index.ts';
import { getMetrics } from './endpoints/get-metrics/index.ts';
import { getOpenApi } from './endpoints/get-openapi/index.ts';
import { getReadiness } from './endpoints/get-readiness/index.ts';
import { getStatus } from './endpoints/get-status/index.ts';

/** What the probes measure; each can fail. */
export interface Probes {
  version: string;
  databaseVersion: string;
  started: Date;
  clock: Clock;
  stopping(): boolean;
  /** null: it answers; else what is wrong. */
  database(): Promise<string | null>;
  queue(): Promise<Record<string, { queued: number; active: number; failed: number }>>;
  sites(): Promise<number>;
  agents(): { name: string; available: boolean; reason: string | null }[];
  metrics(): Promise<string>;
  openApi(): Record<string, unknown>;
}

/** Health, status, metrics and the description of the API. */
export const createHealth = (probes: Probes): { endpoints: BoundEndpoint[]; pages: Page[] } => ({
  endpoints: bindEndpoints([getLiveness, getReadiness, getStatus, getMetrics, getOpenApi], probes),
  pages: [docsPage(probes)],
});
