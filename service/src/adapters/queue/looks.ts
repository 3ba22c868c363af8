import type { Queue } from '../../kernel/queue.ts';
import type { Row, Sql } from './dead-letters.ts';

/** A job that is due and that no free worker takes for so long means: the queue stands. */
const stuckSeconds = 30;

const waitingTooLong = `SELECT name, extract(epoch FROM now() - min(start_after) FILTER (WHERE state < 'active')) AS seconds,
    count(*) FILTER (WHERE state = 'active') AS active
  FROM jobs.job WHERE name = ANY($1::text[]) AND state < 'completed' GROUP BY name
  HAVING now() - min(start_after) FILTER (WHERE state < 'active') > $2::int * interval '1 second'`;

/** What the queue's own table tells. `workers` holds how many jobs of each name this process takes at once. */
export const createLooks = (sql: Sql, workers: ReadonlyMap<string, number>): Pick<Queue, 'live' | 'probe'> => ({
  async live(name, match) {
    const rows = await sql<Row & { data: Record<string, unknown> }>(
      "SELECT data FROM jobs.job WHERE name = $1 AND state < 'completed' AND data @> $2::jsonb",
      [name, JSON.stringify(match)],
    );
    return rows.map(({ data }) => data);
  },
  async probe() {
    const waiting = await sql<Row & { name: string; seconds: string; active: string }>(waitingTooLong, [[...workers.keys()], stuckSeconds]);
    const stuck = waiting.find(({ name, active }) => Number(active) < (workers.get(name) ?? 0));
    return stuck ? `Jobs of "${stuck.name}" wait since ${Math.round(Number(stuck.seconds))} seconds and nobody takes them.` : null;
  },
});
