import { createHash, randomUUID, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy } from '@fastify/busboy';
import type { Context } from 'koa';
import type { ReceivedFile } from '../kernel/endpoint.ts';
import type { Failure } from '../kernel/result.ts';
import { chunksOf, type BodyRules } from './chunks.ts';
import { HttpProblem } from './problem.ts';

/** Texts and the headers of the parts come on top of the file. */
const besides = 256 * 1024;

export interface Received {
  /** texts by name; those that are JSON objects as such. */
  fields: Record<string, unknown>;
  file: ReceivedFile | null;
  /** base64url SHA-256 of the whole body. */
  digest: string;
}

/** Receives a form: its file goes to the disk as it comes and is gone again when anything is wrong. */
export async function receiveForm(ctx: Context, rules: BodyRules): Promise<Received> {
  if (Number(ctx.get('content-length')) > rules.mostBytes + besides) throw tooLarge(ctx, rules.mostBytes);
  await mkdir(rules.folder, { recursive: true, mode: 0o700 });
  const form = new Form(rules);
  try {
    return await form.receive(ctx);
  } catch (error) {
    await form.discard();
    ctx.set('connection', 'close');
    throw error instanceof HttpProblem ? error : toProblem(error);
  }
}

const tooLarge = (ctx: Context, most: number): HttpProblem => {
  ctx.set('connection', 'close');
  return new HttpProblem(413, {
    code: 'too_large',
    message: `The file is larger than ${Math.floor(most / 1024 / 1024)} MB.`,
    next: 'Make it smaller (fewer triangles, smaller textures), or ask the operator for a higher MODEL_MAX_MB.',
  });
};

function toProblem(error: unknown): HttpProblem {
  const { code, message } = error as { code?: string; message: string };
  const failure: [number, Failure] =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? [507, { code: 'no_space', message: 'The disk of the service is full.', next: 'Make room on it, then send the file again.' }]
      : [
          400,
          { code: 'not_a_form', message: `The form cannot be read: ${message}`, next: 'Send multipart/form-data with one part "file".' },
        ];
  return new HttpProblem(...failure);
}

class Form {
  readonly #rules: BodyRules;
  readonly #fields: Record<string, unknown> = {};
  readonly #path: string;
  #file: ReceivedFile | null = null;
  #coming: Readable | null = null;
  #writing: Promise<void> = Promise.resolve();
  #failed: unknown = null;

  constructor(rules: BodyRules) {
    this.#rules = rules;
    this.#path = path.join(rules.folder, `form-${randomUUID()}`);
  }

  async receive(ctx: Context): Promise<Received> {
    const whole = createHash('sha256');
    const busboy = new Busboy({
      headers: ctx.req.headers as { 'content-type': string },
      limits: { files: 1, fields: 20, fieldSize: 64 * 1024, fieldNameSize: 100, parts: 21, fileSize: this.#rules.mostBytes },
    });
    const ended = new Promise<void>((resolve, reject) => {
      busboy.once('finish', resolve);
      busboy.once('error', reject);
    });
    ended.catch(() => undefined); // awaited below; it may fail before that
    busboy.on('field', (name: string, value: string) => (this.#fields[name] = unpack(value)));
    busboy.on('file', (_field: string, stream: Readable & { truncated?: boolean }, name: string) => {
      this.#coming = stream;
      this.#writing = this.#write(stream, name);
      this.#writing.catch((error: unknown) => (this.#failed = error));
    });
    for await (const chunk of chunksOf(ctx, this.#rules.patienceMs)) {
      whole.update(chunk);
      if (this.#failed) throw this.#failed;
      if (!busboy.write(chunk))
        await Promise.race([new Promise((resolve) => busboy.once('drain', resolve)), this.#writing.then(() => ended)]);
    }
    busboy.end();
    await ended;
    await this.#writing;
    return { fields: this.#fields, file: this.#file, digest: whole.digest('base64url') };
  }

  async discard(): Promise<void> {
    this.#coming?.destroy(); // its end may never come
    await this.#writing.catch(() => undefined); // it is being thrown away
    await rm(this.#path, { force: true });
  }

  async #write(stream: Readable & { truncated?: boolean }, name: string): Promise<void> {
    const hash = createHash('sha256');
    let bytes = 0;
    await pipeline(
      stream,
      counted(hash, (size) => (bytes += size)),
      createWriteStream(this.#path, { mode: 0o600, flags: 'wx' }),
    );
    if (stream.truncated)
      throw new HttpProblem(413, {
        code: 'too_large',
        message: `The file is larger than ${Math.floor(this.#rules.mostBytes / 1024 / 1024)} MB.`,
        next: 'Make it smaller (fewer triangles, smaller textures), or ask the operator for a higher MODEL_MAX_MB.',
      });
    this.#file = { path: this.#path, name, bytes, sha256: hash.digest('hex') };
  }
}

const counted = (hash: Hash, count: (bytes: number) => void) =>
  async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      hash.update(chunk);
      count(chunk.length);
      yield chunk;
    }
  };

function unpack(value: string): unknown {
  if (!value.startsWith('{')) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value; // the endpoint's schema says what is wrong with it
  }
}
