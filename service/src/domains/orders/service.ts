import type { SiteTransactions } from '../../kernel/transaction.ts';
import type { Clock } from '../../kernel/world.ts';
import type { Order, OrderBatch, OrdersState } from './contract.ts';
import type { OrderRepository } from './repository.ts';

export interface OrdersDeps {
  repository: OrderRepository;
  transactions: SiteTransactions;
  clock: Clock;
}

/** The service's snapshot of each shop's orders: written by the plugin's batches, read by agents. */
export interface OrdersService {
  /** Takes one batch in, whole or not at all. Answers how many orders the snapshot now holds. */
  receive(siteId: string, batch: OrderBatch): Promise<{ orders: number }>;
  state(siteId: string): Promise<OrdersState>;
  /** Orders of a period (from included, to not), the earliest first; all without a period. */
  all(siteId: string, period?: { from: Date; to: Date }): Promise<Order[]>;
}

export function createOrdersService({ repository, transactions, clock }: OrdersDeps): OrdersService {
  return {
    receive: (siteId, batch) =>
      transactions.run(siteId, async (within) => {
        const at = clock.now();
        await repository.touch(within, { id: siteId, generation: batch.generation, at });
        await repository.save(within, { siteId, orders: lastOfEach(batch.orders), generation: batch.generation, at });
        await repository.remove(within, batch.deleted);
        if (batch.complete && batch.generation !== null) await repository.dropOthers(within, batch.generation);
        return { orders: (await repository.summary(within)).orders };
      }),
    state: (siteId) =>
      transactions.run(siteId, async (within) => {
        const { orders, first, last } = await repository.summary(within);
        return {
          orders,
          first: first?.toISOString() ?? null,
          last: last?.toISOString() ?? null,
          updated: (await repository.updated(within))?.toISOString() ?? null,
        };
      }),
    all: (siteId, period) => transactions.run(siteId, (within) => repository.all(within, period)),
  };
}

/** One statement may not touch a row twice: of an order named twice in a batch the later one counts. */
const lastOfEach = (orders: readonly Order[]): Order[] => [...new Map(orders.map((order) => [order.id, order])).values()];
