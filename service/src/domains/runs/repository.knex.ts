import type { Knex } from 'knex';
import type { NewRun, RunPace, RunRecord, RunRepository } from './repository.ts';
import { createErrorRepository } from './errors.knex.ts';
import { createEventRepository } from './events.knex.ts';
import { createStepRepository } from './steps.knex.ts';

interface RunRow {
  id: string;
  agent: string;
  options: RunRecord['options'];
  actor: RunRecord['actor'];
  retry_of: string | null;
  status: RunRecord['status'];
  phase: RunRecord['phase'];
  total: number;
  done: number;
  cost_amount: string;
  unpriced: number;
  input_tokens: string;
  output_tokens: string;
  error: string | null;
  note: string | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  progressed_at: Date;
  cancel_requested_at: Date | null;
  waiting: RunRecord['waiting'];
}

const of = (within: unknown): Knex.Transaction => within as Knex.Transaction;

const toRun = (row: RunRow): RunRecord => ({
  id: row.id,
  agent: row.agent,
  options: row.options,
  actor: row.actor,
  retryOf: row.retry_of,
  status: row.status,
  phase: row.phase,
  total: row.total,
  done: row.done,
  cost: {
    amount: row.unpriced > 0 ? null : Number(row.cost_amount),
    currency: 'USD',
    tokens: { input: Number(row.input_tokens), output: Number(row.output_tokens) },
  },
  error: row.error,
  note: row.note,
  created: row.created_at,
  started: row.started_at,
  finished: row.finished_at,
  progressed: row.progressed_at,
  cancelRequested: row.cancel_requested_at,
  waiting: row.waiting,
});

export const createRunRepository = (): RunRepository => ({
  ...createStepRepository(),
  ...createEventRepository(),
  ...createErrorRepository(),
  ...runs,
});

const runs: Pick<RunRepository, 'add' | 'find' | 'openRuns' | 'list' | 'update' | 'advance' | 'wait' | 'pace' | 'remember'> = {
  add: (within, run) => addRun(of(within), run),
  async find(within, id) {
    const row = await of(within)<RunRow>('runs').where({ id }).first();
    return row ? toRun(row) : null;
  },
  async openRuns(within, since) {
    const rows = await of(within)<RunRow>('runs').whereNot({ phase: 'closed' }).where('created_at', '>', since).select('id');
    return rows.map(({ id }) => id);
  },
  async list(within, { page, perPage, status, agent }) {
    const filtered = () => of(within)<RunRow>('runs').where({ ...(status ? { status } : {}), ...(agent ? { agent } : {}) });
    const count = await filtered().count<{ count: string }[]>('* as count');
    const rows = await filtered()
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(perPage)
      .offset((page - 1) * perPage);
    return { runs: (rows as RunRow[]).map(toRun), total: Number(count[0]?.count ?? 0) };
  },
  async update(within, id, { started, finished, cancelRequested, progressed, worked, ...change }) {
    await of(within)('runs')
      .where({ id })
      .update({
        ...change,
        ...(started === undefined ? {} : { started_at: started }),
        ...(finished === undefined ? {} : { finished_at: finished }),
        ...(cancelRequested === undefined ? {} : { cancel_requested_at: cancelRequested }),
        ...(progressed === undefined ? {} : { progressed_at: progressed }),
        ...(worked === undefined ? {} : { worked_at: worked }),
      });
  },
  async advance(within, id, { done, cost, at }) {
    const trx = of(within);
    const rows = await trx('runs')
      .where({ id })
      .update({
        done: trx.raw('done + ?', [done]),
        cost_amount: trx.raw('cost_amount + ?', [cost.amount ?? 0]),
        unpriced: trx.raw('unpriced + ?', [cost.amount === null ? 1 : 0]),
        input_tokens: trx.raw('input_tokens + ?', [cost.tokens.input]),
        output_tokens: trx.raw('output_tokens + ?', [cost.tokens.output]),
        progressed_at: at,
      })
      .returning<RunRow[]>('*');
    return toRun(rows[0]!);
  },
  async wait(within, id, waiting) {
    const trx = of(within);
    const later = trx.raw("waiting IS NULL OR (waiting->>'until')::timestamptz < ?::timestamptz - interval '5 seconds'", [waiting.until]);
    return (
      (await trx('runs')
        .where({ id })
        .andWhere(later)
        .update({ waiting: JSON.stringify(waiting) })) === 1
    );
  },
  pace: (within, agent) => paceOf(of(within), agent),
  async remember(within, { siteId, route, key, fingerprint, answer, at }) {
    const trx = of(within);
    await trx('idempotency_keys')
      .where('created_at', '<', new Date(at.getTime() - 24 * 3600 * 1000))
      .delete();
    const row = { site_id: siteId, route, key, fingerprint, answer: JSON.stringify(answer), created_at: at };
    const added = await trx('idempotency_keys').insert(row).onConflict().ignore().returning('key');
    if (added.length === 1) return null;
    const earlier = (await trx('idempotency_keys').where({ route, key }).first('fingerprint', 'answer')) as
      { fingerprint: string; answer: unknown } | undefined;
    return earlier ?? null;
  },
};

async function addRun(trx: Knex.Transaction, run: NewRun): Promise<void> {
  await trx('runs').insert({
    id: run.id,
    site_id: run.siteId,
    agent: run.agent,
    options: JSON.stringify(run.options),
    actor: JSON.stringify(run.actor),
    retry_of: run.retryOf,
    status: 'queued',
    phase: 'working',
    total: run.targets.length,
    note: run.note,
    created_at: run.at,
    progressed_at: run.at,
  });
  await trx.raw("INSERT INTO run_steps (run_id, target, site_id, state) SELECT ?, unnest(?::bigint[]), ?, 'queued'", [
    run.id,
    [...run.targets],
    run.siteId,
  ]);
}

/** Wall clock of the last runs over the targets they worked: parallel work is in it, waiting for WordPress is not. */
async function paceOf(trx: Knex.Transaction, agent: string): Promise<RunPace | null> {
  const result = (await trx.raw(
    `SELECT count(*) AS runs, sum(done) AS targets,
       percentile_cont(0.25) WITHIN GROUP (ORDER BY pace) AS low, percentile_cont(0.75) WITHIN GROUP (ORDER BY pace) AS high
     FROM (SELECT done, extract(epoch FROM worked_at - started_at) / done AS pace FROM runs
           WHERE agent = ? AND worked_at IS NOT NULL AND started_at IS NOT NULL AND done > 0 AND cancel_requested_at IS NULL AND status <> 'failed'
           ORDER BY created_at DESC LIMIT 10) AS latest`,
    [agent],
  )) as { rows: { runs: string; targets: string; low: number; high: number }[] };
  const row = result.rows[0];
  return row && Number(row.runs) > 0
    ? { runs: Number(row.runs), targets: Number(row.targets), low: Number(row.low), high: Number(row.high) }
    : null;
}
