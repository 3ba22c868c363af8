import type { Knex } from 'knex';
import { protectSiteTable } from './helpers.ts';

/** One row a model call, and one row a day that holds the sum: its row lock makes the cap hold under parallel calls. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('budgets', (table) => {
    table.uuid('site_id').notNullable().references('sites.id').onDelete('CASCADE');
    table.date('day').notNullable();
    table.decimal('spent', 18, 9).notNullable().defaultTo(0);
    /** upper bounds of calls under way, and of calls whose cost nobody told. */
    table.decimal('held', 18, 9).notNullable().defaultTo(0);
    table.primary(['site_id', 'day']);
  });
  await protectSiteTable(knex, 'budgets');
  await knex.schema.createTable('spend', (table) => {
    table.uuid('id').primary();
    table.uuid('site_id').notNullable().references('sites.id').onDelete('CASCADE');
    table.date('day').notNullable();
    table.timestamp('at').notNullable();
    table.uuid('run');
    table.text('target');
    table.text('agent').notNullable();
    table.text('provider').notNullable();
    table.text('model').notNullable();
    table.integer('input_tokens').notNullable().defaultTo(0);
    table.integer('output_tokens').notNullable().defaultTo(0);
    table.decimal('held', 18, 9).notNullable();
    table.decimal('amount', 18, 9);
    table.integer('latency_ms').notNullable().defaultTo(0);
    table.text('outcome').notNullable();
    table.index(['site_id', 'day', 'at']);
    table.index(['site_id', 'agent', 'model', 'at']);
  });
  await protectSiteTable(knex, 'spend');
}
