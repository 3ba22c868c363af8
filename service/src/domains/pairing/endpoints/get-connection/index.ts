import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { fail, ok } from '../../../../kernel/result.ts';
import type { SiteRepository } from '../../sites.repository.ts';
import { contract } from './contract.ts';

export interface ConnectionDeps {
  sites: SiteRepository;
  version: string;
  /** counts that other domains own. */
  counts(siteId: string): Promise<{ products: number; waiting: number }>;
}

export const getConnection = defineEndpoint<ConnectionDeps>()(contract, async ({ call }, { sites, version, counts }) => {
  const site = await sites.active(call.siteId);
  const keys = await sites.keys(call.siteId);
  if (!site || !keys) return fail({ code: 'unknown_site', message: 'The connection was ended.' });
  const { lastPush } = site;
  return ok({
    site_id: site.id,
    paired: site.pairedAt.toISOString(),
    keys_since: keys.since.toISOString(),
    version,
    contract: 1,
    contracts: [1],
    ...(await counts(site.id)),
    last_push: lastPush ? { at: lastPush.at.toISOString(), ok: lastPush.error === null, error: lastPush.error } : null,
  });
});
