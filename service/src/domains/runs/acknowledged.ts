import type { AcknowledgementListener } from '../outbox/index.ts';
import { close, closeIfDone } from './closing.ts';
import type { RunDeps } from './ports.ts';

/** Refusals that mean: all is as it should be. */
const harmless = new Set(['nothing_to_change', 'hands_off']);

/** What follows for runs when WordPress has messages, or refuses them: in the transaction that marks the messages. */
export const createAcknowledgementListener =
  (deps: RunDeps): AcknowledgementListener =>
  async (within, siteId, acknowledged) => {
    const { repository, clock } = deps;
    await repository.lockSite(within);
    for (const { type, run, target, result, refusal } of acknowledged) {
      if (type === 'run')
        await close(deps, within, { id: siteId, run, refusal: result === 'refused' ? (refusal?.message ?? 'no reason given') : null });
      if (type !== 'proposal' || result !== 'refused' || target === null) continue;
      const reason = refusal?.message ?? 'no reason given';
      const { outcome, message } = harmless.has(refusal?.code ?? '')
        ? { outcome: 'nothing to change' as const, message: reason.slice(0, 2000) }
        : { outcome: 'failed' as const, message: `WordPress refused the proposal: ${reason}`.slice(0, 2000) };
      const title = await repository.refuse(within, { run, target, outcome, message });
      const record = await repository.find(within, run);
      if (title === null || !record) continue;
      const progress = { done: record.done, total: record.total };
      await repository.addEvent(within, {
        siteId,
        run,
        type: 'target',
        at: clock.now(),
        progress,
        target: { id: target, title, outcome, message },
      });
    }
    for (const run of new Set(acknowledged.map((entry) => entry.run))) await closeIfDone(deps, within, { id: siteId, run });
  };
