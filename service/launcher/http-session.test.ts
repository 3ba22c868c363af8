import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpSession, formsIn } from './http-session.ts';

describe('the pairing client', () => {
  let server: http.Server;
  let origin: string;
  beforeAll(async () => {
    server = http.createServer((request, response) => {
      if (request.url === '/in') response.setHeader('set-cookie', ['session=a=b; Path=/; HttpOnly', 'old=1; Max-Age=0']);
      response.end(request.headers.cookie ?? 'none');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  test('keeps cookies for its own origin and goes nowhere else', async () => {
    const session = createHttpSession(origin);
    expect(await (await session.get(`${origin}/in`)).text()).toBe('none');
    expect(await (await session.get(`${origin}/`)).text()).toBe('session=a=b');
    await expect(session.get('http://127.0.0.1:1/')).rejects.toThrow('not for');
  });

  test('reads the forms of a page with their hidden fields', () => {
    const page =
      '<form method="post" action="/connect"><input type="hidden" name="return_to" value="/connect?a=1&amp;b=2"><button name="decision" value="allow">Connect</button></form>';
    expect(formsIn(page)).toEqual([{ action: '/connect', hidden: { return_to: '/connect?a=1&b=2' }, names: ['return_to', 'decision'] }]);
  });
});
