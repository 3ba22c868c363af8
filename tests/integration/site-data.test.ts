import { expect, test } from '@jest/globals';
import { unprotectedTables } from '../../service/src/adapters/knex/database.ts';
import { newId } from '../../service/src/kernel/ids.ts';
import { actor, makeBatch, makeProduct } from './run-kit.ts';
import { useShops } from './shops.ts';

const shops = useShops();

test('I2 without a site in the transaction there are no rows, and another site sees none of them', async () => {
  const { start, ended, kit, site } = await shops.open();
  await ended(await start('all'));
  const tables = ['products', 'site_catalogues', 'runs', 'run_steps', 'run_events', 'outbox', 'outbox_carriers'];
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
