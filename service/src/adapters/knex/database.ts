import { readdir } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import knexFactory, { type Knex } from 'knex';
import type { Logger } from '../../kernel/world.ts';
import type { SiteScope } from './site-scope.ts';

export type Database = Knex;

/** Opens the pool. The URL is the owner's: it migrates; requests run as devskyy_app inside their transactions. */
export const openDatabase = (connection: string | Knex.PgConnectionConfig, max = 6, logger?: Logger): Database => {
  // Without this knex writes plain text to the console, past the structured log.
  const tell = (message: unknown): void =>
    logger?.warn({ err: String(message).split('\n')[0] }, 'The database connection reported a fault.');
  const log = { warn: tell, error: tell, deprecate: tell, debug: () => undefined };
  return knexFactory({ client: 'pg', connection, pool: { min: 0, max }, acquireConnectionTimeout: 5000, log });
};

/** file name → how to load it; the name is what the database remembers, also where a release has no such file. */
export type Migrations = Record<string, () => Promise<{ up(trx: Knex): Promise<void> }>>;

/** Finds `<folder>/NNN_name.ts`. */
export async function findMigrations(folder: string): Promise<Migrations> {
  const names = (await readdir(folder)).filter((name) => /^\d{3}_.*\.ts$/.test(name));
  return Object.fromEntries(
    names.map((name) => [name, () => import(pathToFileURL(path.join(folder, name)).href) as Promise<{ up(trx: Knex): Promise<void> }>]),
  );
}

/** Applies what is missing (a folder's, or a list), in order, forward only; two processes at once take turns. */
export async function migrate(database: Database, from: string | Migrations): Promise<string[]> {
  const migrations = typeof from === 'string' ? await findMigrations(from) : from;
  const applied: string[] = [];
  await database.transaction(async (trx) => {
    await trx.raw("SELECT pg_advisory_xact_lock(hashtext('devskyy.migrations'))");
    await trx.raw('CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())');
    const done = new Set((await trx('migrations').select<{ name: string }[]>('name')).map((row) => row.name));
    for (const name of Object.keys(migrations)
      .sort()
      .filter((candidate) => !done.has(candidate))) {
      const module = await migrations[name]!();
      await module.up(trx);
      await trx('migrations').insert({ name });
      applied.push(name);
    }
  });
  return applied;
}

/** Tables that name sites but belong to the service: they are read before it is known which site calls. */
const ofTheService = ['site_keys', 'used_tokens', 'pairing_codes'];

/** Tables with a site_id that are not under forced row-level security. The service refuses to start when there is one (fail closed); a policy that lets rows through without the site's own id counts as none. */
export async function unprotectedTables(database: Database): Promise<string[]> {
  const open: { rows: { name: string }[] } = await database.raw(
    `
    SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'site_id' AND NOT a.attisdropped
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relname = ANY(?::text[]) AND (
      NOT (c.relrowsecurity AND c.relforcerowsecurity)
      OR EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive
        AND coalesce(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), '') NOT LIKE '%devskyy.site%'))
    ORDER BY c.relname`,
    [ofTheService],
  );
  return open.rows.map((row) => row.name);
}

/**
 * Null: what runs inside a site's scope is bound by row-level security. Else why not: the scope does not take the role `devskyy_app` on, or
 * that role passes row-level security by (superuser, BYPASSRLS, or owner of a table without FORCE).
 */
export async function unboundScope(scope: SiteScope): Promise<string | null> {
  const { rows } = await scope.run(nobody, (trx) =>
    trx.raw<{ rows: { name: string; passes: boolean }[] }>(
      'SELECT current_user AS name, rolsuper OR rolbypassrls AS passes FROM pg_roles WHERE rolname = current_user',
    ),
  );
  const { name, passes } = rows[0] ?? { name: 'nobody', passes: true };
  if (name !== 'devskyy_app') return `Requests of sites run as the database role ${name} and not as devskyy_app.`;
  return passes ? 'The database role devskyy_app passes row-level security by (SUPERUSER or BYPASSRLS).' : null;
}

const nobody = '00000000-0000-0000-0000-000000000000';

/** One round trip, for the probe. Null: the database answers and takes writes; else what is wrong. */
export async function ping(database: Database): Promise<string | null> {
  try {
    const { rows } = (await database
      .raw("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS closed")
      .timeout(2000)) as { rows: { closed: boolean }[] };
    return rows[0]?.closed ? 'The database takes no writes (a standby, or read-only).' : null;
  } catch (error) {
    return `The database does not answer: ${(error as Error).message}`;
  }
}
