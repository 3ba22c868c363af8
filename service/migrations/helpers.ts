import type { Knex } from 'knex';

/**
 * Puts a table of a site under forced row-level security: a transaction sees and writes only the rows of the site that
 * `devskyy.site` names, and none when it names no site. Call it right after the table is made.
 */
export async function protectSiteTable(knex: Knex, table: string): Promise<void> {
  await knex.raw(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
  await knex.raw(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
  await knex.raw(
    `CREATE POLICY of_its_site ON ${table} USING (site_id = nullif(current_setting('devskyy.site', true), '')::uuid)
     WITH CHECK (site_id = nullif(current_setting('devskyy.site', true), '')::uuid)`,
  );
  await knex.raw(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO devskyy_app`);
}
