import type { Knex } from 'knex';

/** Rows of one site, under row-level security: each call is one transaction as the role `devskyy_app`. */
export interface SiteScope {
  run<T>(siteId: string, work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const createSiteScope = (knex: Knex): SiteScope => ({
  run(siteId, work) {
    if (!uuid.test(siteId)) throw new Error('A site scope needs a site id.');
    return knex.transaction(async (trx) => {
      // SET LOCAL ROLE and SET LOCAL devskyy.site, in one round trip
      await trx.raw("SELECT set_config('role', 'devskyy_app', true), set_config('devskyy.site', ?, true)", [siteId]);
      return work(trx);
    });
  },
});
