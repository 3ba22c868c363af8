import { createHash, randomBytes, type KeyObject } from 'node:crypto';
import type { Envelope } from '../../kernel/envelope.ts';
import { newId } from '../../kernel/ids.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Clock } from '../../kernel/world.ts';
import type { RedeemAnswer, RedeemRequest } from './contract.ts';
import { makeKeys, readKey } from './keys.ts';
import type { PairingCode, SiteRepository } from './sites.repository.ts';
import { thumbprint } from './tokens.ts';

export const scopes = ['catalogue', 'runs', 'proposals'] as const;
const codeSeconds = 60;

/** Asks the site to prove that it holds the key that is being paired. `unreachable` is an answer, not an error. */
export interface ChallengeCheck {
  check(site: { restUrl: string; key: KeyObject; audience: string }): Promise<'proved' | 'refuted' | 'unreachable'>;
}

export interface ConsentRequest {
  siteUrl: string;
  redirectUri: string;
  restUrl: string;
  siteName: string;
  state: string;
  challenge: string;
}

export interface PairingDeps {
  sites: SiteRepository;
  envelope: Envelope;
  clock: Clock;
  challenge: ChallengeCheck;
  publicUrl: string;
  version: string;
  /** called when a connection begins and ends, for the log. */
  audit(event: 'paired' | 'revoked' | 'keys renewed', fields: object): void;
}

export interface Pairing {
  /** Checks what the site asks for, before anything is shown: redirect and REST addresses belong to the site itself. */
  readRequest(query: Record<string, string>): Result<ConsentRequest>;
  /** The operator agreed: a single-use code, good for a minute. */
  grant(request: ConsentRequest, userId: string, replace: boolean): Promise<string>;
  redeem(request: RedeemRequest): Promise<Result<RedeemAnswer>>;
  /** `by` says which side ended it, for the log. */
  revoke(siteId: string, by?: 'site' | 'operator'): Promise<void>;
}

export function createPairing(deps: PairingDeps): Pairing {
  return {
    readRequest,
    async grant(request, userId, replace) {
      const code = randomBytes(32).toString('base64url');
      const expiresAt = new Date(deps.clock.now().getTime() + codeSeconds * 1000);
      const { state: _, ...kept } = request;
      await deps.sites.addCode({ ...kept, codeHash: sha256(code), userId, replace, expiresAt, usedAt: null, siteId: null });
      return code;
    },
    redeem: (request) => redeem(deps, request),
    async revoke(siteId, by = 'site') {
      await deps.sites.revoke(siteId, deps.clock.now());
      deps.audit('revoked', { siteId, by });
    },
  };
}

const invalid = (message: string): { ok: false; error: { code: string; message: string; next: string } } =>
  fail({ code: 'invalid_request', message, next: 'Start the connection again in wp-admin under DevSkyy → Settings.' });

function readRequest(query: Record<string, string>): Result<ConsentRequest> {
  const {
    client_id: siteUrl = '',
    redirect_uri: redirectUri = '',
    rest_url: restUrl = '',
    state = '',
    code_challenge: challenge = '',
  } = query;
  const problem = protocolProblem(query, state, challenge) ?? addressProblem(siteUrl, redirectUri, restUrl);
  if (problem !== null) return invalid(problem);
  return ok({ siteUrl, redirectUri, restUrl, siteName: (query['site_name'] ?? new URL(siteUrl).host).slice(0, 120), state, challenge });
}

function protocolProblem(query: Record<string, string>, state: string, challenge: string): string | null {
  if (query['response_type'] !== 'code') return 'The request is not for a code (response_type).';
  if (query['code_challenge_method'] !== 'S256') return 'Only PKCE with S256 is accepted.';
  if (!/^[\w-]{43}$/.test(challenge)) return 'The PKCE challenge is missing or malformed.';
  return state.length < 16 || state.length > 200 ? 'The state is missing or too short.' : null;
}

function addressProblem(...addresses: [site: string, redirect: string, rest: string]): string | null {
  const [site, redirect, rest] = addresses.map((address) => URL.parse(address));
  if (!site || !redirect || !rest || !/^https?:$/.test(site.protocol)) return "The site's addresses are not valid.";
  if (!addresses.every(isPlain)) return "The site's addresses must be plain: no user name, no part after # and no hidden signs.";
  // A code must never travel to another site than the one that is shown.
  return redirect.origin !== site.origin || rest.origin !== site.origin ? 'The addresses to return to are not those of the site.' : null;
}

/** "https://your-shop.example@elsewhere.example" would look like your shop to whoever agrees. */
function isPlain(address: string): boolean {
  const url = new URL(address);
  return !/[\s\\\p{C}]/u.test(address) && url.username === '' && url.password === '' && url.hash === '';
}

async function redeem(deps: PairingDeps, request: RedeemRequest): Promise<Result<RedeemAnswer>> {
  const now = deps.clock.now();
  const codeHash = sha256(request.code);
  const code = await deps.sites.takeCode(codeHash, now);
  const usable = await checkCode(deps, code, request, now);
  if (!usable.ok) return usable;
  if (request.jwk.kid !== thumbprint(request.jwk)) return invalid('The key id is not the thumbprint of the key (RFC 7638).');
  const key = readKey(request.jwk);
  if (!key) return invalid('The public key is not a point of P-256.');
  const earlier = await deps.sites.activeByUrl(request.site_url);
  if (earlier && !usable.value.replace) {
    return fail({
      code: 'already_paired',
      message: `${request.site_url} is connected to this service already. The earlier connection still works.`,
      next: 'Disconnect it there first, or connect again and tick "replace the earlier connection" on the consent page.',
    });
  }
  const proof = await deps.challenge.check({ restUrl: request.rest_url, key, audience: deps.publicUrl });
  if (proof === 'refuted') return invalid('The site answered, but could not prove that it holds the key.');
  return connect(deps, { request, codeHash, code: usable.value, earlier: earlier?.id ?? null, reachable: proof === 'proved' });
}

const codeUsed = {
  code: 'code_used',
  message: 'This pairing code was used before; the connection made with it is revoked.',
  next: 'Start the connection again in wp-admin.',
};

async function checkCode(deps: PairingDeps, code: PairingCode | null, request: RedeemRequest, now: Date): Promise<Result<PairingCode>> {
  if (!code)
    return fail({ code: 'invalid_code', message: 'This pairing code is not known.', next: 'Start the connection again in wp-admin.' });
  if (code.usedAt) {
    // Used twice: somebody else saw it. What was made with it goes too (RFC 6749, section 4.1.2).
    if (code.siteId) {
      await deps.sites.revoke(code.siteId, now);
      deps.audit('revoked', { siteId: code.siteId, reason: 'code used twice' });
    }
    return fail(codeUsed);
  }
  if (code.expiresAt <= now)
    return fail({
      code: 'code_expired',
      message: 'The pairing code is older than a minute.',
      next: 'Start the connection again in wp-admin.',
    });
  if (code.redirectUri !== request.redirect_uri) return invalid('The return address is not the one that the code was made for.');
  if (code.siteUrl !== request.site_url || code.restUrl !== request.rest_url)
    return invalid('The site is not the one that the code was made for.');
  const verifier = createHash('sha256').update(request.code_verifier).digest('base64url');
  return verifier === code.challenge ? ok(code) : invalid('The PKCE verifier does not fit the challenge.');
}

interface Connect {
  request: RedeemRequest;
  codeHash: string;
  code: PairingCode;
  earlier: string | null;
  reachable: boolean;
}

async function connect(deps: PairingDeps, { request, codeHash, code, earlier, reachable }: Connect): Promise<Result<RedeemAnswer>> {
  const id = newId();
  const keys = makeKeys(deps.envelope, id, request.jwk);
  const site = {
    id,
    url: request.site_url,
    restUrl: request.rest_url,
    name: code.siteName,
    reachable,
    pairedAt: deps.clock.now(),
    lastPush: null,
  };
  await deps.sites.add({ ...site, pluginVersion: request.plugin_version, contract: request.contract, keys }, earlier);
  if (!(await deps.sites.linkCode(codeHash, id))) {
    await deps.sites.revoke(id, deps.clock.now());
    return fail(codeUsed);
  }
  deps.audit('paired', { siteId: id, site: site.url, reachable });
  return ok({
    site_id: id,
    service: { url: deps.publicUrl, jwk: keys.servicePublicJwk, version: deps.version },
    contract: 1,
    scopes: [...scopes],
    reachable,
  });
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
