import type { PgBoss } from 'pg-boss';
import type { Knex } from 'knex';
import type { DeadLetter, Queue } from '../../kernel/queue.ts';

/** Where pg-boss puts jobs that failed for the last time; nobody works it. Letters stay for two weeks. */
export const deadLetterQueue = 'dead-letters';

export type Row = Record<string, unknown>;
export type Sql = <R extends Row>(text: string, values?: unknown[]) => Promise<R[]>;
type AsOwner = (trx: Knex.Transaction) => NonNullable<NonNullable<Parameters<PgBoss['send']>[2]>['db']>;

interface LetterRow extends Row {
  id: string;
  data: Row;
  source_name: string | null;
  source_output: { message?: unknown; value?: { message?: unknown } } | null;
  created_on: Date;
}

/** A job that the queue itself gave up keeps its payload and last error; one that its domain buried tells both in its own payload. */
function toLetter(row: LetterRow): DeadLetter {
  if (row.source_name === null) {
    const { job, payload, reason } = row.data as { job: string; payload: Row; reason: string };
    return { id: row.id, job, payload, reason, at: row.created_on };
  }
  const { message, value } = row.source_output ?? {};
  const reason = [message, value?.message].find((text) => typeof text === 'string') ?? 'It failed without a message.';
  return { id: row.id, job: row.source_name, payload: row.data, reason: String(reason), at: row.created_on };
}

const select = `SELECT id, data, source_name, source_output, created_on FROM jobs.job WHERE name = '${deadLetterQueue}' AND state = 'created'`;

export const createDeadLetters = (boss: PgBoss, sql: Sql, asOwner: AsOwner): Pick<Queue, 'bury' | 'deadLetters' | 'revive'> => ({
  async bury(letter, { within } = {}) {
    await boss.send(deadLetterQueue, letter, within === undefined ? {} : { db: asOwner(within as Knex.Transaction) });
  },
  async deadLetters(limit) {
    const rows = await sql<LetterRow>(`${select} ORDER BY created_on DESC, id LIMIT $1`, [limit]);
    return rows.map(toLetter);
  },
  async revive(id) {
    const [row] = await sql<LetterRow>(`${select} AND id = $1`, [id]);
    if (!row) return false;
    const letter = toLetter(row);
    // Sent first: a crash between the two leaves the letter, and every job may be repeated.
    await boss.send(letter.job, letter.payload);
    await boss.deleteJob(deadLetterQueue, id);
    return true;
  },
});
