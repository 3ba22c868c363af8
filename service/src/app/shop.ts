import { createAgentRuntime, loadAgents } from '../agents/runtime/index.ts';
import { agentModules } from '../discovery.ts';
import { createAgents } from '../domains/agents/index.ts';
import { createCatalogue } from '../domains/catalogue/index.ts';
import { createCatalogueRepository } from '../domains/catalogue/repository.knex.ts';
import { createOrders } from '../domains/orders/index.ts';
import { createOrderRepository } from '../domains/orders/repository.knex.ts';
import { createOutbox } from '../domains/outbox/index.ts';
import { createOutboxRepository } from '../domains/outbox/repository.knex.ts';
import { createRuns } from '../domains/runs/index.ts';
import { createRunRepository } from '../domains/runs/repository.knex.ts';
import { createTexts } from '../domains/texts/index.ts';
import { createTextRepository } from '../domains/texts/repository.knex.ts';
import type { JobDefinition } from '../kernel/job.ts';
import { systemClock } from '../kernel/world.ts';
import { buildCarrier } from './carrier.ts';
import { concurrency, type Foundation } from './foundation.ts';
import { buildIntelligence } from './intelligence.ts';
import { buildModels } from './models.ts';

/** The domains that work for paired sites, and their agents. */
export async function buildShop(foundation: Foundation) {
  const { scope, queue, logger, metrics } = foundation;
  const shared = { transactions: scope, clock: systemClock, queue, logger, metrics, concurrency };
  const catalogue = createCatalogue({ ...shared, repository: createCatalogueRepository() });
  const orders = createOrders({ ...shared, repository: createOrderRepository() });
  const { settings, spend, intelligence, providers } = await buildIntelligence(foundation, catalogue);
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
  const models = await buildModels(foundation, outbox);
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
    models,
    endpoints: [catalogue, orders, agents, runs, outbox, settings, spend, providers, texts, models].flatMap((domain) => domain.endpoints),
    async work() {
      await queue.work(outbox.jobs as JobDefinition<unknown>[], outbox.jobDeps);
      await queue.work(runs.jobs as JobDefinition<unknown>[], runs.jobDeps);
      await models.housekeeping.resume();
      await queue.work(models.jobs as JobDefinition<unknown>[], models.jobDeps);
      models.housekeeping.start();
      texts.service.work();
    },
  };
}
