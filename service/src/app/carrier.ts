import { createWordPress } from '../adapters/wordpress/inbox.ts';
import { type Carrier, type CarrierSites } from '../domains/outbox/index.ts';
import { createSigner } from '../domains/pairing/index.ts';
import { contractVersion } from '../http/server.ts';
import { systemClock } from '../kernel/world.ts';
import type { Foundation } from './foundation.ts';

/** The way of results to their site. */
export function buildCarrier({ config, sites, envelope, outgoing }: Foundation): { carrier: Carrier; sites: CarrierSites } {
  const known = {
    get: (siteId: string) => sites.active(siteId),
    recordPush: (siteId: string, at: Date, error: string | null) => sites.recordPush(siteId, at, error),
  };
  const signer = createSigner({ sites, envelope, clock: systemClock, publicUrl: config.publicUrl });
  return { sites: known, carrier: createWordPress({ sites: known, signer, outgoing, contractVersion }) };
}
