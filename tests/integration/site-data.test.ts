import { expect, test } from '@jest/globals';
import { unprotectedTables } from '../../service/src/adapters/knex/database.ts';
import { newId } from '../../service/src/kernel/ids.ts';
import { actor, makeAgent, makeBatch, makePost, makeProduct } from './run-kit.ts';
import { contentCopy } from '../../service/src/agents/catalog/content-copy/index.ts';
import { useShops } from './shops.ts';

const shops = useShops();

/** No provider key: agents write by their own rules. */
const noKey = async () => ({
  model: null,
  write: () => Promise.reject(new Error('no key')),
  stream: () => Promise.reject(new Error('no key')),
});

test('I2 without a site in the transaction there are no rows, and another site sees none of them', async () => {
  const { start, ended, kit, site } = await shops.open();
  await ended(await start('all'));
  await kit.catalogue.service.receive(site, makeBatch([], { posts: [makePost(31)] }));
  const tables = ['products', 'posts', 'site_catalogues', 'runs', 'run_steps', 'run_events', 'outbox', 'outbox_carriers'];
  const count = (of: string | null, table: string) =>
    kit.database.transaction(async (trx) => {
      await trx.raw('SET LOCAL ROLE devskyy_app');
      if (of) await trx.raw("SELECT set_config('devskyy.site', ?, true)", [of]);
      return Number((await trx(table).count<{ count: string }[]>('* as count'))[0]?.count);
    });
  for (const table of tables) {
    expect([table, await count(null, table), await count(newId(), table), (await count(site, table)) > 0]).toEqual([table, 0, 0, true]);
  }
  expect(await unprotectedTables(kit.database)).toEqual([]);
});

test('an estimate is null before the first run, and measured after it', async () => {
  const { start, ended, kit, site } = await shops.open();
  const ask = () => kit.agents.service.estimate(site, 'describe', { targets: 'all', options: { mode: 'fill-empty' }, actor });
  expect(await ask()).toMatchObject({ ok: true, value: { targets: 3, seconds: null, cost: { low: 0, high: 0 } } });
  await ended(await start('all'));
  expect(await ask()).toMatchObject({ ok: true, value: { seconds: { basis: 'measured on 3 pieces in the last 1 run on this site' } } });
});

test('a full sync drops what it did not name, but not what changed while it ran', async () => {
  const { kit, site } = await shops.open({ products: 4, work: false });
  const receive = (change: Parameters<typeof makeBatch>[1], ids: number[]) =>
    kit.catalogue.service.receive(
      site,
      makeBatch(
        ids.map((id) => makeProduct(id)),
        change,
      ),
    );
  await receive({ generation: 'g1' }, [1, 2]);
  await receive({}, [9]);
  expect(await receive({ generation: 'g1', complete: true, deleted: [2] }, [5])).toEqual({ products: 3, posts: 0 });
  expect(await kit.catalogue.service.ids(site)).toEqual([1, 5, 9]);
});

test('posts and pages are kept beside the products, and go when they are named as deleted or a full sync leaves them out', async () => {
  const { kit, site } = await shops.open({ products: 1, work: false });
  const { service } = kit.catalogue;
  const texts = [makePost(31), makePost(32, { kind: 'page' }), makePost(33)];
  expect(await service.receive(site, makeBatch([], { posts: [...texts, makePost(31, { title: 'Newer' })] }))).toEqual({
    products: 1,
    posts: 3,
  });
  expect((await service.post(site, 31))?.title).toBe('Newer');
  expect([await service.ids(site), await service.ids(site, ['post']), await service.ids(site, ['post', 'page'])]).toEqual([
    [1],
    [31, 33],
    [31, 32, 33],
  ]);
  expect(await service.receive(site, makeBatch([], { deleted: [33] }))).toEqual({ products: 1, posts: 2 });
  expect(await service.receive(site, makeBatch([makeProduct(1)], { generation: 'g', complete: true, posts: [texts[1]!] }))).toEqual({
    products: 1,
    posts: 1,
  });
  expect(await service.post(newId(), 32)).toBeNull();
});

test('a run over all posts and pages makes proposals of their kind; translations that were left out are told with estimate, run and report', async () => {
  const { kit, site, inbox, start, ended } = await shops.open({ agents: [contentCopy, makeAgent('describe')], writerFor: noKey });
  const languages = { plugin: 'Polylang', code: 'en', name: 'English', left_out: { product: 7, post: 2, page: 1 } };
  const { site: facts } = makeBatch([]);
  await kit.catalogue.service.receive(
    site,
    makeBatch([], { site: { ...facts, languages }, posts: [makePost(31), makePost(32, { kind: 'page' })] }),
  );
  const note = 'Polylang: working on English (default language); 3 translations left out.';
  const estimate = await kit.agents.service.estimate(site, 'describe', { targets: 'all', options: { mode: 'fill-empty' }, actor });
  expect(estimate).toMatchObject({ ok: true, value: { note: expect.stringContaining('; 7 translations left out.') as unknown } });
  const run = await ended(await start('all', 'content-copy'));
  expect(run).toMatchObject({ status: 'completed', note, progress: { done: 2, total: 2 } });
  const { proposals, report } = inbox.of(run.id);
  const targets = proposals.flatMap((message) => (message.type === 'proposal' ? [message.payload.target] : []));
  expect(targets.sort((one, other) => one.id - other.id)).toEqual([
    { kind: 'post', id: 31 },
    { kind: 'page', id: 32 },
  ]);
  expect(report?.payload).toMatchObject({ note });
});

test('a product asked of an agent for posts is told as not known, and no proposal is made', async () => {
  const { start, ended } = await shops.open({ agents: [contentCopy], writerFor: noKey });
  const run = await ended(await start([1], 'content-copy'));
  expect(run.report['1']).toMatchObject({ outcome: 'failed', message: expect.stringContaining('no such post or page') as unknown });
});
