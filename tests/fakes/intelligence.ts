import type { Trouble, Troubles } from '../../service/src/intelligence/gate.ts';
import type { Metrics } from '../../service/src/kernel/metrics.ts';

export const noMetrics: Metrics = { count() {}, observe() {} };

export interface MemoryTroubles extends Troubles {
  /** what stands noted, by site and provider. */
  noted: Map<string, Trouble>;
  /** how often each was told. */
  calls: { noted: number; cleared: number };
}

/** Keeps what the intelligence would tell the owner. */
export function createMemoryTroubles(): MemoryTroubles {
  const noted = new Map<string, Trouble>();
  const calls = { noted: 0, cleared: 0 };
  return {
    noted,
    calls,
    async note(trouble) {
      calls.noted += 1;
      noted.set(`${trouble.site} ${trouble.provider}`, trouble);
    },
    async clear(site, provider) {
      calls.cleared += 1;
      noted.delete(`${site} ${provider}`);
    },
  };
}
