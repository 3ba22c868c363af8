import { bindEndpoints, type BoundEndpoint } from '../../kernel/endpoint.ts';
import type { Envelope } from '../../kernel/envelope.ts';
import type { Page } from '../../kernel/page.ts';
import type { Clock } from '../../kernel/world.ts';
import { createAuthenticator, createBrowserAuthenticator } from './authenticator.ts';
import { deleteConnection } from './endpoints/delete-connection/index.ts';
import { getConnection } from './endpoints/get-connection/index.ts';
import { listSites } from './endpoints/list-sites/index.ts';
import { redeemCode } from './endpoints/redeem-code/index.ts';
import { renewKeys } from './endpoints/renew-keys/index.ts';
import { revokeSite } from './endpoints/revoke-site/index.ts';
import type { OperatorRepository } from './operators.repository.ts';
import { createOperators } from './operators.service.ts';
import { pairingPages } from './pages/index.ts';
import { createPairing, type ChallengeCheck, type PairingDeps } from './pairing.service.ts';
import { createRotation } from './rotation.service.ts';
import type { SiteRepository } from './sites.repository.ts';

export type { Site, SiteRepository } from './sites.repository.ts';
export { createSigner } from './authenticator.ts';
export type { ChallengeCheck } from './pairing.service.ts';
export { tokenTypes } from './tokens.ts';

export interface PairingDomainDeps {
  sites: SiteRepository;
  operators: OperatorRepository;
  envelope: Envelope;
  clock: Clock;
  challenge: ChallengeCheck;
  publicUrl: string;
  version: string;
  setupCode: string;
  audit: PairingDeps['audit'];
  counts(siteId: string): Promise<{ products: number; waiting: number }>;
}

export interface PairingDomain {
  endpoints: BoundEndpoint[];
  pages: Page[];
  authenticator: ReturnType<typeof createAuthenticator>;
  browsers: ReturnType<typeof createBrowserAuthenticator>;
}

/** Connecting sites: the operator, the consent page, the keys of both sides, and who a signed request is from. */
export function createPairingDomain(deps: PairingDomainDeps): PairingDomain {
  const pairing = createPairing(deps);
  const operators = createOperators(deps.operators, deps.clock, deps.setupCode);
  return {
    endpoints: [
      ...bindEndpoints([redeemCode], { pairing }),
      ...bindEndpoints([deleteConnection, revokeSite], { pairing }),
      ...bindEndpoints([renewKeys], { rotation: createRotation(deps) }),
      ...bindEndpoints([listSites], deps),
      ...bindEndpoints([getConnection], deps),
    ],
    pages: pairingPages({ operators, pairing, sites: deps.sites, publicUrl: deps.publicUrl }),
    authenticator: createAuthenticator(deps),
    browsers: createBrowserAuthenticator(deps),
  };
}
