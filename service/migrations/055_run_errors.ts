import type { Knex } from 'knex';
import { protectSiteTable } from './helpers.ts';

/** What went wrong in a run, attempt by attempt, also where a later attempt went well. Never holds a key or a model's raw answer. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('run_errors', (table) => {
    table.bigIncrements('seq');
    table.uuid('site_id').notNullable().references('sites.id').onDelete('CASCADE');
    table.uuid('run_id').notNullable().references('runs.id').onDelete('CASCADE');
    table.bigInteger('target');
    table.timestamp('at').notNullable();
    /** failed: the agent or its model; died: the service went down at work; refused: WordPress did not take the result. */
    table.text('kind').notNullable();
    table.integer('attempt').notNullable();
    table.text('message').notNullable();
    /** when the next attempt is due; null: there is none. */
    table.timestamp('retry_at');
    table.index(['run_id', 'seq']);
  });
  await protectSiteTable(knex, 'run_errors');
}
