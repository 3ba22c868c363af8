import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { call, makeKeys, pair, redeem, sign, startSite, type FakeSite, type TokenParts } from '../fakes/site.ts';
import { setupCode, startService, type TestService } from './service.ts';

let service: TestService;
let site: FakeSite;
let siteId: string;

const problem = async (answer: Response): Promise<{ status: number; code: string; details: Record<string, unknown> }> => {
  const details = (await answer.json()) as Record<string, unknown>;
  return { status: answer.status, code: String(details['code']), details };
};
const connectionUrl = (): string => `${service.url}/api/v1/connection`;
const withToken = (parts: TokenParts): Promise<Response> =>
  fetch(connectionUrl(), { headers: { authorization: sign(site, siteId, { method: 'GET', url: connectionUrl() }, parts) } });
const seconds = (offset: number): number => Math.floor(Date.now() / 1000) + offset;

beforeAll(async () => {
  site = await startSite();
  service = await startService({ ALLOWED_PRIVATE_ORIGINS: 'http://127.0.0.1:1,' + site.url });
  siteId = (await pair({ site, service: service.url, setupCode })).siteId;
}, 60_000);

afterAll(async () => {
  await service.stop();
  await site.stop();
});

test('a paired site calls by signed requests, and learns what waits for it', async () => {
  const answer = await call(site, siteId, { method: 'GET', url: connectionUrl() });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ site_id: siteId, contract: 1, waiting: 0 });
});

test('A1 a missing, empty or meaningless Authorization header is 401', async () => {
  for (const authorization of [undefined, '', 'Bearer ', 'Bearer null', 'null']) {
    const answer = await fetch(connectionUrl(), { headers: authorization === undefined ? {} : { authorization } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  }
});

test('B1 a second pairing without revoking the first is 409, and the old key goes on working', async () => {
  await expect(pair({ site, service: service.url, setupCode })).rejects.toThrow('did not send the browser back (409)');
  expect((await call(site, siteId, { method: 'GET', url: connectionUrl() })).status).toBe(200);
});

test('B2 alg none, HS256 with the public key and unknown algorithms are 401', async () => {
  const good = sign(site, siteId, { method: 'GET', url: connectionUrl() }).slice(7).split('.');
  const payload = good[1]!;
  const header = (alg: string): string =>
    Buffer.from(JSON.stringify({ alg, typ: 'devskyy-site+jwt', kid: site.keys.jwk.kid })).toString('base64url');
  const hmac = createHmac('sha256', JSON.stringify(site.keys.jwk))
    .update(`${header('HS256')}.${payload}`)
    .digest('base64url');
  const forged = [
    `${header('none')}.${payload}.`,
    `${header('none')}.${payload}.${good[2]}`,
    `${header('HS256')}.${payload}.${hmac}`,
    `${header('ES999')}.${payload}.${good[2]}`,
  ];
  for (const token of forged) {
    const refused = await problem(await fetch(connectionUrl(), { headers: { authorization: `Bearer ${token}` } }));
    expect(refused.status).toBe(401);
    expect(['token_malformed', 'token_algorithm']).toContain(refused.code);
  }
});

test('B4 wrong audience, issuer, type, key or request is 401', async () => {
  const cases: [TokenParts, string][] = [
    [{ claims: { aud: 'https://elsewhere.example' } }, 'token_audience'],
    [{ claims: { iss: randomUUID() } }, 'token_key'],
    [{ header: { typ: 'devskyy-service+jwt' } }, 'token_type'],
    [{ header: { kid: 'another-key-id-of-nobody' } }, 'token_key'],
    [{ key: makeKeys().privateKey }, 'token_signature'],
    [{ claims: { htm: 'DELETE' } }, 'token_request'],
    [{ claims: { htu: `${service.url}/api/v1/runs` } }, 'token_request'],
    [{ claims: { bod: 'another' } }, 'token_request'],
  ];
  for (const [parts, code] of cases) expect(await problem(await withToken(parts))).toMatchObject({ status: 401, code });
});

test('B4 a token with an id that is none, or with an unknown extension, is 401', async () => {
  for (const iss of ['-'.repeat(36), '0'.repeat(36)])
    expect(await problem(await withToken({ claims: { iss } }))).toMatchObject({ status: 401, code: 'token_issuer' });
  for (const jti of ['id\u0000of-a-token', 'x', '', 'x'.repeat(65)])
    expect(await problem(await withToken({ claims: { jti } }))).toMatchObject({ status: 401, code: 'token_malformed' });
  expect(await problem(await withToken({ header: { crit: ['b64'] } }))).toMatchObject({ status: 401, code: 'token_malformed' });
});

test('a character that no text can hold is refused, never an internal error', async () => {
  const form = new URLSearchParams({ return_to: '/connect', email: 'a\u0000@example.com', password: 'a password' });
  expect(await problem(await fetch(`${service.url}/operator/login`, { method: 'POST', body: form }))).toMatchObject({
    status: 422,
    code: 'not_valid',
  });
  expect(await problem(await call(site, siteId, { method: 'GET', url: `${service.url}/api/v1/runs?agent=%00` }))).toMatchObject({
    status: 422,
    code: 'not_valid',
  });
});

test('B5 exp missing, past or more than a minute after iat, and iat in the future, are 401 with the cause', async () => {
  expect(await problem(await withToken({ claims: { exp: undefined } }))).toMatchObject({ status: 401, code: 'token_lifetime' });
  expect(await problem(await withToken({ claims: { exp: seconds(120) } }))).toMatchObject({ status: 401, code: 'token_lifetime' });
  expect(await problem(await withToken({ claims: { iat: seconds(-300), exp: seconds(-240) } }))).toMatchObject({
    status: 401,
    code: 'token_expired',
  });
  const ahead = await problem(await withToken({ claims: { iat: seconds(600), exp: seconds(660) } }));
  expect(ahead).toMatchObject({ status: 401, code: 'token_clock' });
  expect(ahead.details['skew_seconds']).toBeGreaterThan(590);
  expect((await withToken({ claims: { iat: seconds(45), exp: seconds(100) } })).status).toBe(200);
});

test('a token is accepted once', async () => {
  const authorization = sign(site, siteId, { method: 'GET', url: connectionUrl() });
  const answers = await Promise.all([1, 2, 3].map(() => fetch(connectionUrl(), { headers: { authorization } })));
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 401, 401]);
});

test('B7 a code used twice is refused, and the connection made with it is revoked', async () => {
  const other = await startSite();
  const walk = { site: other, service: service.url, setupCode };
  const first = await pair(walk);
  expect((await call(other, first.siteId, { method: 'GET', url: connectionUrl() })).status).toBe(200);
  expect(await problem(await redeem(walk, first))).toMatchObject({ status: 400, code: 'code_used' });
  const after = await call(other, first.siteId, { method: 'GET', url: connectionUrl() });
  expect(await problem(after)).toMatchObject({ status: 401, code: 'token_key' });
  await other.stop();
});

test('B7 a code that comes a second time while its first use is still being checked connects nobody', async () => {
  const other = await startSite();
  const listed = await startService({ ALLOWED_PRIVATE_ORIGINS: other.url });
  const walk = { site: other, service: listed.url, setupCode, stopAtCode: true };
  const granted = await pair(walk);
  other.slow = 1500;
  const first = redeem(walk, granted);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await problem(await redeem(walk, granted))).toMatchObject({ status: 400, code: 'code_used' });
  expect(await problem(await first)).toMatchObject({ status: 400, code: 'code_used' });
  expect(await (await fetch(`${listed.url}/status`)).json()).toMatchObject({ sites: 0 });
  await listed.stop();
  await other.stop();
}, 60_000);

test('B8 a wrong verifier, PKCE plain and an altered redirect are refused', async () => {
  const other = await startSite();
  const walk = { site: other, service: service.url, setupCode, stopAtCode: true };
  const wrong = await pair(walk);
  expect((await redeem(walk, { code: wrong.code, verifier: 'x'.repeat(48) })).status).toBe(400);
  const altered = await pair(walk);
  expect((await redeem(walk, altered, { redirect_uri: `${other.url}/elsewhere` })).status).toBe(400);
  const plain = new URL(
    `${service.url}/connect?response_type=code&client_id=${other.url}&redirect_uri=${other.url}&rest_url=${other.url}&state=${'s'.repeat(20)}`,
  );
  plain.searchParams.set('code_challenge', 'c'.repeat(43));
  plain.searchParams.set('code_challenge_method', 'plain');
  expect((await fetch(plain)).status).toBe(400);
  const foreign = new URL(plain);
  foreign.searchParams.set('code_challenge_method', 'S256');
  foreign.searchParams.set('redirect_uri', 'https://attacker.example/');
  expect((await fetch(foreign)).status).toBe(400);
  await other.stop();
});

test('B8 an address that hides where it leads is refused before anything is shown', async () => {
  const query = { response_type: 'code', state: 's'.repeat(20), code_challenge: 'c'.repeat(43), code_challenge_method: 'S256' };
  const addresses = { client_id: site.url, redirect_uri: `${site.url}/wp-admin/`, rest_url: `${site.url}/wp-json` };
  const ask = (more: Partial<typeof addresses>) =>
    fetch(`${service.url}/connect?${new URLSearchParams({ ...query, ...addresses, ...more })}`);
  expect((await ask({})).status).toBe(200);
  const disguised = site.url.replace('//', '//your-shop.example@');
  for (const name of ['client_id', 'redirect_uri', 'rest_url'] as const)
    for (const address of [disguised, `${site.url}/#x`, `${site.url}\\@your-shop.example`, `${site.url}/\u202e`, `${site.url}/\r\nx`])
      expect((await ask({ [name]: address })).status).toBe(400);
});

test('a site that signs the challenge with another key is refused', async () => {
  const other = await startSite();
  other.lie = true;
  const listed = await startService({ ALLOWED_PRIVATE_ORIGINS: other.url });
  await expect(pair({ site: other, service: listed.url, setupCode })).rejects.toThrow('could not prove');
  await listed.stop();
  await other.stop();
}, 60_000);

test('a site that the service cannot reach pairs too: results wait for it', async () => {
  const other = await startSite();
  expect((await pair({ site: other, service: service.url, setupCode })).reachable).toBe(false);
  await other.stop();
});

test('B9 a forged consent form changes nothing', async () => {
  const other = await startSite();
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: other.url,
    redirect_uri: other.redirectUri,
    rest_url: other.restUrl,
    state: 's'.repeat(20),
    code_challenge: 'c'.repeat(43),
    code_challenge_method: 'S256',
  });
  const forge = (headers: Record<string, string>, csrf: string): Promise<Response> =>
    fetch(`${service.url}/connect`, {
      method: 'POST',
      redirect: 'manual',
      headers,
      body: new URLSearchParams({ return_to: `/connect?${query}`, csrf, decision: 'allow' }),
    });
  expect((await forge({}, '')).status).toBe(401);
  const login = await fetch(`${service.url}/operator/login`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ return_to: `/connect?${query}`, email: 'operator@example.org', password: 'a long enough password' }),
  });
  const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0]!;
  const refused = await forge({ cookie }, 'guessed');
  expect(refused.status).toBe(403);
  expect(refused.headers.get('location')).toBeNull();
  await other.stop();
});

test('A3 every route refuses an anonymous caller, but for the ones that are public by name', async () => {
  const strict = await startService({ OPERATOR_TOKEN: 'a-token-of-the-operator-for-tests' });
  const document = (await (await fetch(`${strict.url}/api/v1/openapi.json`)).json()) as { paths: Record<string, Record<string, unknown>> };
  const open: string[] = [];
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const method of Object.keys(methods)) {
      const answer = await fetch(strict.url + path.replace(/\{\w+\}/g, randomUUID()), {
        method: method.toUpperCase(),
        headers: { 'content-type': 'application/json' },
        ...(method === 'get' ? {} : { body: '{}' }),
      });
      if (answer.status !== 401) open.push(`${method} ${path}`);
    }
  }
  expect(open.sort()).toEqual(['get /api/v1/openapi.json', 'get /health/live', 'post /api/v1/pairing/redemptions']);
  const operator = { authorization: 'Bearer a-token-of-the-operator-for-tests' };
  expect((await fetch(`${strict.url}/metrics`, { headers: operator })).status).toBe(200);
  await strict.stop();
}, 60_000);
