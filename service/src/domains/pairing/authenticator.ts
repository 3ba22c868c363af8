import type { KeyObject } from 'node:crypto';
import type { Envelope } from '../../kernel/envelope.ts';
import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';
import type { Clock } from '../../kernel/world.ts';
import { openServiceKey } from './keys.ts';
import { overlapMs } from './rotation.service.ts';
import type { KnownKeys, Site, SiteRepository } from './sites.repository.ts';
import { claimedSite, publicKeyOf, signRequest, verifyRequest, verifyStream, type SignedRequest } from './tokens.ts';

export interface AuthenticatorDeps {
  sites: SiteRepository;
  envelope: Envelope;
  clock: Clock;
  publicUrl: string;
}

const keysPath = '/api/v1/connection/keys';

/**
 * Who calls: the key is chosen by the pinned kid of the site that the token names, and every token is accepted once. One statement a
 * request: a site's present key is kept for a while; whether the connection still stands is asked when the token is marked as used.
 */
export function createAuthenticator({ sites, clock, publicUrl }: AuthenticatorDeps) {
  const keys = keepKeys(sites, clock);
  return {
    async authenticate(request: SignedRequest & { authorization: string }): Promise<Result<{ siteId: string; digest: string }>> {
      const claimed = claimedSite(request.authorization);
      if (!claimed.ok) return claimed;
      const { site, kid, token } = claimed.value;
      // Whoever holds an earlier key may not renew the keys with it: asked anew, as another process may have renewed them just now.
      const renews = new URL(request.url).pathname === keysPath;
      const pinned = await keys.find(site, kid, { anew: renews });
      if (!pinned || (renews && pinned.age === 'previous')) return fail(unknownConnection);
      const verified = verifyRequest(token, pinned.key, { issuer: site, audience: publicUrl, request, now: clock.now() });
      if (!verified.ok) return verified;
      if (!(await sites.useToken(site, verified.value.jti, verified.value.expires)))
        return fail((await sites.active(site)) ? replayed : unknownConnection);
      if (pinned.age === 'next') await keys.promote(site, kid);
      return { ok: true, value: { siteId: site, digest: verified.value.digest } };
    },
  };
}

const replayed = { code: 'token_replayed', message: 'This token was used before.', next: 'Sign each request anew.' };

const unknownConnection = {
  code: 'token_key',
  message: 'The service does not know this connection (any more).',
  next: 'Disconnect in wp-admin under DevSkyy → Settings, then connect again.',
};

interface Pinned {
  key: KeyObject;
  age: 'present' | 'next' | 'previous';
}

const keptKeys = 1000;
/** Shorter than the overlap: a kept key that another process has seen replaced meanwhile is one that is still taken. */
const keptMs = 5 * 60_000;

/** Sites' present keys, kept after the first look; the oldest go when there are many. */
function keepKeys(sites: SiteRepository, clock: Clock) {
  const kept = new Map<string, Pinned & { kid: string; until: number }>();
  return {
    async find(siteId: string, kid: string, { anew }: { anew: boolean }): Promise<Pinned | null> {
      const now = clock.now();
      const known = kept.get(siteId);
      if (!anew && known?.kid === kid && known.until > now.getTime()) return known;
      const pinned = pick(await sites.keys(siteId), kid, now);
      if (pinned?.age !== 'present') return pinned;
      if (kept.size >= keptKeys) kept.delete(kept.keys().next().value as string);
      kept.set(siteId, { ...pinned, kid, until: now.getTime() + keptMs });
      return pinned;
    },
    /** The site has our new key as well, as it signs with its own: from now on both sides use the new ones. */
    async promote(siteId: string, kid: string): Promise<void> {
      kept.delete(siteId);
      const at = clock.now();
      await sites.promoteKeys(siteId, { kid, at, previousUntil: new Date(at.getTime() + overlapMs) });
    },
  };
}

function pick(keys: KnownKeys | null, kid: string, now: Date): Pinned | null {
  if (kid === keys?.kid) return { key: publicKeyOf(keys.publicJwk), age: 'present' };
  if (kid === keys?.next?.kid) return { key: publicKeyOf(keys.next.publicJwk), age: 'next' };
  const previous = keys?.previous;
  return previous && kid === previous.kid && now < previous.until ? { key: publicKeyOf(previous.publicJwk), age: 'previous' } : null;
}

/** A site's own origins: of its pages, and of its REST root. */
const originsOf = (site: Site): string[] => [site.url, site.restUrl].flatMap((url) => URL.parse(url)?.origin ?? []);

/** Browsers at a paired site: a token of its site's making, from its site's exact origin, once. */
export function createBrowserAuthenticator({ sites, clock, publicUrl }: AuthenticatorDeps) {
  const keys = keepKeys(sites, clock);
  return {
    allows: async (origin: string): Promise<boolean> => (await sites.all()).some((site) => originsOf(site).includes(origin)),
    async authenticate(request: BrowserRequest): Promise<Result<{ siteId: string; user: number }>> {
      const claimed = claimedSite(request.authorization, 'stream');
      if (!claimed.ok) return claimed;
      const [pinned, site] = await Promise.all([
        keys.find(claimed.value.site, claimed.value.kid, { anew: false }),
        sites.active(claimed.value.site),
      ]);
      if (!site || !pinned) return fail(unknownConnection);
      const verified = verifyStream(claimed.value.token, pinned.key, { issuer: site.id, audience: publicUrl, request, now: clock.now() });
      if (!verified.ok) return verified;
      if (!originsOf(site).includes(request.origin)) return fail(elsewhere(site, request.origin));
      const { jti, expires, user } = verified.value;
      return (await sites.useToken(site.id, jti, expires)) ? ok({ siteId: site.id, user }) : fail(replayed);
    },
  };
}

interface BrowserRequest {
  authorization: string;
  method: string;
  /** without its query. */
  url: string;
  origin: string;
}

const elsewhere = (site: Site, origin: string): Failure => ({
  code: 'token_origin',
  message: `The token is of ${site.url}, and the request comes from ${origin === '' ? 'no page' : origin}.`,
  next: 'Open wp-admin at the address that the site was connected with, or connect it anew.',
});

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
