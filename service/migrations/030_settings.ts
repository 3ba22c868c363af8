import type { Knex } from 'knex';
import { protectSiteTable } from './helpers.ts';

/** What the owner sets, and the provider keys (sealed; the key that opens them is not in the database). */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('site_settings', (table) => {
    table.uuid('site_id').primary().references('sites.id').onDelete('CASCADE');
    table.text('language');
    table.jsonb('brand_voice').notNullable();
    table.decimal('daily_cap', 12, 4);
    /** provider → {base_url, added}. */
    table.jsonb('providers').notNullable();
    /** task type → {provider, model}. */
    table.jsonb('models').notNullable();
    table.timestamp('updated_at').notNullable().defaultTo(knex.fn.now());
  });
  await protectSiteTable(knex, 'site_settings');
  await knex.schema.createTable('secrets', (table) => {
    table.uuid('site_id').notNullable().references('sites.id').onDelete('CASCADE');
    table.text('name').notNullable();
    table.text('sealed').notNullable();
    /** the last four characters, shown to the owner. */
    table.text('hint').notNullable();
    table.timestamp('created_at').notNullable();
    table.primary(['site_id', 'name']);
  });
  await protectSiteTable(knex, 'secrets');
}
