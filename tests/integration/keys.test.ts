import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase, type Database } from '../../service/src/adapters/knex/database.ts';
import { startPostgres, type Postgres } from '../../service/src/adapters/postgres/embedded.ts';
import { call, makeKeys, pair, sign, startSite, type FakeSite, type SiteKeyPair } from '../fakes/site.ts';
import { silent } from './run-kit.ts';
import { setupCode, startService, type TestService } from './service.ts';

let folder: string;
let postgres: Postgres;
let database: Database;
let service: TestService;
let site: FakeSite;
let siteId: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-keys-'));
  chmodSync(folder, 0o755);
  postgres = await startPostgres({ folder: path.join(folder, 'pg'), logger: silent, searchPath: process.env['PATH'] });
  database = openDatabase(postgres.url);
  site = await startSite();
  service = await startService({ DATABASE_URL: postgres.url, ALLOWED_PRIVATE_ORIGINS: site.url });
  siteId = (await pair({ site, service: service.url, setupCode })).siteId;
}, 60_000);

afterAll(async () => {
  await service.stop();
  await site.stop();
  await database.destroy();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

const connection = (): string => `${service.url}/api/v1/connection`;
const seconds = (offset: number): number => Math.floor(Date.now() / 1000) + offset;

/** The status of a call that is signed with this key. */
async function status(keys: SiteKeyPair): Promise<number> {
  const authorization = sign(site, siteId, { method: 'GET', url: connection() }, { key: keys.privateKey, header: { kid: keys.jwk.kid } });
  return (await fetch(connection(), { headers: { authorization } })).status;
}

async function renew(by: SiteKeyPair, next: SiteKeyPair, signer = next) {
  const claims = { nonce: next.jwk.kid, aud: service.url, iat: seconds(0), exp: seconds(60), jti: crypto.randomUUID() };
  const proof = jwt.sign(claims, signer.privateKey, { algorithm: 'ES256', header: { alg: 'ES256', typ: 'devskyy-challenge+jwt' } });
  const url = `${connection()}/keys`;
  const body = JSON.stringify({ jwk: next.jwk, proof });
  const authorization = sign(site, siteId, { method: 'POST', url, body }, { key: by.privateKey, header: { kid: by.jwk.kid } });
  const response = await fetch(url, { method: 'POST', body, headers: { authorization, 'content-type': 'application/json' } });
  return { status: response.status, body: (await response.json()) as { service?: { jwk: { kid: string } }; code?: string } };
}

const serviceKid = async (): Promise<string> => (await database('site_keys').where({ site_id: siteId }).first('service_kid')).service_kid;

test('B11 keys are renewed on both sides; the old key works during the overlap, is 401 after it, and renews no keys', async () => {
  const first = site.keys;
  const second = makeKeys();
  const servicePresent = await serviceKid();
  expect((await renew(first, second, makeKeys())).body.code).toBe('invalid_key');
  const renewed = await renew(first, second);
  expect(renewed.status).toBe(200);
  // The answer may be lost: until the site uses its new key, both sides go on with the present ones.
  expect([await status(first), await serviceKid()]).toEqual([200, servicePresent]);
  expect(await status(second)).toBe(200);
  expect(await serviceKid()).toBe(renewed.body.service?.jwk.kid);
  expect(await serviceKid()).not.toBe(servicePresent);
  expect(await status(first)).toBe(200);
  expect((await renew(first, makeKeys())).status).toBe(401);
  expect((await renew(second, first)).body.code).toBe('invalid_key');
  await database('site_keys')
    .where({ site_id: siteId })
    .update({ previous_until: new Date(Date.now() - 1000) });
  expect([await status(first), await status(second)]).toEqual([401, 200]);
  site.keys = second;
});

test('B11 a renewal that is asked for twice, or whose answer is lost, leaves the site connected', async () => {
  const lost = makeKeys();
  const kept = makeKeys();
  await renew(site.keys, lost);
  expect((await renew(site.keys, kept)).status).toBe(200);
  expect(await status(site.keys)).toBe(200);
  expect([await status(kept), await status(lost)]).toEqual([200, 401]);
  site.keys = kept;
});

test('B12 clocks ten minutes apart are refused with the measured difference and its direction; a minute works', async () => {
  const ask = async (offset: number) => {
    const claims = { iat: seconds(offset), exp: seconds(offset + 60) };
    const authorization = sign(site, siteId, { method: 'GET', url: connection() }, { claims });
    const response = await fetch(connection(), { headers: { authorization } });
    return {
      status: response.status,
      body: (await response.json()) as { detail: string; next: string; skew_seconds: number },
    };
  };
  const ahead = await ask(600);
  expect(ahead).toMatchObject({
    status: 401,
    body: { detail: expect.stringMatching(/clock is (600|599) seconds ahead of the service's/) },
  });
  expect(ahead.body.skew_seconds).toBeGreaterThan(597);
  const behind = await ask(-600);
  expect(behind).toMatchObject({
    status: 401,
    body: { detail: expect.stringMatching(/the site's clock is behind/), next: expect.stringMatching(/clocks/) },
  });
  expect(behind.body.skew_seconds).toBeLessThan(-597);
  expect([(await ask(58)).status, (await ask(-58)).status]).toEqual([200, 200]);
  const logged = service.log
    .filter((line) => line.includes('skew_seconds'))
    .map((line) => JSON.parse(line) as { level: string; problem: string });
  expect(logged.map(({ problem }) => problem)).toEqual(['token_clock', 'token_expired']);
});

test('B11 the operator ends a connection on the service: its keys are 401 at once', async () => {
  const listed = (await (await fetch(`${service.url}/operator/sites`)).json()) as { sites: { id: string }[] };
  expect(listed.sites.map(({ id }) => id)).toEqual([siteId]);
  expect((await call(site, siteId, { method: 'GET', url: connection() })).status).toBe(200);
  const revoked = await fetch(`${service.url}/operator/sites/${siteId}`, { method: 'DELETE' });
  expect(revoked.status).toBe(204);
  expect((await call(site, siteId, { method: 'GET', url: connection() })).status).toBe(401);
});
