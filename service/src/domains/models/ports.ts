import type { Readable } from 'node:stream';
import type { Queue } from '../../kernel/queue.ts';
import type { Failure, Result } from '../../kernel/result.ts';
import type { SiteTransactions, Within } from '../../kernel/transaction.ts';
import type { Clock, Logger } from '../../kernel/world.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import type { ModelReport, PipelineOptions } from '../../pipeline/contract.ts';
import type { Progress } from '../../pipeline/types.ts';
import type { ModelMessage } from '../outbox/contract.ts';
import type { ModelRepository } from './repository.ts';

/** Files by key: a folder of this machine, or a bucket. */
export interface ObjectStore {
  kind: 'disk' | 's3';
  /** Whether the object is there with this length. */
  has(key: string, bytes: number): Promise<boolean>;
  /** Failures: `no_space`, `storage_unavailable`; nothing of the object stays then. */
  putBytes(key: string, bytes: Uint8Array): Promise<Result<null, Failure>>;
  putFile(key: string, file: string, bytes: number): Promise<Result<null, Failure>>;
  /** Rejects where the storage does not answer, as do `has`, `remove`, `removeAll` and `list`; `explain` says what that means. */
  read(key: string): Promise<Readable>;
  remove(key: string): Promise<void>;
  removeAll(prefix: string): Promise<void>;
  list(prefix: string): Promise<string[]>;
  /** null: it does not say. */
  freeBytes(): Promise<number | null>;
  /** What an error of this storage, or of the disk beside it, means: `no_space`, `storage_unavailable`. */
  explain(error: unknown): Failure;
}

/** One processing, in a process of its own. */
export interface ProcessingRun {
  source: { path: string; name: string };
  /** what the avatar in `source` is dressed in. */
  garments: { path: string; name: string }[];
  /** the folder that gets the files. */
  out: string;
  options: PipelineOptions;
  signal: AbortSignal;
  onProgress(progress: Progress): void;
  /** it waits for memory; `again`: it had begun, and gave way to others. */
  onWait(again: boolean): void;
}

export interface Pipeline {
  process(run: ProcessingRun): Promise<Result<ModelReport, Failure>>;
  /** Whether a failure says that the file cannot be taken as it is. */
  isRefusal(failure: Failure): boolean;
}

export interface ModelLimits {
  mostBytes: number;
  quotaBytes: number;
  concurrency: number;
  /** free space that must stay, in bytes. */
  leastFreeBytes: number;
}

export interface ModelDeps {
  repository: ModelRepository;
  transactions: SiteTransactions;
  objects: ObjectStore;
  pipeline: Pipeline;
  queue: Queue;
  outbox: { add(within: Within, siteId: string, message: { run: string; target: null; message: ModelMessage }): Promise<void> };
  /** ids of the paired sites. */
  sites(): Promise<string[]>;
  /** ids of those whose files stay: the paired ones, and who was disconnected after `since` and may come back. */
  sitesKept(since: Date): Promise<string[]>;
  limits: ModelLimits;
  /** a folder of this process for files that are worked on. */
  workFolder: string;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
}
