import { createChallengeCheck } from '../adapters/wordpress/challenge.ts';
import { readSetupCode } from '../config/setup-code.ts';
import { type Catalogue } from '../domains/catalogue/index.ts';
import { type Outbox } from '../domains/outbox/index.ts';
import { createPairingDomain, type PairingDomain } from '../domains/pairing/index.ts';
import { createOperatorRepository } from '../domains/pairing/operators.repository.knex.ts';
import { systemClock } from '../kernel/world.ts';
import type { Foundation } from './foundation.ts';
import { version } from './version.ts';

/** Pairing, the operator's pages, and who may call. */
export async function buildPairing(
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
