import type { Within } from '../../kernel/transaction.ts';
import { message as messageSchema, type InboxAnswer, type Message } from './contract.ts';
import { deliverOutbox } from './jobs/deliver-outbox/contract.ts';
import type { OutboxDeps } from './ports.ts';
import type { Acknowledged, CarrierState, NewMessage, WaitingMessage } from './repository.ts';

/** Called inside the transaction that marks messages as acknowledged: what follows from it commits with it, or not at all. */
export type AcknowledgementListener = (within: Within, siteId: string, acknowledged: readonly Acknowledged[]) => Promise<void>;

/** Messages for WordPress: kept until it has them, pushed by us or fetched by the plugin; the same ids on both ways. */
export interface OutboxService {
  /** Adds a message and asks for its delivery, in the caller's transaction. The same id again changes nothing. */
  add(within: Within, siteId: string, message: NewMessage): Promise<void>;
  /** Asks for a delivery where messages wait. */
  nudge(within: Within, siteId: string): Promise<void>;
  /** Messages of this run that WordPress does not have yet. */
  countWaiting(within: Within, run: string): Promise<number>;
  page(siteId: string, options: { after: number; limit: number }): Promise<{ messages: WaitingMessage[]; next: number }>;
  acknowledge(siteId: string, answer: InboxAnswer): Promise<{ acknowledged: number; waiting: number }>;
  onAcknowledged(listener: AcknowledgementListener): void;
  /** False once the site was disconnected: whatever is made for it goes nowhere. */
  connected(siteId: string): Promise<boolean>;
  /** A sign of life of the site: what could not be pushed before is tried again now. */
  siteCalled(siteId: string): Promise<void>;
  status(siteId: string): Promise<{ waiting: number; carrier: CarrierState }>;
}

/** seconds between two attempts that the site's own calls cause. */
const calledPause = 5;

export function createOutboxService(deps: OutboxDeps): OutboxService {
  const { repository, transactions, clock, metrics, queue } = deps;
  const listeners: AcknowledgementListener[] = [];
  const calls = new Map<string, number>();
  return {
    async add(within, siteId, entry) {
      const { held } = await repository.lockAndLook(within, clock.now());
      await repository.add(within, { ...entry, message: messageSchema.parse(entry.message), siteId, at: clock.now() });
      if (!held) await queue.send(deliverOutbox.name, { site: siteId }, { within, singletonKey: siteId });
    },
    async nudge(within, siteId) {
      const { held } = await repository.lockAndLook(within, clock.now());
      if (!held && (await repository.countWaiting(within)) > 0)
        await queue.send(deliverOutbox.name, { site: siteId }, { within, singletonKey: siteId });
    },
    countWaiting: (within, run) => repository.countWaiting(within, run),
    page: (siteId, options) =>
      transactions.run(siteId, async (within) => {
        const messages = await repository.waiting(within, options);
        return { messages, next: messages.at(-1)?.seq ?? options.after };
      }),
    acknowledge: (siteId, answer) =>
      transactions.run(siteId, async (within) => {
        await repository.lockSite(within);
        const acknowledged = await markAll(deps, within, answer);
        for (const listener of listeners) await listener(within, siteId, acknowledged);
        for (const { result, type } of acknowledged) metrics.count('devskyy_outbox_acknowledged_total', { result, type });
        return { acknowledged: acknowledged.length, waiting: await repository.countWaiting(within) };
      }),
    onAcknowledged: (listener) => void listeners.push(listener),
    connected: async (siteId) => (await deps.sites.get(siteId)) !== null,
    async siteCalled(siteId) {
      const now = clock.now().getTime();
      if (now - (calls.get(siteId) ?? 0) < calledPause * 1000) return;
      calls.set(siteId, now);
      const { waiting, carrier } = await status(deps, siteId);
      if (waiting > 0 && carrier.failures > 0) await queue.send(deliverOutbox.name, { site: siteId }, { singletonKey: siteId });
    },
    status: (siteId) => status(deps, siteId),
  };
}

const status = ({ repository, transactions }: OutboxDeps, siteId: string): Promise<{ waiting: number; carrier: CarrierState }> =>
  transactions.run(siteId, async (within) => ({
    waiting: await repository.countWaiting(within),
    carrier: await repository.carrier(within),
  }));

async function markAll({ repository, clock }: OutboxDeps, within: Within, answer: InboxAnswer): Promise<Acknowledged[]> {
  const at = clock.now();
  const refusals = Object.fromEntries(answer.refused.map(({ id, code, message }) => [id, { code, message }]));
  return [
    ...(await repository.acknowledge(within, { ids: answer.accepted, result: 'accepted', refusals: {}, at })),
    ...(await repository.acknowledge(within, { ids: answer.duplicates, result: 'duplicate', refusals: {}, at })),
    ...(await repository.acknowledge(within, { ids: Object.keys(refusals), result: 'refused', refusals, at })),
  ];
}

/** The messages of one push: in order, bounded in number and bytes, at least one. */
export function oneLoad(messages: readonly WaitingMessage[], maxBytes: number): Message[] {
  const load: Message[] = [];
  let bytes = 0;
  for (const { message } of messages) {
    bytes += Buffer.byteLength(JSON.stringify(message));
    if (load.length > 0 && bytes > maxBytes) break;
    load.push(message);
  }
  return load;
}
