import { createHash, generateKeyPairSync, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';

/** A site as the protocol sees it: answers the challenge, keeps what is pushed, signs its requests. No WordPress in it. */
export interface FakeSite {
  url: string;
  restUrl: string;
  redirectUri: string;
  keys: SiteKeyPair;
  /** method and path of every request that came. */
  calls: string[];
  /** bodies of POST …/inbox, as they came. */
  inbox: { body: string; authorization: string }[];
  /** answers the next pushes with this status instead of taking them. */
  inboxStatus: number;
  /** milliseconds before the challenge is answered. */
  slow: number;
  /** signs the challenge with another key than the one it pairs. */
  lie: boolean;
  stop(): Promise<void>;
}

export interface SiteKeyPair {
  privateKey: KeyObject;
  jwk: { kty: 'EC'; crv: 'P-256'; x: string; y: string; kid: string };
}

export function makeKeys(): SiteKeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string };
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))
    .digest('base64url');
  return { privateKey, jwk: { kty: 'EC', crv: 'P-256', x, y, kid } };
}

export async function startSite(): Promise<FakeSite> {
  const keys = makeKeys();
  const other = makeKeys();
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', site.url);
      site.calls.push(`${request.method} ${url.pathname}`);
      const answer = (status: number, value: object): void => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      };
      if (url.pathname.endsWith('/challenge'))
        setTimeout(answer, site.slow, 200, { proof: prove(site, url.searchParams.get('nonce') ?? '', other) });
      else if (url.pathname.endsWith('/inbox') && site.inboxStatus === 200) {
        site.inbox.push({ body, authorization: request.headers.authorization ?? '' });
        answer(200, {
          accepted: (JSON.parse(body) as { messages: { id: string }[] }).messages.map(({ id }) => id),
          duplicates: [],
          refused: [],
        });
      } else answer(url.pathname.endsWith('/inbox') ? site.inboxStatus : 404, { code: 'not_here' });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const site: FakeSite = {
    url,
    restUrl: `${url}/wp-json/devskyy/v1`,
    redirectUri: `${url}/wp-admin/admin.php?page=devskyy-settings`,
    keys,
    calls: [],
    inbox: [],
    inboxStatus: 200,
    slow: 0,
    lie: false,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return site;
}

function prove(site: FakeSite, nonce: string, other: SiteKeyPair): string {
  const now = Math.floor(Date.now() / 1000);
  const { privateKey, jwk } = site.lie ? other : site.keys;
  const claims = { nonce, aud: site.audience ?? '', iat: now, exp: now + 60, jti: randomUUID() };
  return jwt.sign(claims, privateKey, { algorithm: 'ES256', header: { alg: 'ES256', typ: 'devskyy-challenge+jwt', kid: jwk.kid } });
}

export interface FakeSite {
  /** the service that is being paired with. */
  audience?: string;
}

export interface PairingResult {
  siteId: string;
  verifier: string;
  code: string;
  reachable: boolean;
}

export interface Walk {
  site: FakeSite;
  service: string;
  setupCode: string;
  replace?: boolean;
  /** the redemption is left to the caller. */
  stopAtCode?: boolean;
}

/** Walks the public handshake as a browser and a plugin would: consent page, set-up or log-in, agree, redeem. */
export async function pair(walk: Walk): Promise<PairingResult> {
  const verifier = randomBytes(48).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  walk.site.audience = walk.service;
  const consent = new URL('/connect', walk.service);
  consent.search = new URLSearchParams({
    response_type: 'code',
    client_id: walk.site.url,
    redirect_uri: walk.site.redirectUri,
    rest_url: walk.site.restUrl,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    site_name: 'A shop',
  }).toString();
  const location = await agree(consent, walk);
  const code = new URL(location).searchParams.get('code') ?? '';
  if (walk.stopAtCode) return { siteId: '', verifier, code, reachable: false };
  const answer = await redeem(walk, { code, verifier });
  if (!answer.ok) throw new Error(`Pairing failed: ${await answer.text()}`);
  const { site_id: siteId, reachable } = (await answer.json()) as { site_id: string; reachable: boolean };
  return { siteId, verifier, code, reachable };
}

async function agree(consent: URL, { service, setupCode, replace }: Walk): Promise<string> {
  const account = { email: 'operator@example.org', password: 'a long enough password' };
  const form = (path: string, fields: Record<string, string>, cookie = ''): Promise<Response> =>
    fetch(new URL(path, service), {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie },
      body: new URLSearchParams({ return_to: consent.pathname + consent.search, ...fields }),
    });
  const first = await (await fetch(consent)).text();
  const signedIn = first.includes('/operator/setup')
    ? await form('/operator/setup', { ...account, setup_code: setupCode })
    : await form('/operator/login', account);
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const page = await (await fetch(consent, { headers: { cookie } })).text();
  const csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const agreed = await form('/connect', { csrf, decision: 'allow', ...(replace ? { replace: '1' } : {}) }, cookie);
  const location = agreed.headers.get('location');
  if (!location) throw new Error(`The consent page did not send the browser back (${agreed.status}).`);
  return location;
}

export const redeem = (walk: Walk, { code, verifier }: { code: string; verifier: string }, change: object = {}): Promise<Response> =>
  fetch(new URL('/api/v1/pairing/redemptions', walk.service), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      code,
      code_verifier: verifier,
      redirect_uri: walk.site.redirectUri,
      site_url: walk.site.url,
      rest_url: walk.site.restUrl,
      jwk: walk.site.keys.jwk,
      plugin_version: '0.1.0',
      contract: 1,
      ...change,
    }),
  });

export interface TokenParts {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  key?: KeyObject;
}

/** The Authorization header of a signed request; `parts` bends it for tests of refusals. */
export function sign(
  site: FakeSite,
  siteId: string,
  request: { method: string; url: string; body?: string | Uint8Array },
  parts: TokenParts = {},
): string {
  const iat = Math.floor(Date.now() / 1000);
  const claims = {
    iss: siteId,
    aud: new URL(request.url).origin,
    iat,
    exp: iat + 60,
    jti: randomUUID(),
    htm: request.method,
    htu: request.url,
    bod: createHash('sha256')
      .update(request.body ?? '')
      .digest('base64url'),
    ...parts.claims,
  };
  const header = { alg: 'ES256' as const, typ: 'devskyy-site+jwt', kid: site.keys.jwk.kid, ...parts.header };
  return `Bearer ${jwt.sign(JSON.parse(JSON.stringify(claims)) as object, parts.key ?? site.keys.privateKey, { algorithm: 'ES256', header })}`;
}

/** A signed call of the service. */
export function call(
  site: FakeSite,
  siteId: string,
  request: { method: string; url: string; body?: object; headers?: Record<string, string> },
): Promise<Response> {
  const body = request.body === undefined ? '' : JSON.stringify(request.body);
  const authorization = sign(site, siteId, { method: request.method, url: request.url, body });
  const headers = { authorization, ...(body ? { 'content-type': 'application/json' } : {}), ...request.headers };
  return fetch(request.url, { method: request.method, headers, ...(body ? { body } : {}) });
}
