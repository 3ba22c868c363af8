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

/** Who calls: the key is chosen by the pinned kid of the site that the token names, and every token is accepted once. */
export const createAuthenticator = ({ sites, clock, publicUrl }: AuthenticatorDeps) => ({
  async authenticate(request: SignedRequest & { authorization: string }): Promise<Result<{ siteId: string }>> {
    const claimed = claimedSite(request.authorization);
    if (!claimed.ok) return claimed;
    const [site, keys] = await Promise.all([sites.active(claimed.value.site), sites.keys(claimed.value.site)]);
    if (!site || !keys || keys.kid !== claimed.value.kid) {
      return fail({
        code: 'token_key',
        message: 'The service does not know this connection (any more).',
        next: 'Disconnect in wp-admin under DevSkyy → Settings, then connect again.',
      });
    }
    const expected = { issuer: site.id, audience: publicUrl, request, now: clock.now() };
    const verified = verifyRequest(claimed.value.token, publicKeyOf(keys.publicJwk), expected);
    if (!verified.ok) return verified;
    const fresh = await sites.useToken(site.id, verified.value.jti, verified.value.expires);
    if (!fresh) return fail({ code: 'token_replayed', message: 'This token was used before.', next: 'Sign each request anew.' });
    return { ok: true, value: { siteId: site.id } };
  },
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
