import type { Knex } from 'knex';
import type { Post, Product, SiteFacts } from './contract.ts';
import type { CatalogueRepository } from './repository.ts';

interface SiteRow {
  facts: SiteFacts;
  updated_at: Date;
}

const of = (within: unknown): Knex.Transaction => within as Knex.Transaction;

const tables = ['products', 'posts'] as const;

/** Writes rows of a snapshot over those that are there. */
async function put(trx: Knex.Transaction, table: (typeof tables)[number], rows: readonly Record<string, unknown>[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!).filter((name) => !['site_id', 'id', 'generation'].includes(name));
  await trx(table)
    .insert([...rows])
    .onConflict(['site_id', 'id'])
    .merge({
      ...Object.fromEntries(columns.map((name) => [name, trx.raw('excluded.??', [name])])),
      generation: trx.raw('coalesce(excluded.generation, ??)', [`${table}.generation`]),
    });
}

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
  save: (within, { siteId, products, generation, at }) =>
    put(
      of(within),
      'products',
      products.map((product) => ({ site_id: siteId, id: product.id, snapshot: JSON.stringify(product), generation, updated_at: at })),
    ),
  savePosts: (within, { siteId, posts, generation, at }) =>
    put(
      of(within),
      'posts',
      posts.map((post) => ({ site_id: siteId, id: post.id, kind: post.kind, snapshot: JSON.stringify(post), generation, updated_at: at })),
    ),
  async remove(within, ids) {
    if (ids.length === 0) return;
    for (const table of tables)
      await of(within)(table)
        .whereIn('id', [...ids])
        .delete();
  },
  async dropOthers(within, generation) {
    let dropped = 0;
    for (const table of tables) {
      const result = (await of(within).raw(
        `DELETE FROM ${table} p USING site_catalogues c
         WHERE p.site_id = c.site_id AND c.generation = ? AND p.generation IS DISTINCT FROM c.generation AND p.updated_at < c.generation_started_at`,
        [generation],
      )) as { rowCount: number };
      dropped += result.rowCount;
    }
    return dropped;
  },
  ...readers,
});

const readers: Pick<CatalogueRepository, 'facts' | 'get' | 'getPost' | 'all' | 'ids' | 'count' | 'updated'> = {
  async facts(within) {
    return (await of(within)<SiteRow>('site_catalogues').first('facts'))?.facts ?? null;
  },
  async get(within, id) {
    return (await of(within)<{ id: number; snapshot: Product }>('products').where({ id }).first('snapshot'))?.snapshot ?? null;
  },
  async getPost(within, id) {
    return (await of(within)<{ id: number; snapshot: Post }>('posts').where({ id }).first('snapshot'))?.snapshot ?? null;
  },
  async all(within) {
    return (await of(within)<{ snapshot: Product }>('products').orderBy('id').select('snapshot')).map((row) => row.snapshot);
  },
  async ids(within, kinds) {
    const trx = of(within);
    const products = kinds.includes('product') ? await trx<{ id: string }>('products').select('id') : [];
    const texts = kinds.filter((kind) => kind !== 'product');
    const posts = texts.length > 0 ? await trx<{ id: string }>('posts').whereIn('kind', texts).select('id') : [];
    return [...products, ...posts].map((row) => Number(row.id)).sort((one, other) => one - other);
  },
  async count(within) {
    const number = async (table: (typeof tables)[number]): Promise<number> =>
      Number((await of(within)(table).count<{ count: string }[]>('* as count'))[0]?.count ?? 0);
    return { products: await number('products'), posts: await number('posts') };
  },
  async updated(within) {
    return (await of(within)<SiteRow>('site_catalogues').first('updated_at'))?.updated_at ?? null;
  },
};
