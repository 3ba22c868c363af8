import path from 'node:path';
import { createGuardedFetch } from '../adapters/fetch/guarded-fetch.ts';
import { migrate, openDatabase, unboundScope, unprotectedTables, type Database } from '../adapters/knex/database.ts';
import { createSiteScope, type SiteScope } from '../adapters/knex/site-scope.ts';
import { createMetrics, type PrometheusMetrics } from '../adapters/metrics/prometheus.ts';
import { startPostgres, type Postgres } from '../adapters/postgres/embedded.ts';
import { startQueue } from '../adapters/queue/pg-boss.ts';
import { createOutgoing, type Outgoing } from '../adapters/wordpress/outgoing.ts';
import type { Config } from '../config/config.ts';
import { migrations } from '../discovery.ts';
import type { SiteRepository } from '../domains/pairing/index.ts';
import { createSiteRepository } from '../domains/pairing/sites.repository.knex.ts';
import { createEnvelope, type Envelope } from '../kernel/envelope.ts';
import type { Queue } from '../kernel/queue.ts';
import type { Logger } from '../kernel/world.ts';

/** targets worked at the same time by one process. */
export const concurrency = 4;

/** What everything below is built on. */
export interface Foundation {
  config: Config;
  logger: Logger;
  postgres: Postgres;
  database: Database;
  queue: Queue;
  metrics: PrometheusMetrics;
  sites: SiteRepository;
  /** one site's rows at a time. */
  scope: SiteScope;
  envelope: Envelope;
  /** calls of sites. */
  outgoing: Outgoing;
}

/** Opens what everything is built on: database, queue, keys, the way out. */
export async function lay(config: Config, logger: Logger, { drainMs }: { drainMs: number }): Promise<Foundation> {
  const folder = path.join(config.dataDir, 'postgres');
  const postgres = await startPostgres({ folder, logger, databaseUrl: config.databaseUrl ?? undefined, searchPath: config.searchPath });
  const database = openDatabase(postgres.url, 4, logger);
  const applied = await migrate(database, await migrations());
  if (applied.length > 0) logger.info({ applied }, 'database migrated');
  const scope = createSiteScope(database);
  await refuseOpenDoors(database, scope);
  const queue = await startQueue({ connection: postgres.connection, logger, drainMs });
  const fetch = createGuardedFetch({ allowedOrigins: config.allowedPrivateOrigins });
  return {
    config,
    logger,
    postgres,
    database,
    queue,
    metrics: createMetrics(),
    sites: createSiteRepository(database),
    scope,
    envelope: createEnvelope([config.secretKey]),
    outgoing: createOutgoing(fetch),
  };
}

/** Sites are kept apart by the database itself, or the service does not start. */
async function refuseOpenDoors(database: Database, scope: SiteScope): Promise<void> {
  const open = await unprotectedTables(database);
  if (open.length > 0)
    throw new Error(`Tables without forced row-level security: ${open.join(', ')}. The service does not start like this.`);
  const unbound = await unboundScope(scope);
  if (unbound !== null) throw new Error(`${unbound} The service does not start like this: ALTER ROLE devskyy_app NOSUPERUSER NOBYPASSRLS.`);
}
