import type { SiteTransactions } from '../../kernel/transaction.ts';
import type { Clock } from '../../kernel/world.ts';
import type { CatalogueBatch, Product, SiteFacts } from './contract.ts';
import type { CatalogueRepository } from './repository.ts';

export interface CatalogueDeps {
  repository: CatalogueRepository;
  transactions: SiteTransactions;
  clock: Clock;
}

/** The service's snapshot of each shop: written by the plugin's batches, read by agents. */
export interface CatalogueService {
  /** Takes one batch in, whole or not at all. Answers how many products the snapshot now holds. */
  receive(siteId: string, batch: CatalogueBatch): Promise<{ products: number }>;
  state(siteId: string): Promise<{ products: number; updated: string | null }>;
  /** null: the plugin has not sent anything yet. */
  facts(siteId: string): Promise<SiteFacts | null>;
  get(siteId: string, id: number): Promise<Product | null>;
  /** Every product, by id. */
  all(siteId: string): Promise<Product[]>;
  ids(siteId: string): Promise<number[]>;
}

export function createCatalogueService({ repository, transactions, clock }: CatalogueDeps): CatalogueService {
  return {
    receive: (siteId, batch) =>
      transactions.run(siteId, async (within) => {
        const at = clock.now();
        await repository.saveFacts(within, { id: siteId, facts: batch.site, generation: batch.generation, at });
        await repository.save(within, { siteId, products: lastOfEach(batch.products), generation: batch.generation, at });
        await repository.remove(within, batch.deleted);
        if (batch.complete && batch.generation !== null) await repository.dropOthers(within, batch.generation);
        return { products: await repository.count(within) };
      }),
    state: (siteId) =>
      transactions.run(siteId, async (within) => ({
        products: await repository.count(within),
        updated: (await repository.updated(within))?.toISOString() ?? null,
      })),
    facts: (siteId) => transactions.run(siteId, (within) => repository.facts(within)),
    get: (siteId, id) => transactions.run(siteId, (within) => repository.get(within, id)),
    all: (siteId) => transactions.run(siteId, (within) => repository.all(within)),
    ids: (siteId) => transactions.run(siteId, (within) => repository.ids(within)),
  };
}

/** One statement may not touch a row twice: of a product named twice in a batch the later one counts. */
const lastOfEach = (products: readonly Product[]): Product[] => [...new Map(products.map((product) => [product.id, product])).values()];
