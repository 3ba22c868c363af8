import type { Post, Product, SiteFacts, Target, TargetKind } from '../../domains/catalogue/contract.ts';
import type { CatalogueReader } from './agent.ts';

export interface CatalogueSource {
  get(siteId: string, id: number): Promise<Product | null>;
  post(siteId: string, id: number): Promise<Post | null>;
  all(siteId: string): Promise<Product[]>;
  facts(siteId: string): Promise<SiteFacts | null>;
}

export interface RunCatalogue extends CatalogueReader {
  facts(): Promise<SiteFacts | null>;
  /** One target of these kinds, read fresh. */
  target(id: number, kinds: readonly TargetKind[]): Promise<Target | null>;
}

/** runs whose whole catalogue is kept in memory at the same time. */
const kept = 4;

/** One reader a run: the whole catalogue and the site's facts are read once and the same for every target; single pieces are read fresh. */
export function createRunCatalogues(source: CatalogueSource): { forRun(siteId: string, run: string): RunCatalogue } {
  const whole = remembering((siteId: string) => source.all(siteId));
  const facts = remembering((siteId: string) => source.facts(siteId));
  return {
    forRun: (siteId, run) => ({
      get: (id) => source.get(siteId, id),
      all: () => whole(siteId, run),
      facts: () => facts(siteId, run),
      async target(id, kinds) {
        const product = kinds.includes('product') ? await source.get(siteId, id) : null;
        if (product || kinds.every((kind) => kind === 'product')) return product;
        const post = await source.post(siteId, id);
        return post && kinds.includes(post.kind) ? post : null;
      },
    }),
  };
}

/** Reads once a run; the oldest run is forgotten. A read that failed is not kept; whoever waits for it sees the failure. */
function remembering<T>(read: (siteId: string) => Promise<T>): (siteId: string, run: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (siteId, run) => {
    const found = known.get(run);
    if (found) return found;
    const value = read(siteId);
    known.set(run, value);
    value.catch(() => known.delete(run));
    if (known.size > kept) known.delete(known.keys().next().value!);
    return value;
  };
}
