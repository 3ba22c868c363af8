import type { Knex } from 'knex';
import type { RunError } from './contract.ts';
import type { ErrorRepository } from './repository.ts';

interface ErrorRow {
  run_id: string;
  seq: string;
  target: string | null;
  at: Date;
  kind: RunError['kind'];
  attempt: number;
  message: string;
  retry_at: Date | null;
}

const of = (within: unknown): Knex.Transaction => within as Knex.Transaction;

/** A run of many pieces that all fail the same way needs no more to be understood. */
const mostKept = 1000;

export const createErrorRepository = (): ErrorRepository => ({
  async addError(within, { siteId, run, target, at, kind, attempt, message, retryAt }) {
    // A death is noted once, also when later attempts end otherwise.
    const values = [siteId, run, target, at, kind, attempt, message.slice(0, 2000), retryAt, run, mostKept, run, target, kind, message];
    await of(within).raw(
      `INSERT INTO run_errors (site_id, run_id, target, at, kind, attempt, message, retry_at)
       SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM run_errors WHERE run_id = ?) < ?
         AND NOT EXISTS (SELECT FROM run_errors WHERE run_id = ? AND target = ? AND kind = 'died' AND kind = ? AND message = ?)`,
      values as Knex.RawBinding[],
    );
  },
  async errors(within, { run, limit }) {
    const rows = await of(within)<ErrorRow>('run_errors').where({ run_id: run }).orderBy('seq', 'desc').limit(limit);
    return rows.map(({ target, at, kind, attempt, message, retry_at: retryAt }) => ({
      target: target === null ? null : Number(target),
      at: at.toISOString(),
      kind,
      attempt,
      message,
      retry_at: retryAt?.toISOString() ?? null,
    }));
  },
});
