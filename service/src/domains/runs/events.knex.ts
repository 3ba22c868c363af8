import type { Knex } from 'knex';
import type { RunEvent } from './contract.ts';
import type { EventRepository } from './repository.ts';

interface EventRow {
  seq: string;
  run_id: string;
  type: RunEvent['type'];
  at: Date;
  done: number;
  total: number;
  target: RunEvent['target'];
  waiting: RunEvent['waiting'];
}

const of = (within: unknown): Knex.Transaction => within as Knex.Transaction;

const toEvent = (row: EventRow): RunEvent => ({
  seq: Number(row.seq),
  run: row.run_id,
  type: row.type,
  at: row.at.toISOString(),
  progress: { done: row.done, total: row.total },
  target: row.target,
  waiting: row.waiting,
});

export const createEventRepository = (): EventRepository => ({
  async lockSite(within) {
    await of(within).raw('SELECT devskyy_lock_site()');
  },
  async addEvent(within, { siteId, run, type, at, progress, target, waiting }) {
    const row = {
      site_id: siteId,
      run_id: run,
      type,
      at,
      done: progress.done,
      total: progress.total,
      target: target && JSON.stringify(target),
      waiting: waiting ? JSON.stringify(waiting) : null,
    };
    await of(within)('run_events').insert(row);
  },
  async events(within, { after, limit, run }) {
    const query = of(within)<EventRow>('run_events').where('seq', '>', String(after)).orderBy('seq').limit(limit);
    if (run !== undefined) void query.where({ run_id: run });
    return (await query).map(toEvent);
  },
  async newestEvent(within) {
    const rows = await of(within)('run_events').max<{ max: string | null }[]>('seq as max');
    return Number(rows[0]?.max ?? 0);
  },
  async pruneEvents(within, before) {
    await of(within)('run_events').where('at', '<', before).delete();
  },
});
