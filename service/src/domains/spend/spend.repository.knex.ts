import type { Knex } from 'knex';
import type { SpendEntry } from './contract.ts';
import type { DayState, NewCall, PieceHistory, SettledCall, SpendRepository } from './spend.repository.ts';

interface Scope {
  run<T>(siteId: string, work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
}

export const createSpendRepository = (scope: Scope): SpendRepository => ({
  hold: (call, cap, lostBefore) => scope.run(call.site, (trx) => hold(trx, { call, cap, lostBefore })),
  settle: (site, id, call) => scope.run(site, (trx) => settle(trx, site, { id, call })),
  day: (site, day, lostBefore) => scope.run(site, (trx) => readDay(trx, site, { day, lostBefore })),
  history: (site, agent, model) => scope.run(site, (trx) => readHistory(trx, site, { agent, model })),
});

/** The UPDATE's row lock makes parallel calls take turns: each sees what the one before it held. */
async function hold(
  trx: Knex.Transaction,
  { call, cap, lostBefore }: { call: NewCall; cap: number | null; lostBefore: Date },
): Promise<DayState | null> {
  await trx('budgets').insert({ site_id: call.site, day: call.day }).onConflict(['site_id', 'day']).ignore();
  const held = await trx('budgets')
    .where({ site_id: call.site, day: call.day })
    .modify((query) => {
      if (cap !== null) void query.whereRaw('spent + held < ?', [cap]);
    })
    .update({ held: trx.raw('held + ?', [call.held]) });
  if (held === 0) return dayState(trx, call, lostBefore);
  await trx('spend').insert({
    id: call.id,
    site_id: call.site,
    day: call.day,
    at: call.at,
    run: call.run,
    target: call.target,
    agent: call.agent,
    provider: call.provider,
    model: call.model,
    held: call.held,
    outcome: 'reserved',
  });
  return null;
}

async function dayState(trx: Knex.Transaction, { site, day }: { site: string; day: string }, lostBefore: Date): Promise<DayState> {
  await closeLost(trx, site, lostBefore);
  const row = await trx('budgets').where({ site_id: site, day }).first<{ spent: string; held: string } | undefined>('spent', 'held');
  const open = await trx('spend').where({ site_id: site, day, outcome: 'reserved' }).count<{ count: string }[]>('* as count');
  return { spent: Number(row?.spent ?? 0), held: Number(row?.held ?? 0), underWay: Number(open[0]?.count ?? 0) };
}

/** A process that died leaves calls open. What they cost nobody knows, so their upper bound stays held for the day. */
const closeLost = (trx: Knex.Transaction, site: string, lostBefore: Date): Promise<number> =>
  trx('spend').where({ site_id: site, outcome: 'reserved' }).where('at', '<', lostBefore).update({ outcome: 'aborted' });

async function settle(
  trx: Knex.Transaction,
  site: string,
  { id, call }: { id: string; call: SettledCall },
): Promise<{ before: number; after: number } | null> {
  const [row] = await trx('spend')
    .where({ site_id: site, id, outcome: 'reserved' })
    .update({
      outcome: call.outcome,
      input_tokens: call.input,
      output_tokens: call.output,
      amount: call.amount,
      latency_ms: call.latencyMs,
    })
    .returning<{ held: string; day: string }[]>(['held', trx.raw('day::text AS day') as unknown as string]);
  if (!row) return null;
  const amount = call.amount ?? 0;
  const [budget] = await trx('budgets')
    .where({ site_id: site, day: row.day })
    .update({ spent: trx.raw('spent + ?', [amount]), held: trx.raw('held - ?', [call.release ? row.held : 0]) })
    .returning<{ spent: string }[]>('spent');
  const after = Number(budget?.spent ?? 0);
  return { before: after - amount, after };
}

interface EntryRow {
  at: Date;
  run: string | null;
  agent: string;
  provider: string;
  model: string;
  input_tokens: number;
  output_tokens: number;
  amount: string | null;
  latency_ms: number;
  outcome: SpendEntry['outcome'];
}

const shown = 100;

async function readDay(trx: Knex.Transaction, site: string, { day, lostBefore }: { day: string; lostBefore: Date }) {
  await closeLost(trx, site, lostBefore);
  const budget = await trx('budgets').where({ site_id: site, day }).first<{ spent: string; held: string } | undefined>('spent', 'held');
  const counts = await trx('spend')
    .where({ site_id: site, day })
    .first<{ calls: string; unpriced: string }>(
      trx.raw("count(*) AS calls, count(*) FILTER (WHERE amount IS NULL AND held = 0 AND outcome <> 'reserved') AS unpriced"),
    );
  const rows = await trx('spend').where({ site_id: site, day }).orderBy('at', 'desc').limit(shown).select<EntryRow[]>('*');
  const entries = rows.map((row) => ({
    at: row.at.toISOString(),
    run: row.run,
    agent: row.agent,
    provider: row.provider,
    model: row.model,
    tokens: { input: row.input_tokens, output: row.output_tokens },
    amount: row.amount === null ? null : Number(row.amount),
    latency_ms: row.latency_ms,
    outcome: row.outcome,
  }));
  return {
    spent: Number(budget?.spent ?? 0),
    held: Number(budget?.held ?? 0),
    calls: Number(counts.calls),
    unpriced: Number(counts.unpriced),
    entries,
  };
}

/** Sums by piece (a piece may take repairs), the last 200 that ended well. */
async function readHistory(trx: Knex.Transaction, site: string, { agent, model }: { agent: string; model: string }): Promise<PieceHistory> {
  const result: { rows: Record<string, number | string | null>[] } = await trx.raw(
    `WITH pieces AS (
       SELECT sum(input_tokens) AS i, sum(output_tokens) AS o, sum(latency_ms) AS l
       FROM spend WHERE site_id = ? AND agent = ? AND model = ? AND run IS NOT NULL AND outcome IN ('ok', 'repaired', 'failed')
       GROUP BY run, coalesce(target, id::text) HAVING bool_or(outcome IN ('ok', 'repaired'))
       ORDER BY max(at) DESC LIMIT 200)
     SELECT count(*) AS pieces,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY i) AS i50, percentile_cont(0.9) WITHIN GROUP (ORDER BY i) AS i90,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY o) AS o50, percentile_cont(0.9) WITHIN GROUP (ORDER BY o) AS o90,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY l) AS l50, percentile_cont(0.9) WITHIN GROUP (ORDER BY l) AS l90
     FROM pieces`,
    [site, agent, model],
  );
  const row = result.rows[0] ?? {};
  const range = (low: string, high: string) => ({ median: Number(row[low] ?? 0), high: Number(row[high] ?? 0) });
  return { pieces: Number(row['pieces'] ?? 0), milliseconds: range('l50', 'l90'), input: range('i50', 'i90'), output: range('o50', 'o90') };
}
