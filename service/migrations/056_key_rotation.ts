import type { Knex } from 'knex';

/**
 * Keys are renewed with an overlap: the next pair waits until the site is seen using it, and the site's earlier key is still taken for a
 * day after that, for requests that are under way.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('site_keys', (table) => {
    table.timestamp('since').notNullable().defaultTo(knex.fn.now());
    table.text('next_kid');
    table.jsonb('next_public_jwk');
    table.text('next_service_kid');
    table.jsonb('next_service_public_jwk');
    table.text('next_service_private_sealed');
    table.text('previous_kid');
    table.jsonb('previous_public_jwk');
    table.timestamp('previous_until');
  });
  await knex.raw('UPDATE site_keys SET since = sites.paired_at FROM sites WHERE sites.id = site_keys.site_id');
}
