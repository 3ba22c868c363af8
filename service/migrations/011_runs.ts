import type { Knex } from 'knex';
import { protectSiteTable } from './helpers.ts';

/** Runs, one step a target, the events that readers follow, and the keys that make a repeated request harmless. */
export async function up(knex: Knex): Promise<void> {
  await lockFunction(knex);
  await runs(knex);
  await steps(knex);
  await knex.schema.createTable('run_events', (table) => {
    table.bigIncrements('seq');
    table.uuid('site_id').notNullable().references('sites.id').onDelete('CASCADE');
    table.uuid('run_id').notNullable();
    table.text('type').notNullable();
    table.timestamp('at').notNullable();
    table.integer('done').notNullable();
    table.integer('total').notNullable();
    table.jsonb('target');
    table.index(['site_id', 'seq']);
    table.index(['run_id', 'seq']);
  });
  await protectSiteTable(knex, 'run_events');
  await knex.schema.createTable('idempotency_keys', (table) => {
    table.uuid('site_id').notNullable().references('sites.id').onDelete('CASCADE');
    table.text('route').notNullable();
    table.text('key').notNullable();
    table.text('fingerprint').notNullable();
    table.jsonb('answer').notNullable();
    table.timestamp('created_at').notNullable();
    table.primary(['site_id', 'route', 'key']);
  });
  await protectSiteTable(knex, 'idempotency_keys');
}

/**
 * Sequence numbers are drawn before the commit, so a reader could see 8 before 7 is there and never come back for 7. Whoever writes
 * events or messages of a site takes this lock first: within a site the numbers appear in order.
 */
async function lockFunction(knex: Knex): Promise<void> {
  await knex.raw(`CREATE FUNCTION devskyy_lock_site() RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('devskyy.site:' || current_setting('devskyy.site'), 0)) $$`);
}

async function runs(knex: Knex): Promise<void> {
  await knex.schema.createTable('runs', (table) => {
    table.uuid('id').primary();
    table.uuid('site_id').notNullable().references('sites.id').onDelete('CASCADE');
    table.text('agent').notNullable();
    table.jsonb('options').notNullable();
    table.jsonb('actor').notNullable();
    table.uuid('retry_of');
    /** what the owner sees. */
    table.text('status').notNullable();
    /** where it really is: working, delivering (proposals wait for WordPress), reporting (the last message waits), closed. */
    table.text('phase').notNullable();
    table.integer('total').notNullable();
    table.integer('done').notNullable().defaultTo(0);
    table.decimal('cost_amount', 18, 9).notNullable().defaultTo(0);
    /** results whose price nobody knows: the amount is then unknown too. */
    table.integer('unpriced').notNullable().defaultTo(0);
    table.bigInteger('input_tokens').notNullable().defaultTo(0);
    table.bigInteger('output_tokens').notNullable().defaultTo(0);
    table.text('error');
    table.timestamp('created_at').notNullable();
    table.timestamp('started_at');
    table.timestamp('worked_at');
    table.timestamp('finished_at');
    table.timestamp('progressed_at').notNullable();
    table.timestamp('cancel_requested_at');
    table.index(['site_id', 'created_at']);
  });
  await protectSiteTable(knex, 'runs');
}

async function steps(knex: Knex): Promise<void> {
  await knex.schema.createTable('run_steps', (table) => {
    table.uuid('run_id').notNullable().references('runs.id').onDelete('CASCADE');
    table.bigInteger('target').notNullable();
    table.uuid('site_id').notNullable().references('sites.id').onDelete('CASCADE');
    /** queued, running, done, skipped. */
    table.text('state').notNullable();
    table.text('outcome');
    table.text('title').notNullable().defaultTo('');
    table.text('message').notNullable().defaultTo('');
    table.uuid('proposal');
    table.jsonb('needs').notNullable().defaultTo('[]');
    table.jsonb('findings').notNullable().defaultTo('[]');
    /** times a worker took this step; its number fences off a worker that was thought dead. */
    table.integer('claims').notNullable().defaultTo(0);
    /** attempts that ended in a failure worth another one. */
    table.integer('failures').notNullable().defaultTo(0);
    table.timestamp('started_at');
    table.timestamp('finished_at');
    table.primary(['run_id', 'target']);
  });
  await protectSiteTable(knex, 'run_steps');
}
