import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../../kernel/ids.ts';
import { deliverOutbox } from './jobs/deliver-outbox/contract.ts';
import type { InboxAnswer, Message } from './contract.ts';
import type { OutboxDeps } from './ports.ts';
import { oneLoad, type OutboxService } from './service.ts';

export interface Delivery {
  /** Pushes, in order, until nothing waits or a push fails; a failure sets the time of the next attempt. */
  deliver(siteId: string, signal: AbortSignal): Promise<void>;
}

/** messages and bytes of one push: PHP's usual limit of a request is 2 MB or more. */
const maxMessages = 50;
const maxBytes = 1_000_000;
/** A pusher without a sign of life for this long counts as dead. */
const holdMs = 8_000;
const renewMs = 2_500;
/** A moment between two pushes, in which the results of parallel work come together. */
const gatherMs = 200;
/** seconds until the next attempt after 1, 2, 3 … failures in a row; an unreachable site fetches its messages itself. */
const retrySeconds = [1, 2, 5, 15, 60];
const unreachableSeconds = 300;
const keepAcknowledgedMs = 14 * 24 * 3600 * 1000;

type Deps = OutboxDeps & { outbox: OutboxService };

export const createDelivery = (deps: Deps): Delivery => ({
  async deliver(siteId, signal) {
    const site = await deps.sites.get(siteId);
    if (!site) return;
    if (await tooEarly(deps, siteId, site.reachable)) return;
    const holder = newId();
    const heldUntil = await hold(deps, siteId, holder);
    if (heldUntil)
      return later(deps, siteId, { seconds: Math.ceil((heldUntil.getTime() - deps.clock.now().getTime()) / 1000), why: 'held' });
    const renewal = setInterval(() => void renew(deps, siteId, holder), renewMs);
    try {
      while (!signal.aborted && (await pushOnce(deps, { siteId, holder, reachable: site.reachable, signal }))) await sleep(gatherMs);
    } finally {
      clearInterval(renewal);
      await deps.transactions.run(siteId, (within) => deps.repository.release(within, holder));
    }
  },
});

/** A site that could never be reached is tried now and then only: it drains the outbox itself. */
async function tooEarly(deps: Deps, siteId: string, reachable: boolean): Promise<boolean> {
  if (reachable) return false;
  const { carrier } = await deps.outbox.status(siteId);
  return carrier.nextAttemptAt !== null && carrier.nextAttemptAt > deps.clock.now();
}

const until = (deps: Deps): Date => new Date(deps.clock.now().getTime() + holdMs);

const hold = (deps: Deps, siteId: string, holder: string): Promise<Date | null> =>
  deps.transactions.run(siteId, (within) => deps.repository.hold(within, { siteId, holder, until: until(deps), at: deps.clock.now() }));

async function renew(deps: Deps, siteId: string, holder: string): Promise<void> {
  try {
    await deps.transactions.run(siteId, (within) => deps.repository.keep(within, { holder, until: until(deps) }));
  } catch (error) {
    deps.logger.warn({ siteId, err: String(error) }, 'The hold on the outbox could not be renewed; another pusher may take over.');
  }
}

/** One push. False: nothing waits any more, or it failed. */
async function pushOnce(deps: Deps, push: { siteId: string; holder: string; reachable: boolean; signal: AbortSignal }): Promise<boolean> {
  const { siteId, holder } = push;
  const load = oneLoad(await waiting(deps, siteId, holder), maxBytes);
  if (load.length === 0) return false;
  const started = performance.now();
  const result = await deps.carrier.push(siteId, load, push.signal);
  deps.metrics.observe('devskyy_outbox_push_seconds', (performance.now() - started) / 1000, { ok: String(result.ok) });
  deps.metrics.count('devskyy_outbox_pushes_total', { ok: String(result.ok) });
  if (!result.ok) return failed(deps, push, `${result.error.message}${result.error.next ? ` ${result.error.next}` : ''}`);
  if (!mentions(result.value, load)) return failed(deps, push, 'The site answered, but named none of the messages it was sent.');
  await deps.outbox.acknowledge(siteId, result.value);
  await recordPush(deps, siteId, null, null);
  return true;
}

/** Looks under the site's lock: whoever adds a message right now has committed it first, or sends a job of its own. */
const waiting = (deps: Deps, siteId: string, holder: string) =>
  deps.transactions.run(siteId, async (within) => {
    const found = await deps.repository.waiting(within, { after: 0, limit: maxMessages });
    if (found.length > 0) return found;
    await deps.repository.lockSite(within);
    const late = await deps.repository.waiting(within, { after: 0, limit: maxMessages });
    if (late.length === 0) {
      await deps.repository.release(within, holder);
      await deps.repository.prune(within, new Date(deps.clock.now().getTime() - keepAcknowledgedMs));
    }
    return late;
  });

const mentions = ({ accepted, duplicates, refused }: InboxAnswer, load: readonly Message[]): boolean => {
  const named = new Set([...accepted, ...duplicates, ...refused.map(({ id }) => id)]);
  return load.some(({ id }) => named.has(id));
};

async function failed(deps: Deps, push: { siteId: string; reachable: boolean; signal: AbortSignal }, error: string): Promise<false> {
  if (push.signal.aborted) throw new Error('The push was cut off because the service stops; it is made again.');
  const { carrier } = await deps.outbox.status(push.siteId);
  const seconds = push.reachable ? retrySeconds[Math.min(carrier.failures, retrySeconds.length - 1)]! : unreachableSeconds;
  await recordPush(deps, push.siteId, error, seconds);
  deps.logger.warn(
    { siteId: push.siteId, failures: carrier.failures + 1, err: error },
    'WordPress did not take the messages; they wait in the outbox.',
  );
  await later(deps, push.siteId, { seconds, why: `retry-${seconds}` });
  return false;
}

async function recordPush(deps: Deps, siteId: string, error: string | null, seconds: number | null): Promise<void> {
  const at = deps.clock.now();
  const nextAttemptAt = seconds === null ? null : new Date(at.getTime() + seconds * 1000);
  await deps.transactions.run(siteId, (within) => deps.repository.recordPush(within, { at, error, nextAttemptAt }));
  await deps.sites.recordPush(siteId, at, error);
}

/** A key of its own for each reason and delay: a later attempt must not stand in the way of an earlier one. */
const later = (deps: Deps, siteId: string, { seconds, why }: { seconds: number; why: string }): Promise<void> =>
  deps.queue.send(deliverOutbox.name, { site: siteId }, { startAfterSeconds: Math.max(1, seconds), singletonKey: `${siteId}:${why}` });
