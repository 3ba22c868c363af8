import type { Knex } from 'knex';
import { protectSiteTable } from './helpers.ts';

/** What only the owner can mend of a provider, and what runs wait for. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('provider_troubles', (table) => {
    table.uuid('site_id').notNullable().references('sites.id').onDelete('CASCADE');
    table.text('provider').notNullable();
    table.text('model').notNullable();
    table.text('code').notNullable();
    table.text('message').notNullable();
    /** the provider's own words, without the key. */
    table.text('said');
    table.text('next');
    table.timestamp('since').notNullable();
    table.timestamp('last_seen').notNullable();
    table.primary(['site_id', 'provider']);
  });
  await protectSiteTable(knex, 'provider_troubles');
  await knex.schema.alterTable('runs', (table) => {
    /** {until, provider, reason}: what its pieces wait for; past once `until` is. */
    table.jsonb('waiting');
  });
  await knex.schema.alterTable('run_steps', (table) => {
    /** since when this piece waits for its provider; the bound of all its waits begins here. */
    table.timestamp('waiting_since');
  });
  await knex.schema.alterTable('run_events', (table) => {
    table.jsonb('waiting');
  });
}
