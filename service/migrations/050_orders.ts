import type { Knex } from 'knex';
import { protectSiteTable } from './helpers.ts';

/** The snapshot of each site's orders, as its plugin sends it; customers are pseudonyms made in WordPress. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('orders', (table) => {
    table.uuid('site_id').notNullable().references('sites.id').onDelete('CASCADE');
    table.text('id').notNullable();
    table.timestamp('created_at').notNullable();
    table.jsonb('snapshot').notNullable();
    /** the full sync that named this order last. */
    table.text('generation');
    table.timestamp('updated_at').notNullable();
    table.primary(['site_id', 'id']);
    table.index(['site_id', 'created_at']);
  });
  await protectSiteTable(knex, 'orders');
  await knex.schema.createTable('site_orders', (table) => {
    table.uuid('site_id').primary().references('sites.id').onDelete('CASCADE');
    /** the full sync that is under way or was the last one, and when its first batch came. */
    table.text('generation');
    table.timestamp('generation_started_at');
    table.timestamp('updated_at').notNullable();
  });
  await protectSiteTable(knex, 'site_orders');
}
