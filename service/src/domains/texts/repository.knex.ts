import type { Knex } from 'knex';
import type { TextRecord, TextRepository } from './repository.ts';

interface TextRow {
  id: string;
  actor: string;
  action: TextRecord['action'];
  status: TextRecord['status'];
  text: string;
  notes: TextRecord['notes'];
  figures: TextRecord['figures'];
  provider: string;
  model: string | null;
  cost_amount: string | null;
  input_tokens: number;
  output_tokens: number;
  error: TextRecord['error'];
  created_at: Date;
  beat_at: Date;
  finished_at: Date | null;
}

const of = (within: unknown): Knex.Transaction => within as Knex.Transaction;

const toText = (row: TextRow): TextRecord => ({
  id: row.id,
  actor: Number(row.actor),
  action: row.action,
  status: row.status,
  text: row.text,
  notes: row.notes,
  figures: row.figures,
  provider: row.provider,
  model: row.model,
  cost: { amount: row.cost_amount === null ? null : Number(row.cost_amount), input: row.input_tokens, output: row.output_tokens },
  error: row.error,
  created: row.created_at,
  beat: row.beat_at,
  finished: row.finished_at,
});

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

const add: TextRepository['add'] = async (within, siteId, text) => {
  await of(within)('texts').insert({
    id: text.id,
    site_id: siteId,
    actor: text.actor,
    action: text.action,
    status: text.status,
    text: text.text,
    notes: json(text.notes),
    figures: json(text.figures),
    provider: text.provider,
    model: text.model,
    cost_amount: text.cost.amount,
    input_tokens: text.cost.input,
    output_tokens: text.cost.output,
    error: json(text.error),
    created_at: text.created,
    beat_at: text.beat,
    finished_at: text.finished,
  });
};

export const createTextRepository = (): TextRepository => ({
  add,
  async find(within, id) {
    const row = await of(within)<TextRow>('texts').where({ id }).first();
    return row ? toText(row) : null;
  },
  async running(within) {
    const [row] = await of(within)('texts').where({ status: 'running' }).count<{ count: string }[]>('* as count');
    return Number(row?.count ?? 0);
  },
  async keep(within, id, { text, at }) {
    const [row] = await of(within)('texts')
      .where({ id, status: 'running' })
      .update({ text, beat_at: at })
      .returning<{ cancel_requested_at: Date | null }[]>('cancel_requested_at');
    return { cancelled: row !== undefined && row.cancel_requested_at !== null };
  },
  async end(within, id, end) {
    const ended = await of(within)('texts')
      .where({ id, status: 'running' })
      .update({
        status: end.status,
        text: end.text,
        notes: json(end.notes),
        cost_amount: end.cost.amount,
        input_tokens: end.cost.input,
        output_tokens: end.cost.output,
        error: json(end.error),
        finished_at: end.at,
        beat_at: end.at,
      });
    return ended === 1;
  },
  async requestCancel(within, id, at) {
    await of(within)('texts').where({ id, status: 'running' }).update({ cancel_requested_at: at });
  },
  async failLost(within, before, { error, at }) {
    await of(within)('texts')
      .where({ status: 'running' })
      .where('beat_at', '<', before)
      .update({ status: 'failed', error: json(error), finished_at: at });
  },
  async prune(within, before) {
    await of(within)('texts').where('created_at', '<', before).whereNot({ status: 'running' }).delete();
  },
});
