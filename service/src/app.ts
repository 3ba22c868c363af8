import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createGuardedFetch } from './adapters/fetch/guarded-fetch.ts';
import { migrate, openDatabase, ping, unboundScope, unprotectedTables, type Database } from './adapters/knex/database.ts';
import { createSiteScope, type SiteScope } from './adapters/knex/site-scope.ts';
import { createMetrics, type PrometheusMetrics } from './adapters/metrics/prometheus.ts';
import { startPostgres, type Postgres } from './adapters/postgres/embedded.ts';
import { createDiskProbe } from './adapters/storage/disk.ts';
import { startQueue } from './adapters/queue/pg-boss.ts';
import { createChallengeCheck } from './adapters/wordpress/challenge.ts';
import { createWordPress } from './adapters/wordpress/inbox.ts';
import { createOutgoing, type Outgoing } from './adapters/wordpress/outgoing.ts';
import { createAgentRuntime, type AgentRuntime, loadAgents } from './agents/runtime/index.ts';
import type { Config } from './config/config.ts';
import { readSetupCode } from './config/setup-code.ts';
import { agentModules, migrations } from './discovery.ts';
import { createAgents } from './domains/agents/index.ts';
import { createCatalogue, type Catalogue } from './domains/catalogue/index.ts';
import { createCatalogueRepository } from './domains/catalogue/repository.knex.ts';
import { createHealth, type SiteHealth } from './domains/health/index.ts';
import { createOrders } from './domains/orders/index.ts';
import { createOrderRepository } from './domains/orders/repository.knex.ts';
import { createOutbox, type Carrier, type CarrierSites, type Outbox } from './domains/outbox/index.ts';
import { createOutboxRepository } from './domains/outbox/repository.knex.ts';
import { createPairingDomain, createSigner, type PairingDomain, type Site, type SiteRepository } from './domains/pairing/index.ts';
import { createOperatorRepository } from './domains/pairing/operators.repository.knex.ts';
import { createSiteRepository } from './domains/pairing/sites.repository.knex.ts';
import { createProviders, type ProviderService } from './domains/providers/index.ts';
import { createTroubleRepository } from './domains/providers/repository.knex.ts';
import { createRuns } from './domains/runs/index.ts';
import { createRunRepository } from './domains/runs/repository.knex.ts';
import { createSettings } from './domains/settings/index.ts';
import { createSettingsRepository } from './domains/settings/settings.repository.knex.ts';
import { createSpend } from './domains/spend/index.ts';
import { createSpendRepository } from './domains/spend/spend.repository.knex.ts';
import { createTexts } from './domains/texts/index.ts';
import { createTextRepository } from './domains/texts/repository.knex.ts';
import { openApi } from './http/openapi.ts';
import { contractVersion, createHttpServer } from './http/server.ts';
import { createIntelligence } from './intelligence/index.ts';
import { createMeteredLedger } from './intelligence/metered.ts';
import { listPrices } from './intelligence/prices.ts';
import type { BoundEndpoint } from './kernel/endpoint.ts';
import { createEnvelope, type Envelope } from './kernel/envelope.ts';
import type { JobDefinition } from './kernel/job.ts';
import type { Queue } from './kernel/queue.ts';
import { systemClock, type Logger } from './kernel/world.ts';

export const version = '0.1.0';

/** targets worked at the same time by one process. */
const concurrency = 4;

export interface App {
  listen(): Promise<number>;
  /** Stops taking work, lets what runs end, closes everything. */
  stop(): Promise<void>;
}

/** What everything below is built on. */
interface Foundation {
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

/** The composition root: the only place that builds adapters and hands them to domains. */
export async function createApp(config: Config, logger: Logger, options: { drainMs: number }): Promise<App> {
  const started = systemClock.now();
  const foundation = await lay(config, logger, options);
  const { database, queue, postgres } = foundation;
  const shop = await buildShop(foundation);
  const pairing = await buildPairing(foundation, shop);
  const state = { stopping: false };
  const health = buildHealth(foundation, { started, state, shop, endpoints: () => endpoints });
  const endpoints: BoundEndpoint[] = [...health.endpoints, ...pairing.endpoints, ...shop.endpoints];
  const server = createHttpServer({
    endpoints,
    pages: [...health.pages, ...pairing.pages],
    rules: { sites: pairing.authenticator, browsers: pairing.browsers, operatorToken: config.operatorToken, publicUrl: config.publicUrl },
    logger,
    metrics: foundation.metrics,
    instance: config.instance,
    requestsPerMinute: config.requestsPerMinute,
  });
  foundation.metrics.gauge('devskyy_active_connections', [], async () => [{ labels: {}, value: await connectionsOf(server) }]);
  await shop.work();
  foundation.metrics.gauge('devskyy_probe_up', ['probe'], health.measure);
  void shop
    .resume(async () => (await foundation.sites.all()).map(({ id }) => id))
    .catch((error: unknown) => logger.error({ err: String(error) }, 'Open runs could not be resumed; each goes on with its next look.'));
  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(config.port, config.host, () => resolve((server.address() as AddressInfo).port));
      }),
    async stop() {
      state.stopping = true;
      server.close();
      server.closeIdleConnections();
      await shop.texts.stop();
      await queue.stop();
      server.closeAllConnections();
      await database.destroy();
      await postgres.stop();
    },
  };
}

const connectionsOf = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count))));

async function lay(config: Config, logger: Logger, { drainMs }: { drainMs: number }): Promise<Foundation> {
  const folder = path.join(config.dataDir, 'postgres');
  const postgres = await startPostgres({ folder, logger, databaseUrl: config.databaseUrl ?? undefined, searchPath: config.searchPath });
  const database = openDatabase(postgres.url, 6, logger);
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

/** The domains that work for paired sites, and their agents. */
async function buildShop(foundation: Foundation) {
  const { scope, queue, logger, metrics } = foundation;
  const shared = { transactions: scope, clock: systemClock, queue, logger, metrics, concurrency };
  const catalogue = createCatalogue({ ...shared, repository: createCatalogueRepository() });
  const orders = createOrders({ ...shared, repository: createOrderRepository() });
  const { settings, spend, intelligence, providers } = buildIntelligence(foundation, catalogue);
  const outbox = createOutbox({ ...shared, repository: createOutboxRepository(), ...buildCarrier(foundation) });
  const runtime = createAgentRuntime({
    registry: await loadAgents(await agentModules(), logger),
    catalogue: catalogue.service,
    settingsFor: (siteId) => settings.get(siteId),
    writerFor: ({ siteId, ...request }) => intelligence.createWriter({ site: siteId, ...request }),
    clock: systemClock,
    logger,
  });
  const runs = createRuns({
    ...shared,
    repository: createRunRepository(),
    outbox: outbox.service,
    agents: runtime,
    catalogue: catalogue.service,
  });
  const agents = createAgents({ agents: runtime, catalogue: catalogue.service, runs: runs.service, models: intelligence, concurrency });
  const texts = createTexts({
    ...shared,
    repository: createTextRepository(),
    models: intelligence,
    settings,
    catalogue: catalogue.service,
    sites: foundation.sites,
  });
  return {
    catalogue,
    outbox,
    runtime,
    doors: providers.doors,
    resume: runs.resume,
    texts: texts.service,
    endpoints: [catalogue, orders, agents, runs, outbox, settings, spend, providers, texts].flatMap((domain) => domain.endpoints),
    async work() {
      await queue.work(outbox.jobs as JobDefinition<unknown>[], outbox.jobDeps);
      await queue.work(runs.jobs as JobDefinition<unknown>[], runs.jobDeps);
      texts.service.work();
    },
  };
}

function buildIntelligence({ config, scope, envelope, logger, metrics }: Foundation, catalogue: Catalogue) {
  const settings = createSettings({
    repository: createSettingsRepository(scope),
    envelope,
    allowedModelOrigins: config.allowedModelOrigins,
    test: (site, provider, signal) => intelligence.test(site, provider, signal),
    clock: systemClock,
    logger,
  });
  const spend = createSpend({
    repository: createSpendRepository(scope),
    dailyCap: (site) => settings.dailyCap(site),
    timezone: async (site) => (await catalogue.service.facts(site))?.timezone ?? null,
    pricesAsOf: listPrices.asOf,
    clock: systemClock,
    logger,
  });
  const fetch = createGuardedFetch({ allowedOrigins: config.allowedModelOrigins });
  const intelligence = createIntelligence({
    routes: settings.routes,
    ledger: createMeteredLedger(spend.ledger, metrics),
    clock: systemClock,
    logger,
    metrics,
    fetch,
    troubles: { note: (trouble) => providers.troubles.note(trouble), clear: (site, name) => providers.troubles.clear(site, name) },
  });
  const providers = createProviders({
    repository: createTroubleRepository(scope),
    closed: () => intelligence.closed(),
    inUseSince: settings.inUseSince,
    clock: systemClock,
  });
  return { settings, spend, intelligence, providers };
}

function buildCarrier({ config, sites, envelope, outgoing }: Foundation): { carrier: Carrier; sites: CarrierSites } {
  const known = {
    get: (siteId: string) => sites.active(siteId),
    recordPush: (siteId: string, at: Date, error: string | null) => sites.recordPush(siteId, at, error),
  };
  const signer = createSigner({ sites, envelope, clock: systemClock, publicUrl: config.publicUrl });
  return { sites: known, carrier: createWordPress({ sites: known, signer, outgoing, contractVersion }) };
}

async function buildPairing(
  { config, database, logger, sites, envelope, outgoing }: Foundation,
  shop: { catalogue: Catalogue; outbox: Outbox },
): Promise<PairingDomain> {
  const operators = createOperatorRepository(database);
  return createPairingDomain({
    sites,
    operators,
    envelope,
    clock: systemClock,
    challenge: createChallengeCheck(outgoing, logger),
    publicUrl: config.publicUrl,
    version,
    setupCode: readSetupCode(config, (await operators.any()) ? null : logger),
    audit: (event, fields) => logger.info(fields, `connection ${event}`),
    async counts(siteId) {
      const [{ products }, { waiting }] = await Promise.all([shop.catalogue.service.state(siteId), shop.outbox.service.status(siteId)]);
      return { products, waiting };
    },
  });
}

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

function buildHealth({ config, database, postgres, queue, metrics, sites }: Foundation, { started, state, shop, endpoints }: HealthParts) {
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
