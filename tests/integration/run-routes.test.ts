import { once } from 'node:events';
import type { Server } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { createHttpServer } from '../../service/src/http/server.ts';
import { newId } from '../../service/src/kernel/ids.ts';
import { ok } from '../../service/src/kernel/result.ts';
import { actor, makeBatch, makeProduct, noMetrics, silent, until } from './run-kit.ts';
import { useShops, type Shop } from './shops.ts';

const shops = useShops();
let server: Server | null = null;

afterEach(() => {
  server?.close();
  server?.closeAllConnections();
  server = null;
});

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** The real HTTP layer over the kit's endpoints; only the signature is left out: the token is the site's id. */
async function serve({ kit, site }: Shop) {
  server = createHttpServer({
    endpoints: [kit.catalogue, kit.agents, kit.runs, kit.outbox].flatMap((domain) => domain.endpoints),
    pages: [],
    rules: {
      sites: { authenticate: async ({ authorization }) => ok({ siteId: authorization.replace('Bearer ', '') }) },
      operatorToken: null,
      publicUrl: 'http://service.test',
    },
    logger: silent,
    metrics: noMetrics,
    instance: null,
    bodies: { folder: '', mostBytes: 0, patienceMs: 15_000 },
    requestsPerMinute: 6000,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as { port: number }).port}/api/v1/`;
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(origin + path, {
      method,
      headers: { authorization: `Bearer ${site}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const call = async (...args: Parameters<typeof send>): Promise<Answer> => {
    const response = await send(...args);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { send, call };
}

test('the routes take a catalogue, estimate, start once a key, list, read, stream and cancel', async () => {
  const shop = await shops.open({ products: 2 });
  const { call, send } = await serve(shop);
  expect(await call('POST', 'catalogue/batches', makeBatch([makeProduct(3)]))).toEqual({ status: 200, body: { products: 3, posts: 0 } });
  expect((await call('GET', 'catalogue/state')).body).toMatchObject({ products: 3 });
  expect((await call('GET', 'agents')).body).toMatchObject({ agents: [{ name: 'describe', available: true }] });
  expect((await call('GET', 'agents/none')).status).toBe(404);
  expect((await call('POST', 'agents/describe/estimates', { targets: 'all', actor })).body).toMatchObject({ targets: 3 });
  const key = newId();
  const start = (targets: unknown) => call('POST', 'agents/describe/runs', { targets, actor }, { 'idempotency-key': key });
  const first = await start('all');
  expect(first.status).toBe(202);
  expect(await start('all')).toEqual(first);
  expect(await start([1])).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  const id = String(first.body['id']);
  await shop.ended(id);
  expect((await call('GET', `runs/${id}`)).body).toMatchObject({ status: 'completed', actor: { id: 1, name: 'Owner' } });
  const listed = (await call('GET', 'runs?status=completed&agent=describe&per_page=1')).body;
  expect(listed).toMatchObject({ total: 1, runs: [{ id, outcomes: { proposal: 3 } }] });
  expect((listed['runs'] as object[])[0]).not.toHaveProperty('report');
  const stream = await send('GET', `runs/${id}/events`);
  expect(stream.headers.get('content-type')).toBe('text/event-stream');
  expect((await stream.text()).match(/^event: .*/gm)).toEqual(
    ['queued', 'started', 'target', 'target', 'target', 'completed'].map((type) => `event: ${type}`),
  );
  const seen = [...(await (await send('GET', `runs/${id}/events`)).text()).matchAll(/^id: (\d+)$/gm)].map(([, seq]) => seq!);
  const resume = async (last: string): Promise<string[]> =>
    [...(await (await send('GET', `runs/${id}/events`, undefined, { 'last-event-id': last })).text()).matchAll(/^id: (\d+)$/gm)].map(
      ([, seq]) => seq!,
    );
  expect(await resume(seen[2]!)).toEqual(seen.slice(3));
  expect(await resume('not ours')).toEqual(seen);
  expect((await call('POST', `runs/${id}/cancel`)).status).toBe(409);
  expect(await call('POST', `runs/${id}/retry`)).toMatchObject({ status: 409, body: { code: 'nothing_failed' } });
});

test('requests that cannot be are refused with the cause, and nothing is stored', async () => {
  const shop = await shops.open({ products: 1 });
  const { call } = await serve(shop);
  const run = { targets: 'all', actor };
  expect(await call('POST', 'agents/none/runs', run)).toMatchObject({ status: 404, body: { code: 'unknown_agent' } });
  expect(await call('POST', 'agents/describe/runs', { ...run, options: { fields: ['price'] } })).toMatchObject({
    status: 422,
    body: { code: 'options_not_valid' },
  });
  expect(await call('POST', 'agents/describe/runs', { ...run, targets: [] })).toMatchObject({ status: 422, body: { code: 'not_valid' } });
  expect(await call('POST', 'agents/describe/runs', run, { 'idempotency-key': 'x' })).toMatchObject({ status: 400 });
  expect(
    await call('POST', 'agents/batch', {
      runs: [
        { agent: 'describe', targets: 'all' },
        { agent: 'none', targets: 'all' },
      ],
      actor,
    }),
  ).toMatchObject({ status: 404 });
  expect(await call('GET', `runs/${newId()}`)).toMatchObject({ status: 404, body: { code: 'unknown_run' } });
  expect((await call('GET', 'runs/nonsense')).status).toBe(422);
  expect((await call('GET', 'runs')).body).toEqual({ runs: [], total: 0 });
  expect((await call('POST', 'catalogue/batches', makeBatch([], { deleted: [1] }))).body).toEqual({ products: 0, posts: 0 });
  expect(await call('POST', 'agents/describe/runs', run)).toMatchObject({ status: 409, body: { code: 'catalogue_empty' } });
});

test('the outbox is drained by the routes alone, and events are followed by number', async () => {
  const shop = await shops.open({ products: 2, reachable: () => false });
  shop.inbox.down = true;
  const { call } = await serve(shop);
  const { next: from } = (await call('GET', 'runs/events')).body;
  const { ids } = (await call('POST', 'agents/batch', { runs: [{ agent: 'describe', targets: [1, 2] }], actor })).body as { ids: string[] };
  const accept = async (count: number) => {
    const page = await until(async () =>
      ((answer) => (answer.body['messages'] as unknown[]).length === count && answer.body)(await call('GET', 'outbox?after=0')),
    );
    const accepted = (page['messages'] as { message: { id: string } }[]).map(({ message }) => message.id);
    return call('POST', 'outbox/acknowledgements', { accepted, duplicates: [], refused: [] });
  };
  expect(await accept(2)).toEqual({ status: 200, body: { acknowledged: 2, waiting: 1 } });
  expect(await accept(1)).toEqual({ status: 200, body: { acknowledged: 1, waiting: 0 } });
  expect((await shop.read(ids[0]!)).status).toBe('completed');
  const page = (await call('GET', `runs/events?after=${String(from)}&limit=2`)).body as {
    events: { seq: number; type: string }[];
    next: number;
  };
  expect(page.events.map((event) => event.type)).toEqual(['queued', 'started']);
  const rest = (await call('GET', `runs/events?after=${page.next}`)).body as { events: { type: string }[] };
  expect(rest.events.map((event) => event.type)).toEqual(['target', 'target', 'completed']);
});
