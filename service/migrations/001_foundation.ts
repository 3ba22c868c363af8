import type { Knex } from 'knex';

/** Operators and their sessions, the paired sites and their keys, pairing codes, used tokens; the role that requests run as. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'devskyy_app') THEN CREATE ROLE devskyy_app NOLOGIN NOBYPASSRLS; END IF;
  END $$`);
  await knex.raw('GRANT devskyy_app TO CURRENT_USER');
  await knex.raw('GRANT USAGE ON SCHEMA public TO devskyy_app');
  await knex.raw('ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO devskyy_app');
  await operators(knex);
  await sites(knex);
  await knex.schema.createTable('pairing_codes', (table) => {
    table.text('code_hash').primary();
    table.uuid('user_id').notNullable();
    table.text('site_url').notNullable();
    table.text('redirect_uri').notNullable();
    table.text('rest_url').notNullable();
    table.text('site_name').notNullable();
    table.text('challenge').notNullable();
    table.boolean('replace').notNullable();
    table.timestamp('expires_at').notNullable();
    table.timestamp('used_at');
    /** somebody came with it a second time. */
    table.timestamp('reused_at');
    table.uuid('site_id');
  });
  await knex.schema.createTable('used_tokens', (table) => {
    table.uuid('site_id').notNullable();
    table.text('jti').notNullable();
    table.timestamp('expires_at').notNullable().index();
    table.primary(['site_id', 'jti']);
  });
}

async function operators(knex: Knex): Promise<void> {
  await knex.schema.createTable('users', (table) => {
    table.uuid('id').primary();
    table.text('email').notNullable().unique();
    table.text('password_hash').notNullable();
    table.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
  });
  await knex.schema.createTable('sessions', (table) => {
    table.text('token_hash').primary();
    table.uuid('user_id').notNullable().references('users.id').onDelete('CASCADE');
    table.text('csrf').notNullable();
    table.timestamp('expires_at').notNullable();
  });
}

async function sites(knex: Knex): Promise<void> {
  await knex.schema.createTable('sites', (table) => {
    table.uuid('id').primary();
    table.text('url').notNullable();
    table.text('rest_url').notNullable();
    table.text('name').notNullable();
    table.boolean('reachable').notNullable();
    table.text('plugin_version').notNullable();
    table.integer('contract').notNullable();
    table.timestamp('paired_at').notNullable();
    table.timestamp('revoked_at');
    table.timestamp('last_push_at');
    table.text('last_push_error');
  });
  await knex.raw('CREATE UNIQUE INDEX sites_one_active ON sites (url) WHERE revoked_at IS NULL');
  await knex.schema.createTable('site_keys', (table) => {
    table.uuid('site_id').primary().references('sites.id').onDelete('CASCADE');
    table.text('kid').notNullable();
    table.jsonb('public_jwk').notNullable();
    table.text('service_kid').notNullable();
    table.jsonb('service_public_jwk').notNullable();
    /** the service's own private key for this site, sealed (AES-256-GCM, bound to this row). */
    table.text('service_private_sealed').notNullable();
  });
}
