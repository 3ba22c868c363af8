import type { KeyObject } from 'node:crypto';
import type { Envelope } from '../../kernel/envelope.ts';
import { fail, type Result } from '../../kernel/result.ts';
import type { Clock } from '../../kernel/world.ts';
import { openServiceKey } from './pairing.service.ts';
import type { SiteRepository } from './sites.repository.ts';
import { claimedSite, publicKeyOf, signRequest, verifyRequest, type SignedRequest } from './tokens.ts';

export interface AuthenticatorDeps {
  sites: SiteRepository;
  envelope: Envelope;
  clock: Clock;
  publicUrl: string;
}

/**
 * Who calls: the key is chosen by the pinned kid of the site that the token names, and every token is accepted once. One statement a
 * request: keys never change, so they are kept; whether the connection still stands is asked when the token is marked as used.
 */
export function createAuthenticator({ sites, clock, publicUrl }: AuthenticatorDeps) {
  const keyOf = keepKeys(sites);
  return {
    async authenticate(request: SignedRequest & { authorization: string }): Promise<Result<{ siteId: string }>> {
      const claimed = claimedSite(request.authorization);
      if (!claimed.ok) return claimed;
      const { site, kid, token } = claimed.value;
      const pinned = await keyOf(site);
      if (pinned?.kid !== kid) return fail(unknownConnection);
      const verified = verifyRequest(token, pinned.key, { issuer: site, audience: publicUrl, request, now: clock.now() });
      if (!verified.ok) return verified;
      if (await sites.useToken(site, verified.value.jti, verified.value.expires)) return { ok: true, value: { siteId: site } };
      return fail((await sites.active(site)) ? replayed : unknownConnection);
    },
  };
}

const replayed = { code: 'token_replayed', message: 'This token was used before.', next: 'Sign each request anew.' };

const unknownConnection = {
  code: 'token_key',
  message: 'The service does not know this connection (any more).',
  next: 'Disconnect in wp-admin under DevSkyy → Settings, then connect again.',
};

const keptKeys = 1000;

/** A site's public key, kept after the first look; the oldest go when there are many. */
function keepKeys(sites: SiteRepository): (siteId: string) => Promise<{ kid: string; key: KeyObject } | null> {
  const kept = new Map<string, { kid: string; key: KeyObject }>();
  return async (siteId) => {
    const known = kept.get(siteId);
    if (known) return known;
    const keys = await sites.keys(siteId);
    if (!keys) return null;
    const pinned = { kid: keys.kid, key: publicKeyOf(keys.publicJwk) };
    if (kept.size >= keptKeys) kept.delete(kept.keys().next().value as string);
    kept.set(siteId, pinned);
    return pinned;
  };
}

/** Signs what the service sends to a site. */
export interface SiteSigner {
  sign(siteId: string, request: SignedRequest): Promise<string>;
}

export const createSigner = ({ sites, envelope, clock, publicUrl }: AuthenticatorDeps): SiteSigner => ({
  async sign(siteId, request) {
    const keys = await sites.keys(siteId);
    if (!keys) throw new Error(`There are no keys for site ${siteId}.`);
    const privateKey = openServiceKey(envelope, siteId, keys);
    return signRequest(request, { privateKey, kid: keys.serviceKid, issuer: publicUrl, audience: siteId, now: clock.now() });
  },
});
