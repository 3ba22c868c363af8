import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate, openDatabase, ping, unprotectedTables, type Database } from './adapters/knex/database.ts';
import { createMetrics } from './adapters/metrics/prometheus.ts';
import { startPostgres } from './adapters/postgres/embedded.ts';
import { startQueue } from './adapters/queue/pg-boss.ts';
import { createChallengeCheck } from './adapters/wordpress/challenge.ts';
import { createOutgoing } from './adapters/wordpress/outgoing.ts';
import type { Config } from './config/config.ts';
import { createHealth } from './domains/health/index.ts';
import { createPairingDomain } from './domains/pairing/index.ts';
import { createOperatorRepository } from './domains/pairing/operators.repository.knex.ts';
import { createSiteRepository } from './domains/pairing/sites.repository.knex.ts';
import { openApi } from './http/openapi.ts';
import { createHttpServer } from './http/server.ts';
import { createEnvelope } from './kernel/envelope.ts';
import { systemClock, type Logger } from './kernel/world.ts';

export const version = '0.1.0';

export interface App {
  listen(): Promise<number>;
  /** Stops taking work, lets what runs end, closes everything. */
  stop(drainMs: number): Promise<void>;
}

/** The composition root: the only place that builds adapters and hands them to domains. */
export async function createApp(config: Config, logger: Logger): Promise<App> {
  const started = systemClock.now();
  const postgres = await startPostgres({ folder: path.join(config.dataDir, 'postgres'), logger, databaseUrl: config.databaseUrl ?? undefined, searchPath: config.searchPath });
  const database = openDatabase(postgres.url);
  await prepareDatabase(database, logger);
  const queue = await startQueue({ connection: postgres.connection, logger, drainMs: 20_000 });
  const metrics = createMetrics();
  const envelope = createEnvelope([config.secretKey]);
  const outgoing = createOutgoing(config.allowedPrivateOrigins);
  const sites = createSiteRepository(database);
  const operators = createOperatorRepository(database);
  let stopping = false;

  const pairing = createPairingDomain({
    sites,
    operators,
    envelope,
    clock: systemClock,
    challenge: createChallengeCheck(outgoing, logger),
    publicUrl: config.publicUrl,
    version,
    setupCode: await setupCode(config, logger, () => operators.any()),
    audit: (event, fields) => logger.info(fields, `connection ${event}`),
    counts: () => Promise.resolve({ products: 0, waiting: 0 }),
  });
  const probes = {
    version,
    databaseVersion: postgres.version,
    started,
    clock: systemClock,
    stopping: () => stopping,
    database: () => ping(database).then(() => null, (error: unknown) => `The database does not answer: ${(error as Error).message}`),
    queue: () => queue.counts(),
    sites: async () => (await sites.all()).length,
    agents: () => [],
    metrics: async () => (await metrics.text()).body,
    openApi: () => document,
  };
  const health = createHealth(probes);
  const endpoints = [...health.endpoints, ...pairing.endpoints];
  const document = openApi(endpoints.map((endpoint) => endpoint.contract), { version, url: config.publicUrl });
  const rules = { sites: pairing.authenticator, operatorToken: config.operatorToken, publicUrl: config.publicUrl };
  const server = createHttpServer({ endpoints, pages: [...health.pages, ...pairing.pages], rules, logger, metrics, instance: config.instance });

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(config.port, config.host, () => resolve((server.address() as AddressInfo).port));
      }),
    async stop() {
      stopping = true;
      server.close();
      server.closeIdleConnections();
      await queue.stop();
      server.closeAllConnections();
      await database.destroy();
      await postgres.stop();
    },
  };
}

async function prepareDatabase(database: Database, logger: Logger): Promise<void> {
  const applied = await migrate(database, fileURLToPath(new URL('../migrations', import.meta.url)));
  if (applied.length > 0) logger.info({ applied }, 'database migrated');
  const open = await unprotectedTables(database);
  if (open.length > 0) throw new Error(`Tables without forced row-level security: ${open.join(', ')}. The service does not start like this.`);
}

/** The one-time code that makes the first operator: given by the environment, or made once, kept in a file and printed. */
async function setupCode(config: Config, logger: Logger, operatorExists: () => Promise<boolean>): Promise<string> {
  if (config.setupCode !== null) return config.setupCode;
  const file = path.join(config.dataDir, 'setup-code');
  if (!existsSync(file)) writeFileSync(file, randomBytes(9).toString('base64url'), { mode: 0o600 });
  const made = readFileSync(file, 'utf8').trim();
  if (!(await operatorExists())) logger.info({ setup: made, file }, 'No operator yet: the consent page asks for this one-time set-up code.');
  return made;
}
