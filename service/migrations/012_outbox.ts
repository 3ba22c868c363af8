import type { Knex } from 'knex';
import { protectSiteTable } from './helpers.ts';

/** Messages for WordPress until it has them, and how pushing to each site goes. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('outbox', (table) => {
    table.bigIncrements('seq');
    table.uuid('site_id').notNullable().references('sites.id').onDelete('CASCADE');
    table.uuid('id').notNullable();
    table.uuid('run_id').notNullable();
    table.bigInteger('target');
    table.text('type').notNullable();
    table.jsonb('payload').notNullable();
    table.timestamp('created_at').notNullable();
    table.timestamp('acknowledged_at');
    /** accepted, duplicate or refused. */
    table.text('result');
    table.jsonb('refusal');
    table.unique(['site_id', 'id']);
    table.index(['site_id', 'acknowledged_at']);
  });
  await knex.raw('CREATE INDEX outbox_waiting ON outbox (site_id, seq) WHERE acknowledged_at IS NULL');
  await knex.raw('CREATE INDEX outbox_run_waiting ON outbox (run_id) WHERE acknowledged_at IS NULL');
  await protectSiteTable(knex, 'outbox');
  await knex.schema.createTable('outbox_carriers', (table) => {
    table.uuid('site_id').primary().references('sites.id').onDelete('CASCADE');
    /** who pushes right now, and until when that is believed without a sign of life. */
    table.uuid('holder');
    table.timestamp('held_until');
    table.integer('failures').notNullable().defaultTo(0);
    table.timestamp('next_attempt_at');
    table.timestamp('last_push_at');
    table.boolean('last_push_ok');
    table.text('last_push_error');
  });
  await protectSiteTable(knex, 'outbox_carriers');
}
