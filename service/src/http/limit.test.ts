import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpServer } from './server.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const never = { authenticate: () => Promise.reject(new Error('not asked')) };
const servers: http.Server[] = [];

async function start(publicUrl: string): Promise<string> {
  const server = createHttpServer({
    endpoints: [],
    pages: [],
    rules: { sites: never, operatorToken: 'x'.repeat(24), publicUrl },
    logger: quiet,
    metrics: { count() {}, observe() {} },
    instance: null,
    bodies: { folder: '', mostBytes: 0, patienceMs: 15_000 },
    requestsPerMinute: 10,
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const statuses = async (url: string, count: number, headers: Record<string, string> = {}): Promise<number[]> => {
  const all: number[] = [];
  for (let index = 0; index < count; index += 1) all.push((await fetch(url, { headers })).status);
  return all;
};

let plain: string;
let proxied: string;

beforeAll(async () => {
  plain = await start('http://127.0.0.1:8081');
  proxied = await start('https://service.example');
});

afterAll(() => servers.forEach((server) => server.close().closeAllConnections()));

test('above the limit a caller is answered 429 with Retry-After and what to do', async () => {
  expect(await statuses(`${plain}/nothing`, 10)).toEqual(Array(10).fill(404));
  const answer = await fetch(`${plain}/nothing`);
  expect(answer.status).toBe(429);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await answer.json()).toMatchObject({ code: 'too_many_requests', next: expect.stringContaining('RATE_LIMIT_PER_MINUTE') });
});

test('without a proxy nobody gets a limit of his own by writing X-Forwarded-For', async () => {
  expect((await statuses(`${plain}/nothing`, 1, { 'x-forwarded-for': '203.0.113.7' }))[0]).toBe(429);
});

test('probes of life are not counted', async () => {
  expect(await statuses(`${plain}/health/live`, 3)).toEqual([404, 404, 404]);
});

test('behind a proxy each address that the proxy names has a limit of its own, whatever the caller wrote before it', async () => {
  expect(await statuses(`${proxied}/nothing`, 10, { 'x-forwarded-for': '203.0.113.7' })).toEqual(Array(10).fill(404));
  expect(await statuses(`${proxied}/nothing`, 1, { 'x-forwarded-for': '198.51.100.1, 203.0.113.7' })).toEqual([429]);
  expect(await statuses(`${proxied}/nothing`, 1, { 'x-forwarded-for': '203.0.113.8' })).toEqual([404]);
});
