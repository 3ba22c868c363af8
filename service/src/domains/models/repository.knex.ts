import type { Knex } from 'knex';
import { files } from './files.knex.ts';
import type { ModelRecord, ModelRepository } from './repository.ts';
import { uploads } from './uploads.knex.ts';

interface Row {
  id: string;
  title: string;
  kind: ModelRecord['kind'];
  status: ModelRecord['status'];
  revision: number;
  stage: string | null;
  progress: number;
  source_name: string;
  source_bytes: string;
  source_sha256: string;
  options: ModelRecord['options'];
  report: ModelRecord['report'];
  problem: ModelRecord['problem'];
  made_of: string[];
  created_at: Date;
  updated_at: Date;
  began_at: Date | null;
  finished_at: Date | null;
}

const of = (within: unknown): Knex.Transaction => within as Knex.Transaction;
const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

const toRecord = (row: Row): ModelRecord => ({
  id: row.id,
  title: row.title,
  kind: row.kind,
  status: row.status,
  revision: row.revision,
  stage: row.stage,
  progress: row.progress,
  source: { name: row.source_name, bytes: Number(row.source_bytes), sha256: row.source_sha256 },
  options: row.options,
  report: row.report,
  problem: row.problem,
  madeOf: row.made_of,
  created: row.created_at,
  updated: row.updated_at,
});

const first = (rows: Row[]): ModelRecord | null => (rows[0] ? toRecord(rows[0]) : null);

const open = ['queued', 'processing'] as const;

const models: Omit<ModelRepository, keyof ReturnType<typeof files> | keyof ReturnType<typeof uploads>> = {
  async lockFiles(within) {
    await of(within).raw("SELECT pg_advisory_xact_lock(hashtext('models:' || current_setting('devskyy.site')))");
  },
  async add(within, siteId, model) {
    await of(within)('models').insert({
      site_id: siteId,
      id: model.id,
      title: model.title,
      kind: model.kind,
      status: model.status,
      revision: model.revision,
      stage: model.stage,
      progress: model.progress,
      source_name: model.source.name,
      source_bytes: model.source.bytes,
      source_sha256: model.source.sha256,
      options: json(model.options),
      report: json(model.report),
      problem: json(model.problem),
      made_of: json(model.madeOf),
      created_at: model.created,
      updated_at: model.updated,
    });
  },
  async find(within, id) {
    return first(await of(within)<Row>('models').where({ id }));
  },
  async list(within, { offset, limit, kinds }) {
    const chosen = of(within)<Row>('models').whereIn('kind', kinds);
    const rows = (await chosen.clone().orderBy('created_at', 'desc').orderBy('id').offset(offset).limit(limit)) as Row[];
    const [total] = (await chosen.clone().count('* as count')) as unknown as { count: string }[];
    return { models: rows.map(toRecord), total: Number(total?.count ?? 0) };
  },
  async move(within, id, { from, status, at, again }) {
    const trx = of(within);
    const anew = again && {
      revision: trx.raw('revision + 1'),
      stage: null,
      progress: 0,
      problem: null,
      job: null,
      began_at: null,
      finished_at: null,
      ...(again.options === null ? {} : { options: json(again.options) }),
    };
    const change = { status, updated_at: at, ...(open.includes(status as never) ? {} : { finished_at: at }), ...anew };
    return first(await trx('models').where({ id }).whereIn('status', from).update(change).returning<Row[]>('*'));
  },
  async claim(within, id, { job, at }) {
    return first(
      await of(within)('models')
        .where({ id })
        .where((free) => void free.where({ status: 'queued' }).orWhere({ status: 'processing', job }))
        .update({ status: 'processing', job, stage: null, progress: 0, began_at: at, updated_at: at })
        .returning<Row[]>('*'),
    );
  },
  async beat(within, { id, revision, job, stage, progress, at }) {
    const mine = { id, revision, job, status: 'processing' };
    return (await of(within)('models').where(mine).update({ stage, progress, updated_at: at })) === 1;
  },
  async end(within, { id, revision, job, status, kind, problem, report, at }) {
    const ended = await of(within)('models')
      .where({ id, revision, job, status: 'processing' })
      .update({
        status,
        stage: null,
        progress: status === 'done' ? 1 : 0,
        problem: json(problem),
        finished_at: at,
        updated_at: at,
        ...(kind === null ? {} : { kind }),
        ...(report === null ? {} : { report: json(report) }),
      });
    return ended === 1;
  },
  async open(within) {
    return of(within)<Row>('models').whereIn('status', open).select('id', 'status');
  },
  async remove(within, id) {
    return (await of(within)('models').where({ id }).delete()) === 1;
  },
  async ended(within, limit) {
    const rows = (await of(within)<Row>('models')
      .whereNotNull('began_at')
      .whereNotNull('finished_at')
      .orderBy('finished_at', 'desc')
      .limit(limit)) as (Row & { began_at: Date; finished_at: Date })[];
    return rows.map((row) => ({
      id: row.id,
      status: row.status,
      source: { name: row.source_name, bytes: Number(row.source_bytes) },
      began: row.began_at,
      finished: row.finished_at,
      stages: row.status === 'done' ? (row.report?.stages ?? []) : [],
      peakMb: row.status === 'done' ? (row.report?.peakMb ?? null) : null,
    }));
  },
};

export const createModelRepository = (): ModelRepository => ({ ...models, ...files(), ...uploads() });
