import type { Knex } from 'knex';
import type { Product, SiteFacts } from './contract.ts';
import type { CatalogueRepository } from './repository.ts';

interface SiteRow {
  facts: SiteFacts;
  updated_at: Date;
}

const of = (within: unknown): Knex.Transaction => within as Knex.Transaction;

export const createCatalogueRepository = (): CatalogueRepository => ({
  async saveFacts(within, { id, facts, generation, at }) {
    await of(within).raw(
      `INSERT INTO site_catalogues (site_id, facts, generation, generation_started_at, updated_at)
       VALUES (:id, :facts::jsonb, :generation, CASE WHEN :generation::text IS NULL THEN NULL ELSE :at::timestamptz END, :at)
       ON CONFLICT (site_id) DO UPDATE SET facts = excluded.facts, updated_at = excluded.updated_at,
         generation = coalesce(excluded.generation, site_catalogues.generation),
         generation_started_at = CASE WHEN excluded.generation IS NULL OR excluded.generation = site_catalogues.generation
           THEN site_catalogues.generation_started_at ELSE excluded.updated_at END`,
      { id, facts: JSON.stringify(facts), generation, at },
    );
  },
  async save(within, { siteId, products, generation, at }) {
    if (products.length === 0) return;
    const rows = products.map((product) => ({
      site_id: siteId,
      id: product.id,
      snapshot: JSON.stringify(product),
      generation,
      updated_at: at,
    }));
    const trx = of(within);
    await trx('products')
      .insert(rows)
      .onConflict(['site_id', 'id'])
      .merge({
        snapshot: trx.raw('excluded.snapshot'),
        generation: trx.raw('coalesce(excluded.generation, products.generation)'),
        updated_at: trx.raw('excluded.updated_at'),
      });
  },
  async remove(within, ids) {
    if (ids.length > 0)
      await of(within)('products')
        .whereIn('id', [...ids])
        .delete();
  },
  async dropOthers(within, generation) {
    const result = (await of(within).raw(
      `DELETE FROM products p USING site_catalogues c
       WHERE p.site_id = c.site_id AND c.generation = ? AND p.generation IS DISTINCT FROM c.generation AND p.updated_at < c.generation_started_at`,
      [generation],
    )) as { rowCount: number };
    return result.rowCount;
  },
  ...readers,
});

const readers: Pick<CatalogueRepository, 'facts' | 'get' | 'all' | 'ids' | 'count' | 'updated'> = {
  async facts(within) {
    return (await of(within)<SiteRow>('site_catalogues').first('facts'))?.facts ?? null;
  },
  async get(within, id) {
    return (await of(within)<{ id: number; snapshot: Product }>('products').where({ id }).first('snapshot'))?.snapshot ?? null;
  },
  async all(within) {
    return (await of(within)<{ snapshot: Product }>('products').orderBy('id').select('snapshot')).map((row) => row.snapshot);
  },
  async ids(within) {
    return (await of(within)<{ id: string }>('products').orderBy('id').select('id')).map((row) => Number(row.id));
  },
  async count(within) {
    return Number((await of(within)('products').count<{ count: string }[]>('* as count'))[0]?.count ?? 0);
  },
  async updated(within) {
    return (await of(within)<SiteRow>('site_catalogues').first('updated_at'))?.updated_at ?? null;
  },
};
