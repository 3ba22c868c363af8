import type { Within } from '../../kernel/transaction.ts';
import type { Post, Product, SiteFacts, TargetKind } from './contract.ts';

/** Storage of the snapshot; every call runs inside a transaction of one site. */
export interface CatalogueRepository {
  /** Notes the site's facts, and the start of a full sync when `generation` is a new one. */
  saveFacts(within: Within, site: { id: string; facts: SiteFacts; generation: string | null; at: Date }): Promise<void>;
  save(within: Within, batch: { siteId: string; products: readonly Product[]; generation: string | null; at: Date }): Promise<void>;
  savePosts(within: Within, batch: { siteId: string; posts: readonly Post[]; generation: string | null; at: Date }): Promise<void>;
  /** Products and posts of these ids. */
  remove(within: Within, ids: readonly number[]): Promise<void>;
  /** Drops what neither the full sync named nor a later change touched. Answers how many. */
  dropOthers(within: Within, generation: string): Promise<number>;
  facts(within: Within): Promise<SiteFacts | null>;
  get(within: Within, id: number): Promise<Product | null>;
  getPost(within: Within, id: number): Promise<Post | null>;
  all(within: Within): Promise<Product[]>;
  ids(within: Within, kinds: readonly TargetKind[]): Promise<number[]>;
  count(within: Within): Promise<{ products: number; posts: number }>;
  updated(within: Within): Promise<Date | null>;
}
