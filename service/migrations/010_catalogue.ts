import type { Knex } from 'knex';
import { protectSiteTable } from './helpers.ts';

/** The snapshot of each site's catalogue, as its plugin sends it. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('products', (table) => {
    table.uuid('site_id').notNullable().references('sites.id').onDelete('CASCADE');
    table.bigInteger('id').notNullable();
    table.jsonb('snapshot').notNullable();
    /** the full sync that named this product last. */
    table.text('generation');
    table.timestamp('updated_at').notNullable();
    table.primary(['site_id', 'id']);
  });
  await protectSiteTable(knex, 'products');
  await knex.schema.createTable('site_catalogues', (table) => {
    table.uuid('site_id').primary().references('sites.id').onDelete('CASCADE');
    table.jsonb('facts').notNullable();
    /** the full sync that is under way or was the last one, and when its first batch came. */
    table.text('generation');
    table.timestamp('generation_started_at');
    table.timestamp('updated_at').notNullable();
  });
  await protectSiteTable(knex, 'site_catalogues');
}
