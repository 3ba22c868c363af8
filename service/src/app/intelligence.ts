import { createGuardedFetch } from '../adapters/fetch/guarded-fetch.ts';
import { type Catalogue } from '../domains/catalogue/index.ts';
import { createProviders } from '../domains/providers/index.ts';
import { createTroubleRepository } from '../domains/providers/repository.knex.ts';
import { createSettings } from '../domains/settings/index.ts';
import { createSettingsRepository } from '../domains/settings/settings.repository.knex.ts';
import { createSpend } from '../domains/spend/index.ts';
import { createSpendRepository } from '../domains/spend/spend.repository.knex.ts';
import { createIntelligence } from '../intelligence/index.ts';
import { createMeteredLedger } from '../intelligence/metered.ts';
import { listPrices } from '../intelligence/prices.ts';
import { loadProviders } from '../intelligence/registry.ts';
import { systemClock } from '../kernel/world.ts';
import { providerModules } from '../discovery.ts';
import type { Foundation } from './foundation.ts';

/** The models that write, and what they may cost. */
export async function buildIntelligence({ config, scope, envelope, logger, metrics }: Foundation, catalogue: Catalogue) {
  const known = await loadProviders(await providerModules(), logger);
  const prices = listPrices(known.list());
  const settings = createSettings({
    providers: known.list(),
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
    pricesAsOf: prices.asOf,
    clock: systemClock,
    logger,
  });
  const fetch = createGuardedFetch({ allowedOrigins: config.allowedModelOrigins });
  const intelligence = createIntelligence({
    providers: known,
    prices,
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
