import type { Knex } from 'knex';
import type { RunReport } from './contract.ts';
import type { StepClaim, StepRepository } from './repository.ts';

interface StepRow {
  run_id: string;
  target: string;
  state: 'queued' | 'running' | 'done' | 'skipped';
  outcome: RunReport[string]['outcome'];
  title: string;
  message: string;
  proposal: string | null;
  needs: string[];
  findings: RunReport[string]['findings'];
}

interface Claimed {
  claims: number;
  failures: number;
  waiting_since: Date | null;
}

type Counted<K extends string> = Record<K | 'count', string>;

const of = (within: unknown): Knex.Transaction => within as Knex.Transaction;

/** The step under exactly this claim, still being worked. */
const claimed = (within: unknown, { run, target, claim }: StepClaim) =>
  of(within)('run_steps').where({ run_id: run, target, claims: claim, state: 'running' });

export const createStepRepository = (): StepRepository => ({ ...changes, ...readers });

const changes: Pick<StepRepository, 'claim' | 'settle' | 'release' | 'postpone' | 'expire' | 'skip' | 'skipQueued' | 'refuse'> = {
  async claim(within, { run, target, at }) {
    const trx = of(within);
    const rows = await trx('run_steps')
      .where({ run_id: run, target })
      .whereIn('state', ['queued', 'running'])
      .update({ state: 'running', claims: trx.raw('claims + 1'), started_at: at })
      .returning<Claimed[]>(['claims', 'failures', 'waiting_since']);
    return rows[0] ? { claim: rows[0].claims, failures: rows[0].failures, waitingSince: rows[0].waiting_since } : null;
  },
  async settle(within, claim, { outcome, title, message, proposal, needs, findings, at }) {
    const change = {
      state: 'done',
      outcome,
      title,
      message,
      proposal,
      needs: JSON.stringify(needs),
      findings: JSON.stringify(findings),
      finished_at: at,
    };
    return (await claimed(within, claim).update(change)) === 1;
  },
  async release(within, claim, reason) {
    const trx = of(within);
    const change = reason === 'failed' ? { failures: trx.raw('failures + 1') } : { claims: trx.raw('claims - 1') };
    return (await claimed(within, claim).update({ state: 'queued', ...change })) === 1;
  },
  async postpone(within, claim, at) {
    const trx = of(within);
    const change = { state: 'queued', claims: trx.raw('claims - 1'), waiting_since: trx.raw('coalesce(waiting_since, ?)', [at]) };
    return (await claimed(within, claim).update(change)) === 1;
  },
  expire: (within, run, { message, at }) =>
    of(within)('run_steps')
      .where({ run_id: run })
      .whereIn('state', ['queued', 'running'])
      .update({
        state: 'done',
        outcome: 'failed',
        message,
        title: of(within).raw("CASE WHEN title = '' THEN '#' || target ELSE title END"),
        finished_at: at,
      }),
  async skip(within, claim) {
    return (await claimed(within, claim).update({ state: 'skipped' })) === 1;
  },
  skipQueued: (within, run) => of(within)('run_steps').where({ run_id: run, state: 'queued' }).update({ state: 'skipped' }),
  async refuse(within, { run, target, outcome, message }) {
    const change = { outcome, message, proposal: null };
    const rows = await of(within)('run_steps')
      .where({ run_id: run, target, state: 'done' })
      .update(change)
      .returning<{ title: string }[]>('title');
    return rows[0]?.title ?? null;
  },
};

const readers: Omit<StepRepository, keyof typeof changes> = {
  async openSteps(within, run, limit) {
    const rows = await of(within)<StepRow>('run_steps')
      .where({ run_id: run })
      .whereIn('state', ['queued', 'running'])
      .orderBy('target')
      .limit(limit)
      .select('target', 'state');
    return rows.map((row) => ({ target: Number(row.target), state: row.state as 'queued' | 'running' }));
  },
  async countOpen(within, run) {
    const rows = (await of(within)('run_steps')
      .where({ run_id: run })
      .whereIn('state', ['queued', 'running'])
      .groupBy('state')
      .select('state')
      .count('* as count')) as unknown as Counted<'state'>[];
    const count = (state: string): number => Number(rows.find((row) => row.state === state)?.count ?? 0);
    return { queued: count('queued'), running: count('running') };
  },
  async failedTargets(within, run) {
    const rows = await of(within)<StepRow>('run_steps')
      .where({ run_id: run, state: 'done', outcome: 'failed' })
      .orderBy('target')
      .select('target');
    return rows.map((row) => Number(row.target));
  },
  async outcomes(within, runs) {
    const rows = (await of(within)('run_steps')
      .whereIn('run_id', [...runs])
      .where({ state: 'done' })
      .groupBy('run_id', 'outcome')
      .select('run_id', 'outcome')
      .count('* as count')) as unknown as Counted<'run_id' | 'outcome'>[];
    const result: Record<string, Record<string, number>> = {};
    for (const row of rows) (result[row.run_id] ??= {})[row.outcome] = Number(row.count);
    return result;
  },
  async report(within, run) {
    const rows = await of(within)<StepRow>('run_steps').where({ run_id: run, state: 'done' }).orderBy('target');
    return Object.fromEntries(
      rows.map(({ target, title, outcome, message, proposal, needs, findings }) => [
        target,
        { title, outcome, message, proposal, needs, findings },
      ]),
    );
  },
  async mainFailure(within, run) {
    const failed = of(within)<StepRow>('run_steps').where({ run_id: run, outcome: 'failed' });
    return (await failed.groupBy('message').orderByRaw('count(*) DESC').first('message'))?.message ?? null;
  },
};
