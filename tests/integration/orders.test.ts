import { expect, test } from '@jest/globals';
import { createSiteScope } from '../../service/src/adapters/knex/site-scope.ts';
import { order as orderSchema, type Order } from '../../service/src/domains/orders/contract.ts';
import { createOrders } from '../../service/src/domains/orders/index.ts';
import { createOrderRepository } from '../../service/src/domains/orders/repository.knex.ts';
import { newId } from '../../service/src/kernel/ids.ts';
import { systemClock } from '../../service/src/kernel/world.ts';
import { useShops } from './shops.ts';

const shops = useShops();

const makeOrder = (number: number, change: Partial<Order> = {}): Order => ({
  id: `wc-${number}`,
  source: 'woocommerce',
  number: String(number),
  status: 'completed',
  currency: 'EUR',
  created: `2026-03-${String((number % 28) + 1).padStart(2, '0')}T10:00:00Z`,
  customer: '0123456789abcdef0123456789abcdef',
  country: 'DE',
  net: '20.00',
  tax: '3.80',
  shipping: '0',
  gross: '23.80',
  refunded: '0',
  lines: [
    {
      product: 7,
      variation: null,
      sku: 'S-7',
      title: 'Piece',
      quantity: 2,
      net: '20.00',
      tax: '3.80',
      gross: '23.80',
      refunded_quantity: 0,
      refunded: '0',
    },
  ],
  ...change,
});

const open = async () => {
  const { kit, site } = await shops.open({ work: false });
  const orders = createOrders({ repository: createOrderRepository(), transactions: createSiteScope(kit.database), clock: systemClock });
  const receive = (some: Order[], change = {}) =>
    orders.service.receive(site, { generation: null, complete: false, orders: some, deleted: [], ...change });
  return { kit, site, orders: orders.service, receive };
};

test('orders that come twice are there once, with what came last', async () => {
  const { site, orders, receive } = await open();
  expect(await receive([makeOrder(1), makeOrder(2)])).toEqual({ orders: 2 });
  expect(await receive([makeOrder(2), makeOrder(2, { status: 'refunded', refunded: '23.80' })])).toEqual({ orders: 2 });
  expect((await orders.all(site)).map(({ id, status }) => [id, status])).toEqual([
    ['wc-1', 'completed'],
    ['wc-2', 'refunded'],
  ]);
  expect(await receive([], { deleted: ['wc-1', 'wc-9'] })).toEqual({ orders: 1 });
});

test('a full sync drops the orders that it did not name, but not what changed while it ran', async () => {
  const { site, orders, receive } = await open();
  await receive([makeOrder(1), makeOrder(2)]);
  await receive([makeOrder(2)], { generation: 'g1' });
  await receive([makeOrder(9)]);
  expect(await receive([makeOrder(3)], { generation: 'g1', complete: true })).toEqual({ orders: 3 });
  expect((await orders.all(site)).map(({ id }) => id).sort()).toEqual(['wc-2', 'wc-3', 'wc-9']);
});

test('the state tells the period, and a period is read with its start and without its end', async () => {
  const { site, orders, receive } = await open();
  expect(await orders.state(site)).toEqual({ orders: 0, first: null, last: null, updated: null });
  await receive([makeOrder(1), makeOrder(5), makeOrder(9)]);
  expect(await orders.state(site)).toMatchObject({ orders: 3, first: '2026-03-02T10:00:00.000Z', last: '2026-03-10T10:00:00.000Z' });
  const period = { from: new Date('2026-03-02T10:00:00Z'), to: new Date('2026-03-10T10:00:00Z') };
  expect((await orders.all(site, period)).map(({ id }) => id)).toEqual(['wc-1', 'wc-5']);
});

test('I2 orders of a site are not there without the site, nor for another one', async () => {
  const { kit, site, receive } = await open();
  await receive([makeOrder(1)]);
  const count = (of: string | null, table: string) =>
    kit.database.transaction(async (trx) => {
      await trx.raw('SET LOCAL ROLE devskyy_app');
      if (of) await trx.raw("SELECT set_config('devskyy.site', ?, true)", [of]);
      return Number((await trx(table).count<{ count: string }[]>('* as count'))[0]?.count);
    });
  for (const table of ['orders', 'site_orders']) {
    expect([await count(null, table), await count(newId(), table), await count(site, table)]).toEqual([0, 0, 1]);
  }
});

test('an order with a customer in the clear is no order', () => {
  expect(orderSchema.safeParse(makeOrder(1)).success).toBe(true);
  expect(orderSchema.safeParse(makeOrder(1, { customer: 'ada@example.org' })).success).toBe(false);
});
