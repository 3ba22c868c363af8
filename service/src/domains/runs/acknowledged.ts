import type { Within } from '../../kernel/transaction.ts';
import type { Acknowledged, AcknowledgementListener } from '../outbox/index.ts';
import { close, closeIfDone } from './closing.ts';
import type { RunDeps } from './ports.ts';

/** Refusals that mean: all is as it should be. */
const harmless = new Set(['nothing_to_change', 'hands_off']);

/** What follows for runs when WordPress has messages, or refuses them: in the transaction that marks the messages. */
export const createAcknowledgementListener =
  (deps: RunDeps): AcknowledgementListener =>
  async (within, siteId, acknowledged) => {
    await deps.repository.lockSite(within);
    for (const entry of acknowledged) {
      const reason = entry.refusal?.message ?? 'no reason given';
      if (entry.type === 'run')
        await close(deps, within, { id: siteId, run: entry.run, refusal: entry.result === 'refused' ? reason : null });
      else if (entry.result === 'refused' && entry.target !== null)
        await tellRefusal(deps, within, siteId, { ...entry, target: entry.target });
    }
    for (const run of new Set(acknowledged.map((entry) => entry.run))) await closeIfDone(deps, within, { id: siteId, run });
  };

/** A proposal that WordPress did not take becomes its piece's outcome in the report. */
async function tellRefusal(
  deps: RunDeps,
  within: Within,
  siteId: string,
  { run, target, refusal }: Acknowledged & { target: number },
): Promise<void> {
  const reason = refusal?.message ?? 'no reason given';
  const { outcome, message } = harmless.has(refusal?.code ?? '')
    ? { outcome: 'nothing to change' as const, message: reason.slice(0, 2000) }
    : { outcome: 'failed' as const, message: `WordPress refused the proposal: ${reason}`.slice(0, 2000) };
  const title = await deps.repository.refuse(within, { run, target, outcome, message });
  const record = await deps.repository.find(within, run);
  if (title === null || !record) return;
  if (outcome === 'failed') {
    const error = { siteId, run, target, at: deps.clock.now(), kind: 'refused' as const, attempt: 1, message, retryAt: null };
    await deps.repository.addError(within, error);
  }
  const progress = { done: record.done, total: record.total };
  const told = { id: target, title, outcome, message };
  await deps.repository.addEvent(within, { siteId, run, type: 'target', at: deps.clock.now(), progress, target: told });
}
