import type { Product } from '../../domains/catalogue/contract.ts';
import type { CatalogueReader } from './agent.ts';

export interface CatalogueSource {
  get(siteId: string, id: number): Promise<Product | null>;
  all(siteId: string): Promise<Product[]>;
}

/** runs whose whole catalogue is kept in memory at the same time. */
const kept = 4;

/** One reader a run: the whole catalogue is read once and is the same for every target of the run; single pieces are read fresh. */
export function createRunCatalogues(source: CatalogueSource): { forRun(siteId: string, run: string): CatalogueReader } {
  const whole = new Map<string, Promise<readonly Product[]>>();
  const read = (siteId: string, run: string): Promise<readonly Product[]> => {
    const known = whole.get(run);
    if (known) return known;
    const products = source.all(siteId);
    whole.set(run, products);
    products.catch(() => whole.delete(run)); // a read that failed is not kept; whoever waits for it sees the failure
    if (whole.size > kept) whole.delete(whole.keys().next().value!);
    return products;
  };
  return { forRun: (siteId, run) => ({ get: (id) => source.get(siteId, id), all: () => read(siteId, run) }) };
}
