import type { Knex } from 'knex';
import { protectSiteTable } from './helpers.ts';

/** Texts that are written for the editor while somebody waits: only what came out; what was asked is not kept. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('texts', (table) => {
    table.uuid('id').primary();
    table.uuid('site_id').notNullable().references('sites.id').onDelete('CASCADE');
    /** the WordPress user who asked, and who alone may read it. */
    table.bigInteger('actor').notNullable();
    table.text('action').notNullable();
    table.text('status').notNullable();
    table.text('text').notNullable().defaultTo('');
    table.jsonb('notes').notNullable().defaultTo('[]');
    table.jsonb('figures');
    table.text('provider').notNullable();
    table.text('model');
    table.decimal('cost_amount', 18, 9);
    table.integer('input_tokens').notNullable().defaultTo(0);
    table.integer('output_tokens').notNullable().defaultTo(0);
    table.jsonb('error');
    table.timestamp('created_at').notNullable();
    /** the process that writes it was alive then; a running text without a sign of life has lost its process. */
    table.timestamp('beat_at').notNullable();
    table.timestamp('finished_at');
    table.timestamp('cancel_requested_at');
    table.index(['site_id', 'created_at']);
  });
  await protectSiteTable(knex, 'texts');
}
