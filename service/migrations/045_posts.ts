import type { Knex } from 'knex';
import { protectSiteTable } from './helpers.ts';

/** The snapshot of each site's posts and pages, and what a run has to say about the languages of its site. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('posts', (table) => {
    table.uuid('site_id').notNullable().references('sites.id').onDelete('CASCADE');
    table.bigInteger('id').notNullable();
    table.text('kind').notNullable();
    table.jsonb('snapshot').notNullable();
    /** the full sync that named this post last. */
    table.text('generation');
    table.timestamp('updated_at').notNullable();
    table.primary(['site_id', 'id']);
  });
  await protectSiteTable(knex, 'posts');
  await knex.schema.alterTable('runs', (table) => {
    table.text('note');
  });
}
