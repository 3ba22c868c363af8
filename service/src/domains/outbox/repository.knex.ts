import type { Knex } from 'knex';
import type { Message } from './contract.ts';
import type { Acknowledged, CarrierState, OutboxRepository } from './repository.ts';

interface CarrierRow {
  failures: number;
  next_attempt_at: Date | null;
  last_push_at: Date | null;
  last_push_ok: boolean | null;
  last_push_error: string | null;
}

interface MessageRow {
  seq: string;
  id: string;
  run_id: string;
  target: string | null;
  type: Message['type'];
  payload: unknown;
}

const of = (within: unknown): Knex.Transaction => within as Knex.Transaction;
const toMessage = (row: MessageRow): Message => ({ id: row.id, type: row.type, payload: row.payload }) as Message;

const toCarrier = (row: CarrierRow | undefined): CarrierState => ({
  failures: row?.failures ?? 0,
  nextAttemptAt: row?.next_attempt_at ?? null,
  lastPush: row?.last_push_at ? { at: row.last_push_at, ok: row.last_push_ok === true, error: row.last_push_error } : null,
});

export const createOutboxRepository = (): OutboxRepository => ({ ...messages, ...carriers });

const messages: Omit<OutboxRepository, keyof typeof carriers> = {
  async lockSite(within) {
    await of(within).raw('SELECT devskyy_lock_site()');
  },
  async lockAndLook(within, at) {
    // The lock comes first and on its own: a statement sees only what was committed before it began.
    await of(within).raw('SELECT devskyy_lock_site()');
    const row = await of(within)<CarrierRow>('outbox_carriers').where('held_until', '>', at).first('failures');
    return { held: row !== undefined };
  },
  async add(within, { siteId, run, target, message, at }) {
    await of(within)('outbox')
      .insert({
        site_id: siteId,
        id: message.id,
        run_id: run,
        target,
        type: message.type,
        payload: JSON.stringify(message.payload),
        created_at: at,
      })
      .onConflict(['site_id', 'id'])
      .ignore();
  },
  async waiting(within, { after, limit }) {
    const rows = await of(within)<MessageRow>('outbox')
      .whereNull('acknowledged_at')
      .where('seq', '>', String(after))
      .orderBy('seq')
      .limit(limit);
    return rows.map((row) => ({ seq: Number(row.seq), message: toMessage(row) }));
  },
  async countWaiting(within, run) {
    const query = of(within)('outbox').whereNull('acknowledged_at');
    if (run !== undefined) void query.where({ run_id: run });
    return Number((await query.count<{ count: string }[]>('* as count'))[0]?.count ?? 0);
  },
  async acknowledge(within, { ids, result, refusals, at }) {
    const known: Acknowledged[] = [];
    for (const row of await markAcknowledged(of(within), { ids, result, at })) {
      const refusal = refusals[row.id] ?? null;
      if (refusal)
        await of(within)('outbox')
          .where({ id: row.id })
          .update({ refusal: JSON.stringify(refusal) });
      known.push({ id: row.id, run: row.run_id, type: row.type, target: row.target === null ? null : Number(row.target), result, refusal });
    }
    return known;
  },
  async prune(within, before) {
    await of(within)('outbox').where('acknowledged_at', '<', before).delete();
  },
};

const markAcknowledged = (trx: Knex.Transaction, change: { ids: string[]; result: string; at: Date }): Promise<MessageRow[]> =>
  trx('outbox')
    .whereIn('id', change.ids)
    .whereNull('acknowledged_at')
    .update({ acknowledged_at: change.at, result: change.result })
    .returning<MessageRow[]>(['id', 'run_id', 'target', 'type']);

const carriers: Pick<OutboxRepository, 'carrier' | 'hold' | 'keep' | 'release' | 'recordPush'> = {
  async carrier(within) {
    return toCarrier(await of(within)<CarrierRow>('outbox_carriers').first());
  },
  async hold(within, { siteId, holder, until, at }) {
    const trx = of(within);
    await trx('outbox_carriers').insert({ site_id: siteId }).onConflict('site_id').ignore();
    const taken = await trx('outbox_carriers')
      .where((free) => void free.whereNull('held_until').orWhere('held_until', '<', at))
      .update({ holder, held_until: until });
    if (taken === 1) return null;
    return (await trx<{ held_until: Date }>('outbox_carriers').first('held_until'))?.held_until ?? at;
  },
  async keep(within, { holder, until }) {
    return (await of(within)('outbox_carriers').where({ holder }).update({ held_until: until })) === 1;
  },
  async release(within, holder) {
    await of(within)('outbox_carriers').where({ holder }).update({ holder: null, held_until: null });
  },
  async recordPush(within, { at, error, nextAttemptAt }) {
    const trx = of(within);
    // An attempt out of turn, because a new message came, does not lengthen the pauses.
    const failures = error === null ? 0 : trx.raw('failures + CASE WHEN next_attempt_at > ? THEN 0 ELSE 1 END', [at]);
    const next =
      error === null ? null : trx.raw('CASE WHEN next_attempt_at > ? THEN next_attempt_at ELSE ?::timestamptz END', [at, nextAttemptAt]);
    const change = { failures, next_attempt_at: next, last_push_at: at, last_push_ok: error === null, last_push_error: error };
    const rows = await trx('outbox_carriers').update(change).returning<CarrierRow[]>('*');
    return toCarrier(rows[0]);
  },
};
