import { expect, test } from '@jest/globals';
import { newId } from '../../kernel/ids.ts';
import { createWordPress, inboxUrl } from './inbox.ts';
import type { OutgoingAnswer } from './outgoing.ts';

test('the inbox is found behind pretty permalinks and behind ?rest_route= alike', () => {
  const urls = [
    ['https://shop.test/wp-json/devskyy/v1', 'https://shop.test/wp-json/devskyy/v1/inbox'],
    ['https://shop.test/wp-json/devskyy/v1/', 'https://shop.test/wp-json/devskyy/v1/inbox'],
    ['https://shop.test/wp-json/devskyy/v1?lang=de', 'https://shop.test/wp-json/devskyy/v1/inbox?lang=de'],
    ['https://shop.test/?rest_route=/devskyy/v1', 'https://shop.test/?rest_route=/devskyy/v1/inbox'],
    [
      'https://shop.test/index.php?rest_route=%2Fdevskyy%2Fv1&lang=de',
      'https://shop.test/index.php?rest_route=%2Fdevskyy%2Fv1/inbox&lang=de',
    ],
  ];
  for (const [given, wanted] of urls) expect(inboxUrl(given!)).toBe(wanted);
});

const push = (answer: Partial<OutgoingAnswer> | Error) =>
  createWordPress({
    sites: { get: async () => ({ restUrl: 'https://shop.test/wp-json/devskyy/v1' }) },
    signer: { sign: async (_site, { method, url }) => `${method} ${url}` },
    outgoing: async (request) => {
      expect(request.headers['authorization']).toBe('Bearer POST https://shop.test/wp-json/devskyy/v1/inbox');
      expect(request.headers['x-devskyy-contract']).toBe('1');
      if (answer instanceof Error) throw answer;
      return { status: 200, body: '', headers: {}, ...answer };
    },
    contractVersion: 1,
  }).push('s', [], new AbortController().signal);

test('only an inbox’s own answer counts; everything else says what came instead, and what to do', async () => {
  const accepted = { accepted: [newId()], duplicates: [], refused: [] };
  expect(await push({ body: JSON.stringify(accepted) })).toEqual({ ok: true, value: accepted });
  expect(await push({ body: '<html>Coming soon</html>' })).toMatchObject({ ok: false, error: { code: 'site_answer' } });
  expect(await push({ status: 302 })).toMatchObject({ ok: false, error: { code: 'site_redirects' } });
  const refused = await push({ status: 401, body: '{"code":"token_clock","message":"The clocks differ."}' });
  expect(refused).toMatchObject({
    ok: false,
    error: {
      code: 'site_refused',
      message: 'https://shop.test/wp-json/devskyy/v1/inbox answered 401 (token_clock): The clocks differ.',
      next: 'Connect the site anew in wp-admin under DevSkyy → Settings.',
    },
  });
  expect(await push(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).toMatchObject({
    ok: false,
    error: { code: 'site_unreachable', message: expect.stringContaining('ECONNREFUSED') },
  });
});
