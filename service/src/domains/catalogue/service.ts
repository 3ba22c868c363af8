import type { SiteTransactions } from '../../kernel/transaction.ts';
import type { Clock } from '../../kernel/world.ts';
import type { CatalogueBatch, Post, Product, SiteFacts, TargetKind } from './contract.ts';
import type { CatalogueRepository } from './repository.ts';

export interface CatalogueDeps {
  repository: CatalogueRepository;
  transactions: SiteTransactions;
  clock: Clock;
}

/** The service's snapshot of each shop, its posts and pages included: written by the plugin's batches, read by agents. */
export interface CatalogueService {
  /** Takes one batch in, whole or not at all. Answers how many the snapshot now holds. */
  receive(siteId: string, batch: CatalogueBatch): Promise<{ products: number; posts: number }>;
  state(siteId: string): Promise<{ products: number; posts: number; updated: string | null }>;
  /** null: the plugin has not sent anything yet. */
  facts(siteId: string): Promise<SiteFacts | null>;
  get(siteId: string, id: number): Promise<Product | null>;
  post(siteId: string, id: number): Promise<Post | null>;
  /** Every product, by id. */
  all(siteId: string): Promise<Product[]>;
  /** The ids of these kinds; products when none is named. */
  ids(siteId: string, kinds?: readonly TargetKind[]): Promise<number[]>;
  /** What the owner is told about the languages of the site; null with one language. */
  languageNote(siteId: string, kinds: readonly TargetKind[]): Promise<string | null>;
}

export function createCatalogueService({ repository, transactions, clock }: CatalogueDeps): CatalogueService {
  return {
    receive: (siteId, batch) =>
      transactions.run(siteId, async (within) => {
        const at = clock.now();
        await repository.saveFacts(within, { id: siteId, facts: batch.site, generation: batch.generation, at });
        await repository.save(within, { siteId, products: lastOfEach(batch.products), generation: batch.generation, at });
        await repository.savePosts(within, { siteId, posts: lastOfEach(batch.posts), generation: batch.generation, at });
        await repository.remove(within, batch.deleted);
        if (batch.complete && batch.generation !== null) await repository.dropOthers(within, batch.generation);
        return repository.count(within);
      }),
    state: (siteId) =>
      transactions.run(siteId, async (within) => ({
        ...(await repository.count(within)),
        updated: (await repository.updated(within))?.toISOString() ?? null,
      })),
    facts: (siteId) => transactions.run(siteId, (within) => repository.facts(within)),
    get: (siteId, id) => transactions.run(siteId, (within) => repository.get(within, id)),
    post: (siteId, id) => transactions.run(siteId, (within) => repository.getPost(within, id)),
    all: (siteId) => transactions.run(siteId, (within) => repository.all(within)),
    ids: (siteId, kinds = ['product']) => transactions.run(siteId, (within) => repository.ids(within, kinds)),
    languageNote: async (siteId, kinds) => noteOf(await transactions.run(siteId, (within) => repository.facts(within)), kinds),
  };
}

/** One statement may not touch a row twice: of a target named twice in a batch the later one counts. */
const lastOfEach = <T extends { id: number }>(targets: readonly T[]): T[] => [
  ...new Map(targets.map((target) => [target.id, target])).values(),
];

function noteOf(facts: SiteFacts | null, kinds: readonly TargetKind[]): string | null {
  const languages = facts?.languages;
  if (!languages) return null;
  const left = kinds.reduce((sum, kind) => sum + languages.left_out[kind], 0);
  const outside = left === 0 ? 'no translation is left out' : left === 1 ? '1 translation left out' : `${left} translations left out`;
  return `${languages.plugin}: working on ${languages.name} (default language); ${outside}.`;
}
