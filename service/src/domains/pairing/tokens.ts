import { createHash, createPublicKey, randomUUID, type JsonWebKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';
import type { PublicJwk } from './contract.ts';

/** `typ` of each direction (RFC 8725, section 3.11): a token of one kind is never taken for another. */
export const tokenTypes = {
  site: 'devskyy-site+jwt',
  stream: 'devskyy-stream+jwt',
  service: 'devskyy-service+jwt',
  challenge: 'devskyy-challenge+jwt',
} as const;

export const maximumLifetime = 60;
export const clockSkew = 60;

export interface SignedRequest {
  method: string;
  /** the full URL as called, query included. */
  url: string;
  /** null: it has not been read yet; who reads it compares the `digest` that the token promises. */
  body: string | Uint8Array | null;
}

interface Claims {
  iss: string;
  aud: string;
  iat: number;
  exp: number;
  jti: string;
  htm: string;
  htu: string;
  bod: string;
}

/** base64url(SHA-256(body)) */
export const bodyDigest = (body: string | Uint8Array): string => createHash('sha256').update(body).digest('base64url');

/** RFC 7638 thumbprint of a P-256 key. */
export const thumbprint = (jwk: { x: string; y: string }): string =>
  createHash('sha256')
    .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x: jwk.x, y: jwk.y }))
    .digest('base64url');

export const publicKeyOf = (jwk: PublicJwk): KeyObject => createPublicKey({ key: jwk as unknown as JsonWebKey, format: 'jwk' });

/** Signs a request of the service to a site. */
export function signRequest(
  request: SignedRequest,
  key: { privateKey: KeyObject; kid: string; issuer: string; audience: string; now: Date },
): string {
  const iat = Math.floor(key.now.getTime() / 1000);
  const claims: Claims = {
    iss: key.issuer,
    aud: key.audience,
    iat,
    exp: iat + maximumLifetime,
    jti: randomUUID(),
    htm: request.method,
    htu: request.url,
    bod: bodyDigest(request.body ?? ''),
  };
  return jwt.sign(claims, key.privateKey, { algorithm: 'ES256', header: { alg: 'ES256', typ: tokenTypes.service, kid: key.kid } });
}

const refused = (code: string, message: string, details?: Record<string, unknown>): { ok: false; error: Failure } =>
  fail({
    code,
    message,
    next: nextOf[code] ?? 'Connect the site anew in wp-admin under DevSkyy → Settings.',
    ...(details ? { details } : {}),
  });

const nextOf: Record<string, string> = {
  token_missing: 'Sign the request: Authorization: Bearer <JWT>, as docs/protocol.md says.',
  token_clock: 'Set the clock of the WordPress server (or of the service) right: they differ by more than a minute.',
  token_expired: 'Sign the request anew; a token holds for a minute at most. If this stays, the clocks of the two machines differ.',
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Which site says it is calling, unverified: only to look up its pinned key. */
export function claimedSite(authorization: string, type: 'site' | 'stream' = 'site'): Result<{ token: string; site: string; kid: string }> {
  const match = /^Bearer ([\w-]+\.[\w-]+\.[\w-]{86})$/.exec(authorization);
  if (authorization === '') return refused('token_missing', 'The request is not signed.');
  if (!match || authorization.length > 4096) return refused('token_malformed', 'The Authorization header holds no signed token.');
  const decoded = decode(match[1]!);
  if (!decoded) return refused('token_malformed', 'The token cannot be read.');
  if (decoded.header.alg !== 'ES256') return refused('token_algorithm', 'Only ES256 is accepted.');
  // RFC 7515, section 4.1.11: an extension that is not understood is refused.
  if ('crit' in decoded.header) return refused('token_malformed', 'The token asks for an extension that is not known here (crit).');
  if (decoded.header.typ !== tokenTypes[type]) return refused('token_type', `The token is not of type ${tokenTypes[type]}.`);
  const site = decoded.payload['iss'];
  if (typeof site !== 'string' || !uuid.test(site)) return refused('token_issuer', 'The token names no site.');
  return ok({ token: match[1]!, site, kid: String(decoded.header.kid) });
}

function decode(token: string): { header: jwt.JwtHeader; payload: Record<string, unknown> } | null {
  try {
    const decoded = jwt.decode(token, { complete: true });
    return decoded && typeof decoded.payload === 'object'
      ? { header: decoded.header, payload: decoded.payload as Record<string, unknown> }
      : null;
  } catch {
    return null; // not JSON inside: the caller answers token_malformed
  }
}

export interface Expectation {
  issuer: string;
  audience: string;
  request: SignedRequest;
  now: Date;
}

/** A token's id, which the caller accepts once, and until when it must be remembered. */
interface Accepted {
  jti: string;
  expires: Date;
  /** of the body that it was signed for. */
  digest: string;
}

/** Verifies signature, times and binding to this very request. */
export function verifyRequest(token: string, key: KeyObject, expected: Expectation): Result<Accepted> {
  const verified = verifyClaims(token, key, expected);
  if (!verified.ok) return verified;
  const { claims } = verified.value;
  const { method, url, body } = expected.request;
  if (claims.htm !== method || claims.htu !== url || (body === null ? typeof claims.bod !== 'string' : claims.bod !== bodyDigest(body))) {
    return refused('token_request', 'The token was signed for another request: method, URL or body differ.');
  }
  return verified;
}

/** Verifies a browser's token: signature, times, and binding to this address (without its query) and to a user of the site. */
export function verifyStream(
  token: string,
  key: KeyObject,
  expected: Omit<Expectation, 'request'> & { request: Omit<SignedRequest, 'body'> },
): Result<Accepted & { user: number }> {
  const verified = verifyClaims(token, key, expected);
  if (!verified.ok) return verified;
  const { claims } = verified.value;
  const { method, url } = expected.request;
  if (claims.htm !== method || claims.htu !== url) return refused('token_request', 'The token was made for another address.');
  if (typeof claims.sub !== 'string' || !/^[1-9]\d{0,14}$/.test(claims.sub)) return refused('token_malformed', 'The token names no user.');
  return ok({ ...verified.value, user: Number(claims.sub) });
}

function verifyClaims(
  token: string,
  key: KeyObject,
  expected: Omit<Expectation, 'request'>,
): Result<Accepted & { claims: Partial<Claims> & { sub?: unknown } }> {
  const now = Math.floor(expected.now.getTime() / 1000);
  let claims: Partial<Claims>;
  try {
    // Times are checked below, with causes that an owner understands.
    claims = jwt.verify(token, key, { algorithms: ['ES256'], ignoreExpiration: true, ignoreNotBefore: true }) as Partial<Claims>;
  } catch {
    return refused('token_signature', 'The signature is not that of the connected site.');
  }
  const times = checkTimes(claims, now);
  if (!times.ok) return times;
  if (claims.iss !== expected.issuer) return refused('token_issuer', 'The token is of another site.');
  if (claims.aud !== expected.audience)
    return refused('token_audience', `The token is meant for ${String(claims.aud)}, this service is ${expected.audience}.`);
  if (typeof claims.jti !== 'string' || !/^[\w.~-]{8,64}$/.test(claims.jti)) return refused('token_malformed', 'The token has no id.');
  return ok({ jti: claims.jti, expires: new Date((times.value.exp + clockSkew) * 1000), digest: String(claims.bod), claims });
}

const clockAt = (seconds: number): string => `Here it is ${new Date(seconds * 1000).toISOString()}.`;

function checkTimes(claims: Partial<Claims>, now: number): Result<{ exp: number }> {
  const { iat, exp } = claims;
  if (!Number.isInteger(iat) || !Number.isInteger(exp)) return refused('token_lifetime', 'The token lacks iat or exp.');
  if (exp! - iat! > maximumLifetime || exp! <= iat!)
    return refused('token_lifetime', `A token holds for ${maximumLifetime} seconds at most.`);
  const skew = iat! - now;
  if (skew > clockSkew)
    return refused('token_clock', `The site's clock is ${skew} seconds ahead of the service's. ${clockAt(now)}`, { skew_seconds: skew });
  if (exp! + clockSkew < now) {
    const behind = now - iat!;
    const text = `The token was signed ${behind} seconds ago by this service's clock: the site's clock is behind, or the request came late. ${clockAt(now)}`;
    return refused('token_expired', text, { skew_seconds: -behind });
  }
  return ok({ exp: exp! });
}
