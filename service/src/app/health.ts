import { ping } from '../adapters/knex/database.ts';
import { createDiskProbe } from '../adapters/storage/disk.ts';
import { type AgentRuntime } from '../agents/runtime/index.ts';
import { createHealth, type SiteHealth } from '../domains/health/index.ts';
import { type Outbox } from '../domains/outbox/index.ts';
import { type Site } from '../domains/pairing/index.ts';
import { type ProviderService } from '../domains/providers/index.ts';
import { openApi } from '../http/openapi.ts';
import type { BoundEndpoint } from '../kernel/endpoint.ts';
import { systemClock } from '../kernel/world.ts';
import type { Foundation } from './foundation.ts';
import { version } from './version.ts';

const sitesOf = (all: Site[], outbox: Outbox): Promise<SiteHealth[]> =>
  Promise.all(
    all.map(async ({ id, url, reachable, pairedAt, lastPush }) => {
      const { waiting } = await outbox.service.status(id);
      return { id, url, reachable, paired: pairedAt, lastPush, waiting };
    }),
  );

interface HealthParts {
  started: Date;
  state: { stopping: boolean };
  shop: { runtime: AgentRuntime; outbox: Outbox; doors: ProviderService['doors'] };
  endpoints(): BoundEndpoint[];
}

/** What the operator and probes read. */
export function buildHealth(
  { config, database, postgres, queue, metrics, sites }: Foundation,
  { started, state, shop, endpoints }: HealthParts,
) {
  metrics.gauge('devskyy_provider_doors', ['provider', 'state'], async () =>
    shop.doors().map(({ provider, state: label, doors }) => ({ labels: { provider, state: label }, value: doors })),
  );
  metrics.gauge('devskyy_queue_jobs', ['queue', 'state'], async () =>
    Object.entries(await queue.counts()).flatMap(([name, states]) =>
      Object.entries(states).map(([label, value]) => ({ labels: { queue: name, state: label }, value })),
    ),
  );
  return createHealth({
    version,
    databaseVersion: postgres.version,
    started,
    clock: systemClock,
    stopping: () => state.stopping,
    checks: {
      database: () => ping(database),
      queue: () => queue.probe(),
      disk: createDiskProbe({ folder: config.dataDir, leastFreeMb: config.leastFreeMb }),
    },
    queue,
    sites: async () => sitesOf(await sites.all(), shop.outbox),
    providers: shop.doors,
    agents: () => shop.runtime.list().map(({ name, available, reason }) => ({ name, available, reason })),
    metrics: async () => (await metrics.text()).body,
    openApi: () =>
      openApi(
        endpoints().map((endpoint) => endpoint.contract),
        { version, url: config.publicUrl },
      ),
  });
}
