import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Credentials } from './credentials.ts';
import type { Progress } from './progress.ts';
import type { SampleModel } from './samples3d/index.ts';

export interface ModelsWish {
  /** the shop's address. */
  url: string;
  /** the launcher's data folder: what has been sent is noted there. */
  data: string;
  credentials: Pick<Credentials, 'administrator'>;
  models: readonly SampleModel[];
  /** brings the pieces that the models belong to; what is there stays. */
  bringPieces(): Promise<unknown>;
  progress: Pick<Progress, 'note'>;
  signal: AbortSignal;
  /** milliseconds between two looks at a model that is being prepared. */
  pause?: number;
}

/** A 3D model as devskyy/v1/models answers it, as far as the launcher reads it. */
interface Sent {
  id: string;
  status: string;
  problem: { message: string; next: string } | null;
}

const ended = ['published', 'refused', 'failed', 'cancelled'];

/**
 * Sends the models of our own making through the product itself, as a shopkeeper would upload them, and attaches each to its piece. One at a
 * time; a second start goes on where the first ended. What fails is told in one line and keeps nobody from using the shop.
 */
export async function bringModels(wish: ModelsWish): Promise<void> {
  const marker = path.join(wish.data, 'sample-models.json');
  const sent = existsSync(marker) ? (JSON.parse(readFileSync(marker, 'utf8')) as Record<string, string>) : {};
  const api = createApi(wish);
  const left: SampleModel[] = [];
  for (const model of wish.models) if (!(await isThere(api, sent[model.name]))) left.push(model);
  if (left.length === 0) return;
  await wish.bringPieces();
  for (const [index, model] of left.entries()) {
    wish.signal.throwIfAborted();
    wish.progress.note(`3D model ${index + 1} of ${left.length}: ${model.title} is being prepared`);
    const id = (await known(api, sent[model.name])) ?? (await send(api, model));
    sent[model.name] = id;
    writeFileSync(marker, JSON.stringify(sent));
    wish.progress.note(await settled(api, model, { ...wish, id }));
  }
}

type Api = <T>(method: string, route: string, body?: object | Uint8Array) => Promise<T>;

class Answer extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

function createApi({ url, credentials, signal }: ModelsWish): Api {
  const { user, applicationPassword } = credentials.administrator;
  const authorization = `Basic ${Buffer.from(`${user}:${applicationPassword}`).toString('base64')}`;
  return async <T>(method: string, route: string, body?: object | Uint8Array): Promise<T> => {
    const bytes = body instanceof Uint8Array;
    const answer = await fetch(`${url}/wp-json/devskyy/v1/${route}`, {
      method,
      headers: { authorization, ...(body ? { 'content-type': bytes ? 'application/octet-stream' : 'application/json' } : {}) },
      ...(body ? { body: bytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) } : {}),
      signal: AbortSignal.any([signal, AbortSignal.timeout(120_000)]),
    });
    const said = (await answer.json().catch(() => ({ message: `${answer.status} without JSON` }))) as { message?: string };
    if (!answer.ok) throw new Answer(answer.status, said.message ?? String(answer.status));
    return said as T;
  };
}

/** The model with this id; null: the shop has none. */
async function find(api: Api, id: string | undefined): Promise<Sent | null> {
  if (!id) return null;
  try {
    return await api<Sent>('GET', `models/${id}`);
  } catch (error) {
    if (error instanceof Answer && error.status === 404) return null;
    throw error;
  }
}

const isThere = async (api: Api, id: string | undefined): Promise<boolean> => (await find(api, id))?.status === 'published';

/** One that an earlier start has sent and that is still on its way. */
async function known(api: Api, id: string | undefined): Promise<string | null> {
  const model = await find(api, id);
  return model && !ended.includes(model.status) ? model.id : null;
}

/** Uploads it in pieces, starts it and attaches it to its piece. */
async function send(api: Api, model: SampleModel): Promise<string> {
  const bytes = await model.build();
  const { id, piece } = await api<{ id: string; piece: number }>('POST', 'uploads', { name: `${model.name}.glb`, size: bytes.length });
  for (let offset = 0; offset < bytes.length; offset += piece) {
    await api('POST', `uploads/${id}?offset=${offset}`, bytes.slice(offset, offset + piece));
  }
  const started = await api<Sent>('POST', 'models', { upload: id, title: model.title, options: { category: model.category } });
  const items = await api<{ id: number; sku: string }[]>('GET', `catalogue?search=${encodeURIComponent(model.sku)}`);
  const product = items.find(({ sku }) => sku === model.sku);
  if (product) await api('PUT', `models/${started.id}`, { products: [{ id: product.id, variant: null }] });
  return started.id;
}

/** Waits until it is published, or not; in one line how it went. */
async function settled(api: Api, { title }: SampleModel, { id, signal, pause = 3000 }: ModelsWish & { id: string }): Promise<string> {
  for (;;) {
    const now = await find(api, id);
    if (!now) return `3D model ${title}: it was deleted`;
    if (now.status === 'published') return `3D model ${title}: published, see its product page`;
    if (ended.includes(now.status))
      return `3D model ${title}: ${now.status}. ${now.problem?.message ?? ''} ${now.problem?.next ?? ''}`.trim();
    await wait(pause, undefined, { signal });
  }
}
