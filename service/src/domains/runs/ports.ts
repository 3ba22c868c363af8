import type { Metrics } from '../../kernel/metrics.ts';
import type { Queue } from '../../kernel/queue.ts';
import type { Result } from '../../kernel/result.ts';
import type { SiteTransactions } from '../../kernel/transaction.ts';
import type { Clock, Logger } from '../../kernel/world.ts';
import type { AgentInfo, TargetResult } from '../agents/contract.ts';
import type { TargetKind } from '../catalogue/contract.ts';
import type { OutboxService } from '../outbox/index.ts';
import type { RunOptions } from './contract.ts';
import type { RunRepository } from './repository.ts';

/** The agents as runs see them; the agents' runtime implements it. */
interface AgentWorker {
  find(name: string): AgentInfo | null;
  /** Refuses options that this agent does not know, with a message for the owner. */
  checkOptions(name: string, options: RunOptions): Result<RunOptions>;
  /** Works one target. Never throws for what an agent does wrong; `aborted` when the signal stopped it. */
  work(task: AgentWork): Promise<TargetResult>;
}

interface AgentWork {
  siteId: string;
  run: string;
  agent: string;
  target: number;
  options: RunOptions;
  signal: AbortSignal;
}

export interface RunDeps {
  repository: RunRepository;
  transactions: SiteTransactions;
  outbox: OutboxService;
  agents: AgentWorker;
  catalogue: {
    ids(siteId: string, kinds: readonly TargetKind[]): Promise<number[]>;
    languageNote(siteId: string, kinds: readonly TargetKind[]): Promise<string | null>;
  };
  queue: Queue;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
  /** targets worked at the same time by this process. */
  concurrency: number;
}
