import type { Metrics } from '../../kernel/metrics.ts';
import type { Queue } from '../../kernel/queue.ts';
import type { Failure, Result } from '../../kernel/result.ts';
import type { SiteTransactions } from '../../kernel/transaction.ts';
import type { Clock, Logger } from '../../kernel/world.ts';
import type { InboxAnswer, Message } from './contract.ts';
import type { OutboxRepository } from './repository.ts';

/** Pushes messages into a site's inbox. A failure means that nothing is known of them: they are sent again. */
export interface Carrier {
  push(siteId: string, messages: readonly Message[], signal: AbortSignal): Promise<Result<InboxAnswer, Failure>>;
}

/** What the outbox knows of paired sites. */
export interface CarrierSites {
  get(siteId: string): Promise<{ reachable: boolean } | null>;
  /** Told after each push, well or not, so that a site that answers counts as reachable again. */
  recordPush(siteId: string, at: Date, error: string | null): Promise<void>;
}

export interface OutboxDeps {
  repository: OutboxRepository;
  transactions: SiteTransactions;
  carrier: Carrier;
  sites: CarrierSites;
  queue: Queue;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
}
