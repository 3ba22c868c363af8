import type { Knex } from 'knex';
import type { Artefact } from '../../pipeline/contract.ts';
import type { ModelRepository, StoredFile } from './repository.ts';

interface Row {
  model_id: string;
  kind: string;
  name: string;
  media: string;
  bytes: string;
  sha256: string;
  width: number | null;
  height: number | null;
  variant: string | null;
  triangles: number | null;
}

const of = (within: unknown): Knex.Transaction => within as Knex.Transaction;

const toStored = ({ kind, name, media, bytes, sha256 }: Row): StoredFile => ({ kind, name, media, bytes: Number(bytes), sha256 });

const toArtefact = (row: Row): Artefact => ({
  ...toStored(row),
  kind: row.kind as Artefact['kind'],
  width: row.width,
  height: row.height,
  variant: row.variant,
  triangles: row.triangles,
});

type FileRows = Pick<ModelRepository, 'files' | 'file' | 'addSource' | 'setFiles' | 'hashes' | 'unused'>;

/** The rows of models' files. */
export const files = (): FileRows => ({
  async files(within, ids) {
    const rows = await of(within)<Row>('model_files').whereIn('model_id', ids).whereNot({ kind: 'source' }).orderBy('place');
    const found = new Map<string, Artefact[]>();
    for (const row of rows) found.set(row.model_id, [...(found.get(row.model_id) ?? []), toArtefact(row)]);
    return found;
  },
  async file(within, id, file) {
    const rows = of(within)<Row>('model_files').where({ model_id: id });
    const row = await (
      'name' in file ? rows.where({ name: file.name }).whereNot({ kind: 'source' }) : rows.where({ kind: 'source' })
    ).first();
    return row ? toStored(row) : null;
  },
  async addSource(within, siteId, { model, ...file }) {
    await of(within)('model_files').insert({ site_id: siteId, model_id: model, place: -1, ...file });
  },
  async setFiles(within, siteId, { model, files: made }) {
    await of(within)('model_files').where({ model_id: model }).whereNot({ kind: 'source' }).delete();
    if (made.length > 0)
      await of(within)('model_files').insert(made.map((file, place) => ({ site_id: siteId, model_id: model, place, ...file })));
  },
  async hashes(within, id) {
    const rows = await of(within)<Row>('model_files').where({ model_id: id }).distinct('sha256');
    return rows.map(({ sha256 }) => sha256);
  },
  async unused(within, hashes) {
    const rows = await of(within)<Row>('model_files').whereIn('sha256', hashes).distinct('sha256');
    const used = new Set(rows.map(({ sha256 }) => sha256));
    return hashes.filter((hash) => !used.has(hash));
  },
});
