import type { Knex } from 'knex';

interface Waiting {
  siteId: string;
  jti: string;
  expires: Date;
  settle(fresh: boolean): void;
  fail(error: unknown): void;
}

/** How often the ids of expired tokens are forgotten. */
const sweepMs = 60_000;
const atOnce = 500;

/**
 * The ids of tokens that active sites have used: one row each, so a token is accepted once by all processes together. Ids that come
 * while a statement is under way go together into the next one (group commit): under load one commit serves many requests, and
 * a lone request waits for nobody.
 */
export function createUsedTokens(knex: Knex): { use(siteId: string, jti: string, expires: Date): Promise<boolean> } {
  let waiting: Waiting[] = [];
  let writing = false;
  let sweepAt = 0;
  const write = async (): Promise<void> => {
    writing = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, atOnce);
      waiting = waiting.slice(atOnce);
      const sweep = Date.now() >= sweepAt;
      if (sweep) sweepAt = Date.now() + sweepMs;
      await store(knex, batch, sweep);
    }
    writing = false;
  };
  return {
    use: (siteId, jti, expires) =>
      new Promise((settle, fail) => {
        waiting.push({ siteId, jti, expires, settle, fail });
        if (!writing) void write();
      }),
  };
}

/** Stores a batch and tells each of its callers whether its id is new. Never rejects: a fault of the database goes to the callers. */
async function store(knex: Knex, batch: Waiting[], sweep: boolean): Promise<void> {
  try {
    const stored: { rows: { site_id: string; jti: string }[] } = await knex.raw(
      `${sweep ? 'WITH swept AS (DELETE FROM used_tokens WHERE expires_at < now())' : ''}
       INSERT INTO used_tokens (site_id, jti, expires_at)
       SELECT given.site_id, given.jti, given.expires_at
       FROM unnest(?::uuid[], ?::text[], ?::timestamptz[]) AS given (site_id, jti, expires_at)
       JOIN sites ON sites.id = given.site_id AND sites.revoked_at IS NULL
       ORDER BY given.site_id, given.jti
       ON CONFLICT DO NOTHING RETURNING site_id, jti`,
      [batch.map(({ siteId }) => siteId), batch.map(({ jti }) => jti), batch.map(({ expires }) => expires.toISOString())],
    );
    const fresh = new Set(stored.rows.map((row) => `${row.site_id} ${row.jti}`));
    // the same id twice in one batch: only the first of the two has it
    for (const { siteId, jti, settle } of batch) settle(fresh.delete(`${siteId} ${jti}`));
  } catch (error) {
    for (const { fail } of batch) fail(error);
  }
}
