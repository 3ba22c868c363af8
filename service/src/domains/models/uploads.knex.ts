import type { Knex } from 'knex';
import type { ModelRepository, UploadRecord } from './repository.ts';

interface Row {
  id: string;
  name: string;
  size: string;
  sha256: string;
  received: string;
}

const of = (within: unknown): Knex.Transaction => within as Knex.Transaction;

const toUpload = (row: Row): UploadRecord => ({
  id: row.id,
  name: row.name,
  size: Number(row.size),
  sha256: row.sha256,
  received: Number(row.received),
});

type UploadRows = Pick<ModelRepository, 'addUpload' | 'findUpload' | 'advanceUpload' | 'removeUpload' | 'oldUploads' | 'usage'>;

/** The rows of files that are on their way, and what a site keeps. */
export const uploads = (): UploadRows => ({
  async addUpload(within, siteId, { at, ...upload }) {
    await of(within)('model_uploads').insert({ ...upload, site_id: siteId, created_at: at, touched_at: at });
  },
  async findUpload(within, by) {
    const row = await of(within)<Row>('model_uploads').where(by).orderBy('id').first();
    return row ? toUpload(row) : null;
  },
  async advanceUpload(within, id, { from, to, at }) {
    return (await of(within)('model_uploads').where({ id, received: from }).update({ received: to, touched_at: at })) === 1;
  },
  async removeUpload(within, id) {
    await of(within)('model_uploads').where({ id }).delete();
  },
  async oldUploads(within, before) {
    const rows = await of(within)<Row>('model_uploads').where('touched_at', '<', before).select('id');
    return rows.map(({ id }) => id);
  },
  async usage(within) {
    const trx = of(within);
    const [kept] = await trx
      .from(trx('model_files').distinct('sha256', 'bytes').as('content'))
      .select<{ count: string; bytes: string }[]>(trx.raw('count(*) AS count'), trx.raw('coalesce(sum(bytes), 0) AS bytes'));
    const [models] = await trx('models').count<{ count: string }[]>('* as count');
    const [coming] = await trx('model_uploads').select<{ count: string; bytes: string }[]>(
      trx.raw('count(*) AS count'),
      trx.raw('coalesce(sum(size), 0) AS bytes'),
    );
    return {
      models: Number(models?.count ?? 0),
      files: Number(kept?.count ?? 0),
      bytes: Number(kept?.bytes ?? 0),
      uploads: { count: Number(coming?.count ?? 0), bytes: Number(coming?.bytes ?? 0) },
    };
  },
});
