import type { AddressInfo } from 'node:net';
import { Router } from '@koa/router';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import Koa from 'koa';
import type http from 'node:http';
import type { Page } from '../kernel/page.ts';
import { mountPage } from './pages.ts';

const seen: string[] = [];
const page = (path: string): Page => ({
  id: path,
  method: 'post',
  path,
  handle: ({ address }) => {
    seen.push(address);
    return Promise.resolve({ kind: 'redirect', location: '/next', session: 'a-session' });
  },
});

let server: http.Server;
let url: string;

beforeAll(async () => {
  const app = new Koa();
  const router = new Router();
  mountPage(router, page('/proxied'), true);
  mountPage(router, page('/plain'), false);
  app.use(router.routes());
  await new Promise<void>((resolve) => (server = app.listen(0, '127.0.0.1', resolve)));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

const post = (path: string): Promise<Response> =>
  fetch(`${url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    body: 'a=1',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': '198.51.100.1, 203.0.113.7' },
  });

test('behind a proxy with TLS the operator signs in: the cookie is secure though the last hop is not encrypted', async () => {
  const answer = await post('/proxied');
  expect(answer.status).toBe(303);
  expect(answer.headers.get('set-cookie')).toMatch(/^devskyy_operator=a-session; path=\/; samesite=lax; secure; httponly$/i);
});

test('the address of a log-in is what the proxy says behind one, and the connection’s own otherwise', async () => {
  seen.length = 0;
  await post('/proxied');
  const answer = await post('/plain');
  expect(seen).toEqual(['203.0.113.7', '127.0.0.1']);
  expect(answer.headers.get('set-cookie')).not.toMatch(/secure/i);
});
