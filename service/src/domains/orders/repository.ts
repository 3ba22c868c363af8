import type { Within } from '../../kernel/transaction.ts';
import type { Order } from './contract.ts';

/** Storage of the snapshot of orders; every call runs inside a transaction of one site. */
export interface OrderRepository {
  /** Notes that a batch came, and the start of a full sync when `generation` is a new one. */
  touch(within: Within, site: { id: string; generation: string | null; at: Date }): Promise<void>;
  save(within: Within, batch: { siteId: string; orders: readonly Order[]; generation: string | null; at: Date }): Promise<void>;
  remove(within: Within, ids: readonly string[]): Promise<void>;
  /** Drops what neither the full sync named nor a later change touched. Answers how many. */
  dropOthers(within: Within, generation: string): Promise<number>;
  /** Orders made in a period (from included, to not), the earliest first; all without a period. */
  all(within: Within, period?: { from: Date; to: Date }): Promise<Order[]>;
  summary(within: Within): Promise<{ orders: number; first: Date | null; last: Date | null }>;
  updated(within: Within): Promise<Date | null>;
}
