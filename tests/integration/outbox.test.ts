import { expect, test } from '@jest/globals';
import { ok } from '../../service/src/kernel/result.ts';
import { makeAgent, until } from './run-kit.ts';
import { useShops } from './shops.ts';

const shops = useShops();

test('where the push is refused the plugin drains the outbox: same messages, same ids, in order, the report last', async () => {
  const { start, read, ended, inbox, kit, site } = await shops.open({ products: 6, reachable: () => false });
  inbox.down = true;
  const run = await start('all');
  await until(async () => (await read(run)).progress.done === 6);
  expect((await read(run)).status).toBe('running');
  let after = 0;
  for (;;) {
    const { messages, next } = await kit.outbox.service.page(site, { after, limit: 4 });
    if (messages.length === 0) break;
    after = next;
    await kit.outbox.service.acknowledge(site, inbox.take(messages.map(({ message }) => message)));
  }
  expect(await ended(run)).toMatchObject({ status: 'completed' });
  expect(inbox.of(run).proposals).toHaveLength(6);
  expect(inbox.order.at(-1)).toBe('run');
  expect(inbox.duplicates).toBe(0);
  expect(inbox.pushes).toBeLessThanOrEqual(1);
});

test('push and fetch at the same time double nothing', async () => {
  const { start, ended, inbox, kit, site } = await shops.open({ products: 15 });
  const run = await start('all');
  let over = false;
  const drain = (async () => {
    while (!over) {
      const { messages } = await kit.outbox.service.page(site, { after: 0, limit: 50 });
      if (messages.length > 0) await kit.outbox.service.acknowledge(site, inbox.take(messages.map(({ message }) => message)));
    }
  })();
  const done = await ended(run);
  over = true;
  await drain;
  expect(done).toMatchObject({ status: 'completed', outcomes: { proposal: 15 } });
  expect(inbox.order).toHaveLength(16);
  expect(inbox.order.at(-1)).toBe('run');
});

test('a site that is back gets what waited, in order, without a new run', async () => {
  const { start, read, ended, inbox, kit, site } = await shops.open({ products: 3 });
  inbox.down = true;
  const run = await start('all');
  await until(async () => (await read(run)).progress.done === 3 && inbox.pushes > 0);
  expect((await kit.outbox.service.status(site)).waiting).toBe(3);
  inbox.down = false;
  expect(await ended(run, 8000)).toMatchObject({ status: 'completed' });
  expect((await kit.outbox.service.status(site)).carrier).toMatchObject({ failures: 0, lastPush: { ok: true } });
});

test('a proposal that WordPress refuses is a failed target in the report that WordPress gets', async () => {
  const { start, ended, inbox } = await shops.open({ products: 2 });
  const seen = new Set<string>();
  inbox.refuse = (id) => (seen.size === 0 ? (seen.add(id), true) : seen.has(id));
  const run = await start('all');
  const done = await ended(run);
  expect(done).toMatchObject({ status: 'completed', outcomes: { failed: 1, proposal: 1 } });
  expect(Object.values(done.report).find((entry) => entry.outcome === 'failed')).toMatchObject({
    proposal: null,
    message: 'WordPress refused the proposal: There is no such product.',
  });
  expect(inbox.of(run).report?.payload).toMatchObject({ report: done.report });
});

test.each([
  ['nothing_to_change', 'The product has these values already.'],
  ['hands_off', 'The owner marked this product "hands off".'],
])('a proposal that WordPress does not need (%s) is nothing to change, not a failure', async (code, message) => {
  const { start, ended, inbox } = await shops.open({ products: 1 });
  inbox.refusal = { code, message };
  const seen = new Set<string>();
  inbox.refuse = (id) => (seen.size === 0 ? (seen.add(id), true) : seen.has(id));
  const done = await ended(await start('all'));
  expect(done).toMatchObject({ status: 'completed', outcomes: { 'nothing to change': 1 }, error: null });
  expect(done.report['1']).toMatchObject({ outcome: 'nothing to change', proposal: null, message });
});

test('the report of a large run comes in parts before its last message, which names their number; the run is completed then', async () => {
  const wordy = makeAgent('describe', async () =>
    ok({
      kind: 'needs' as const,
      needs: Array.from({ length: 12 }, (_, index) => `a fact that is missing here, number ${index}`),
      message: 'Much is missing.',
      findings: [],
    }),
  );
  const { start, ended, inbox } = await shops.open({ products: 600, agents: [wordy] });
  const run = await start('all');
  const done = await ended(run, 60_000);
  expect(done).toMatchObject({ status: 'completed', outcomes: { needs: 600 } });
  const { parts, report } = inbox.of(run);
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.map(({ part }) => part)).toEqual(parts.map((_, index) => index));
  expect(Object.assign({}, ...parts.map((part) => part.report))).toEqual(done.report);
  expect(report?.payload).toMatchObject({ report: {}, report_parts: parts.length });
  expect(inbox.order.at(-1)).toBe('run');
}, 90_000);
