import { defineEndpoint } from '../../../../kernel/endpoint.ts';
import { ok } from '../../../../kernel/result.ts';
import type { Probes } from '../../probes.ts';
import { contract } from './contract.ts';

export const getSiteProbes = defineEndpoint<Probes>()(contract, async (_input, probes) => {
  const sites = (await probes.sites()).map(({ id, url, reachable, paired, lastPush, waiting }) => ({
    id,
    url,
    // A site that was never reachable fetches its results itself: a push that fails there is no fault.
    ok: !reachable || lastPush?.error === null || lastPush === null,
    problem: lastPush?.error ?? null,
    carrier: reachable ? ('push' as const) : ('fetch' as const),
    waiting,
    paired: paired.toISOString(),
    last_push: lastPush?.at.toISOString() ?? null,
  }));
  return ok({ ok: sites.every((site) => site.ok), sites });
});
