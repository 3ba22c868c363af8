import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { SiteRepository } from '../../sites.repository.ts';
import { contract } from './contract.ts';

export const listSites = defineEndpoint<{ sites: SiteRepository }>()(contract, async (_input, { sites }) => {
  const rows = (await sites.all()).map(async ({ id, url, name, pairedAt }) => {
    const keys = await sites.keys(id);
    return { id, url, name, paired: pairedAt.toISOString(), keys_since: keys?.since.toISOString() ?? null };
  });
  return ok({ sites: await Promise.all(rows) });
});
