import type { Metrics } from '../kernel/metrics.ts';
import type { Ledger } from './budget.ts';

/** Counts each call of a model, its duration and its money. Labels name the provider only: model names are the owner's own words. */
export function createMeteredLedger(ledger: Ledger, metrics: Metrics): Ledger {
  const providers = new Map<string, string>();
  return {
    history: (site, agent, model) => ledger.history(site, agent, model),
    async reserve(reservation, signal) {
      const held = await ledger.reserve(reservation, signal);
      if (held.ok) providers.set(held.value.id, reservation.provider);
      return held;
    },
    async settle(site, id, settlement) {
      await ledger.settle(site, id, settlement);
      const provider = providers.get(id) ?? 'unknown';
      providers.delete(id);
      metrics.count('devskyy_ai_predictions_total', { provider, outcome: settlement.outcome });
      metrics.observe('devskyy_ai_prediction_duration_seconds', settlement.latencyMs / 1000, { provider });
      if (settlement.amount !== null) metrics.count('devskyy_spend_usd_total', { provider }, settlement.amount);
    },
  };
}
