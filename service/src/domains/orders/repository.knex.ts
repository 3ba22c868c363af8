import type { Knex } from 'knex';
import type { Order } from './contract.ts';
import type { OrderRepository } from './repository.ts';

const of = (within: unknown): Knex.Transaction => within as Knex.Transaction;

export const createOrderRepository = (): OrderRepository => ({
  async touch(within, { id, generation, at }) {
    await of(within).raw(
      `INSERT INTO site_orders (site_id, generation, generation_started_at, updated_at)
       VALUES (:id, :generation, CASE WHEN :generation::text IS NULL THEN NULL ELSE :at::timestamptz END, :at)
       ON CONFLICT (site_id) DO UPDATE SET updated_at = excluded.updated_at,
         generation = coalesce(excluded.generation, site_orders.generation),
         generation_started_at = CASE WHEN excluded.generation IS NULL OR excluded.generation = site_orders.generation
           THEN site_orders.generation_started_at ELSE excluded.updated_at END`,
      { id, generation, at },
    );
  },
  async save(within, { siteId, orders, generation, at }) {
    if (orders.length === 0) return;
    const rows = orders.map((order) => ({
      site_id: siteId,
      id: order.id,
      created_at: order.created,
      snapshot: JSON.stringify(order),
      generation,
      updated_at: at,
    }));
    const trx = of(within);
    await trx('orders')
      .insert(rows)
      .onConflict(['site_id', 'id'])
      .merge({
        created_at: trx.raw('excluded.created_at'),
        snapshot: trx.raw('excluded.snapshot'),
        generation: trx.raw('coalesce(excluded.generation, orders.generation)'),
        updated_at: trx.raw('excluded.updated_at'),
      });
  },
  async remove(within, ids) {
    if (ids.length > 0)
      await of(within)('orders')
        .whereIn('id', [...ids])
        .delete();
  },
  async dropOthers(within, generation) {
    const result = (await of(within).raw(
      `DELETE FROM orders o USING site_orders s
       WHERE o.site_id = s.site_id AND s.generation = ? AND o.generation IS DISTINCT FROM s.generation AND o.updated_at < s.generation_started_at`,
      [generation],
    )) as { rowCount: number };
    return result.rowCount;
  },
  ...readers,
});

const readers: Pick<OrderRepository, 'all' | 'summary' | 'updated'> = {
  async all(within, period) {
    const query = of(within)<{ snapshot: Order }>('orders').orderBy([{ column: 'created_at' }, { column: 'id' }]);
    if (period) query.where('created_at', '>=', period.from).where('created_at', '<', period.to);
    return (await query.select('snapshot')).map((row) => row.snapshot);
  },
  async summary(within) {
    const row = await of(within)('orders')
      .count('* as count')
      .min('created_at as first')
      .max('created_at as last')
      .first<{ count: string; first: Date | null; last: Date | null }>();
    return { orders: Number(row.count), first: row.first, last: row.last };
  },
  async updated(within) {
    return (await of(within)<{ updated_at: Date }>('site_orders').first('updated_at'))?.updated_at ?? null;
  },
};
