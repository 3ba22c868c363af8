import { expect, test } from '@jest/globals';
import { newId } from '../../service/src/kernel/ids.ts';
import { fail } from '../../service/src/kernel/result.ts';
import { actor, describe as describePiece, makeAgent, until } from './run-kit.ts';
import { useShops } from './shops.ts';

const shops = useShops();

test('a run on 20 products proposes once for each, and is completed only when WordPress has its report', async () => {
  const { start, ended, inbox, kit, site } = await shops.open({ products: 20 });
  const from = (await kit.runs.service.events(site, { limit: 1 })).next;
  const run = await start('all');
  const done = await ended(run);
  expect(done).toMatchObject({ status: 'completed', progress: { done: 20, total: 20 }, outcomes: { proposal: 20 }, error: null });
  expect(Object.keys(done.report)).toHaveLength(20);
  expect(done.report['7']).toMatchObject({ title: 'Piece 7', outcome: 'proposal', message: '1 change proposed.' });
  const { proposals, report } = inbox.of(run);
  expect(proposals).toHaveLength(20);
  expect(inbox.order.at(-1)).toBe('run');
  expect(report?.payload).toMatchObject({ status: 'completed', report: done.report });
  const { events } = await kit.runs.service.events(site, { after: from, limit: 100 });
  expect(events.map((event) => event.type)).toEqual(['queued', 'started', ...Array<string>(20).fill('target'), 'completed']);
  expect(events.map((event) => event.seq)).toEqual([...events.map((event) => event.seq)].sort((a, b) => a - b));
  expect(events.at(-2)?.progress).toEqual({ done: 20, total: 20 });
});

test('a product that is not in the catalogue fails alone, and its target can be retried', async () => {
  const { start, ended, kit, site } = await shops.open();
  const done = await ended(await start([1, 77]));
  expect(done).toMatchObject({ status: 'completed', outcomes: { proposal: 1, failed: 1 } });
  expect(done.report['77']?.message).toContain('Not in the catalogue');
  const retried = await kit.runs.service.retry(site, done.id, null);
  if (!retried.ok) throw new Error(retried.error.message);
  const again = await ended(retried.value.id);
  expect(again).toMatchObject({ status: 'failed', progress: { done: 1, total: 1 } });
  expect(again.error).toContain('No piece could be worked');
});

test('the same Idempotency-Key answers the same run, and with another request a refusal', async () => {
  const { kit, site } = await shops.open();
  const key = newId();
  const ask = (targets: number[]) => kit.runs.service.start(site, 'describe', { targets, options: { mode: 'fill-empty' }, actor }, key);
  const [first, second] = await Promise.all([ask([1]), ask([1])]);
  expect(first.ok && second.ok && first.value.id === second.value.id).toBe(true);
  expect(await ask([2])).toMatchObject({ ok: false, error: { code: 'idempotency_key_reused' } });
  expect((await kit.runs.service.list(site, { page: 1, perPage: 10 })).total).toBe(1);
});

test('cancelling stops what is under way at once, skips the rest and reports what was done', async () => {
  let begun = 0;
  const slow = makeAgent('describe', async (task, context) => {
    begun += 1;
    if (task.target.id > 2) await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
    return describePiece(task, context);
  });
  const { start, ended, read, kit, site, inbox } = await shops.open({ products: 12, agents: [slow] });
  const run = await start('all');
  await until(async () => (await read(run)).progress.done === 2 && begun >= 5);
  const asked = Date.now();
  expect((await kit.runs.service.cancel(site, run)).ok).toBe(true);
  const done = await ended(run);
  expect(Date.now() - asked).toBeLessThan(1500);
  expect(done).toMatchObject({ status: 'cancelled', progress: { done: 2, total: 12 } });
  await until(async () => inbox.of(run).report);
  expect(inbox.of(run).report?.payload).toMatchObject({ status: 'cancelled', progress: { done: 2, total: 12 } });
  expect(Object.keys(done.report)).toEqual(['1', '2']);
  expect(begun).toBeLessThan(12);
  expect(await kit.runs.service.cancel(site, run)).toMatchObject({ ok: true });
});

test('a run is cancelled by another process than the one that works it', async () => {
  const stuck = makeAgent('describe', async (task, context) => {
    await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
    return describePiece(task, context);
  });
  const { start, ended, read, site } = await shops.open({ products: 4, agents: [stuck] });
  const other = await shops.another([stuck]);
  const run = await start('all');
  await until(async () => (await read(run)).status === 'running');
  await other.runs.service.cancel(site, run);
  expect(await ended(run, 4000)).toMatchObject({ status: 'cancelled', progress: { done: 0, total: 4 } });
});

test('F1 a failure worth another attempt is tried three times in all, then reported; others go on', async () => {
  let attempts = 0;
  const flaky = makeAgent('describe', async (task, context) => {
    if (task.target.id !== 2) return describePiece(task, context);
    attempts += 1;
    return fail({
      code: 'overloaded',
      message: 'The provider is overloaded.',
      retryable: true,
      cost: { amount: 0.5, currency: 'USD', tokens: { input: 10, output: 1 } },
    });
  });
  const { start, ended } = await shops.open({ agents: [flaky] });
  const done = await ended(await start('all'));
  expect(attempts).toBe(3);
  expect(done.report['2']).toMatchObject({ outcome: 'failed', message: 'The provider is overloaded.' });
  expect(done).toMatchObject({ status: 'completed', cost: { amount: 1.5, tokens: { input: 30, output: 3 } } });
}, 20_000);

test('a run that is still at work after three days is ended: what it has is delivered, the rest is told and can be retried', async () => {
  const stuck = makeAgent(
    'describe',
    async (task, context) => {
      if (task.target.id === 3) await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
      return describePiece(task, context);
    },
    { timeoutSeconds: 60 },
  );
  const { start, ended, read, kit, site } = await shops.open({ products: 3, agents: [stuck] });
  const run = await start('all');
  await until(async () => (await read(run)).progress.done === 2);
  await kit
    .database('runs')
    .where({ id: run })
    .update({ created_at: new Date(Date.now() - 73 * 3600 * 1000) });
  const done = await ended(run, 20_000);
  expect(done).toMatchObject({ status: 'completed', progress: { done: 3, total: 3 }, outcomes: { proposal: 2, failed: 1 } });
  expect(done.report['3']).toMatchObject({ outcome: 'failed', message: expect.stringContaining('longer than 72 hours') });
  expect((await kit.runs.service.retry(site, run, null)).ok).toBe(true);
}, 30_000);

test('a few pieces that somebody waits for go before a whole catalogue that is under way', async () => {
  const order: number[] = [];
  const slow = makeAgent('describe', async (task, context) => {
    order.push(task.target.id);
    await new Promise((resolve) => setTimeout(resolve, 60));
    return describePiece(task, context);
  });
  const { start, ended } = await shops.open({ products: 110, agents: [slow] });
  const all = await start(Array.from({ length: 105 }, (_, index) => index + 1));
  await until(async () => order.length >= 8);
  const begun = order.length;
  await ended(await start([110]));
  const at = order.indexOf(110);
  // at most what the four workers had taken up already
  expect(at - begun).toBeLessThanOrEqual(8);
  expect(order.length).toBeLessThan(105);
  await ended(all, 30_000);
}, 60_000);

test('the history is read page by page, the newest first, without gaps or repeats', async () => {
  const { start, ended, kit, site } = await shops.open({ products: 1 });
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1) {
    ids.unshift(await start('all'));
    await ended(ids[0]!);
  }
  const page = async (number: number) => kit.runs.service.list(site, { page: number, perPage: 2 });
  const pages = await Promise.all([1, 2, 3, 4].map(page));
  expect(pages.flatMap(({ runs }) => runs.map(({ id }) => id))).toEqual(ids);
  expect(pages.map(({ runs, total }) => [runs.length, total])).toEqual([
    [2, 5],
    [2, 5],
    [1, 5],
    [0, 5],
  ]);
}, 30_000);

test('an agent that throws, or takes too long, fails its piece with a clear message and not the run', async () => {
  const bad = makeAgent(
    'describe',
    (task, context) => {
      if (task.target.id === 1) throw new Error('secret detail');
      if (task.target.id === 2) return new Promise(() => undefined);
      return describePiece(task, context);
    },
    { timeoutSeconds: 0.2 },
  );
  const { start, ended } = await shops.open({ agents: [bad] });
  const done = await ended(await start('all'));
  expect(done.report['1']?.message).toBe('"Test agent" failed on this piece; the cause is in the service\'s log.');
  expect(done.report['2']?.message).toBe('"Test agent" took longer than 0.2 seconds.');
  expect(done.report['3']?.outcome).toBe('proposal');
}, 20_000);

test('stopping lets a running piece end, and leaves a stuck one to the next start', async () => {
  const stuck = makeAgent('describe', async (task, context) => {
    if (task.target.id === 1) await new Promise((resolve) => setTimeout(resolve, 600));
    if (task.target.id === 2) await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
    return describePiece(task, context);
  });
  const { start, read, kit, site, inbox } = await shops.open({ products: 2, agents: [stuck], drainMs: 1500 });
  const run = await start('all');
  await until(async () => (await read(run)).status === 'running');
  await new Promise((resolve) => setTimeout(resolve, 200));
  const from = Date.now();
  await kit.stop();
  shops.forget(kit);
  expect(Date.now() - from).toBeLessThan(5000);
  const next = await shops.another([makeAgent('describe')], inbox);
  const before = await next.runs.service.read(site, run);
  expect(before).toMatchObject({ ok: true, value: { progress: { done: 1 } } });
  await next.work();
  const done = await until(async () =>
    ((result) => result.ok && result.value.status === 'completed' && result.value)(await next.runs.service.read(site, run)),
  );
  expect(done.outcomes).toEqual({ proposal: 2 });
}, 30_000);

test('a worker that was thought dead has no say any more: the piece that another one worked counts once', async () => {
  let calls = 0;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const agent = makeAgent('describe', async (task, context) => {
    calls += 1;
    if (calls === 1) await held;
    return describePiece(task, context);
  });
  const { start, ended, read, kit, site, inbox } = await shops.open({ products: 1, agents: [agent] });
  const run = await start('all');
  await until(async () => calls === 1);
  await kit.queue.send('work-step', { site, run, target: 1 });
  expect(await ended(run)).toMatchObject({ status: 'completed', progress: { done: 1, total: 1 } });
  release();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(calls).toBe(2);
  expect(await read(run)).toMatchObject({ progress: { done: 1, total: 1 }, outcomes: { proposal: 1 } });
  expect([inbox.of(run).proposals.length, inbox.duplicates]).toEqual([1, 0]);
});

test('after a disconnect what is left of a run is not worked any more', async () => {
  let connected = true;
  let calls = 0;
  const agent = makeAgent('describe', async (task, context) => {
    calls += 1;
    connected = false;
    return describePiece(task, context);
  });
  const { start, read } = await shops.open({ products: 12, agents: [agent], reachable: () => (connected ? true : null) });
  const run = await start('all');
  await until(async () => calls > 0);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(calls).toBeLessThanOrEqual(4);
  expect((await read(run)).status).toBe('running');
});
