import type { Knex } from 'knex';
import { protectSiteTable } from './helpers.ts';

/** 3D models: what was sent, what was made of it, and files that are still on their way. The bytes are in the storage, by their hash. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('models', (table) => {
    table.uuid('site_id').notNullable().references('sites.id').onDelete('CASCADE');
    /** the site's own id of it. */
    table.uuid('id').notNullable();
    table.text('title').notNullable();
    table.text('kind').notNullable();
    table.text('status').notNullable();
    /** raised by each processing. */
    table.integer('revision').notNullable().defaultTo(1);
    /** the queue's job that processes it: after its process died the same job comes again. */
    table.text('job');
    table.text('stage');
    table.float('progress').notNullable().defaultTo(0);
    table.text('source_name').notNullable();
    table.bigInteger('source_bytes').notNullable();
    table.text('source_sha256').notNullable();
    table.jsonb('options').notNullable();
    table.jsonb('report');
    table.jsonb('problem');
    table.jsonb('made_of').notNullable().defaultTo('[]');
    table.timestamp('created_at').notNullable();
    table.timestamp('updated_at').notNullable();
    table.timestamp('began_at');
    table.timestamp('finished_at');
    table.primary(['site_id', 'id']);
    table.index(['site_id', 'created_at']);
  });
  await protectSiteTable(knex, 'models');
  await knex.schema.createTable('model_files', (table) => {
    table.uuid('site_id').notNullable();
    table.uuid('model_id').notNullable();
    /** `source`, or one of the pipeline's kinds. */
    table.text('kind').notNullable();
    table.text('name').notNullable();
    table.integer('place').notNullable();
    table.text('media').notNullable();
    table.bigInteger('bytes').notNullable();
    table.text('sha256').notNullable();
    table.integer('width');
    table.integer('height');
    table.text('variant');
    table.integer('triangles');
    table.primary(['site_id', 'model_id', 'kind', 'name']);
    table.foreign(['site_id', 'model_id']).references(['site_id', 'id']).inTable('models').onDelete('CASCADE');
    table.index(['site_id', 'sha256']);
  });
  await protectSiteTable(knex, 'model_files');
  await knex.schema.createTable('model_uploads', (table) => {
    table.uuid('id').primary();
    table.uuid('site_id').notNullable().references('sites.id').onDelete('CASCADE');
    table.text('name').notNullable();
    table.bigInteger('size').notNullable();
    table.text('sha256').notNullable();
    table.bigInteger('received').notNullable().defaultTo(0);
    table.timestamp('created_at').notNullable();
    table.timestamp('touched_at').notNullable();
    table.index(['site_id', 'touched_at']);
  });
  await protectSiteTable(knex, 'model_uploads');
}
