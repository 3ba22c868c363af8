/** An open transaction of one site. Domains hand it on; only repositories (`*.knex.ts`) and the queue look inside. */
export type Within = unknown;

/** Runs work in one transaction that sees the rows of one site only; a throw rolls it back. */
export interface SiteTransactions {
  run<T>(siteId: string, work: (within: Within) => Promise<T>): Promise<T>;
}
