import { describe, expect, test } from '@jest/globals';
import type { Call } from '../api/client.ts';
import { ApiError } from '../api/errors.ts';
import { type Upload, uploadFile } from './pieces.ts';

const failure = (status: number, code = 'x'): ApiError =>
  new ApiError({ kind: status === 0 ? 'offline' : 'other', code, status, message: 'x', next: null, details: [], data: {} });

/** A site that takes pieces of 4 bytes; `trouble` may throw before or after a piece is stored. */
const site = (trouble: (asked: number) => 'before' | 'after' | null = () => null) => {
  let stored = '';
  let asked = 0;
  const shape = (size: number): Upload => ({
    id: 'u',
    name: 'a.csv',
    size,
    offset: stored.length,
    complete: stored.length === size,
    piece: 4,
  });
  const size = 10;
  const ask = async <T>(path: string, call: Call = {}): Promise<T> => {
    if (path === 'uploads' || call.method === undefined) return shape(size) as T;
    asked += 1;
    const what = trouble(asked);
    if (what === 'before') throw failure(0);
    if (Number(call.query?.['offset']) !== stored.length) throw failure(409, 'devskyy_upload_offset');
    stored += await call.body!.text();
    if (what === 'after') throw failure(502);
    return shape(size) as T;
  };
  return { ask, read: () => stored };
};

const file = new File(['0123456789'], 'a.csv');
const sending = () => ({ signal: new AbortController().signal, onProgress: () => undefined });

describe('a file that is sent in pieces', () => {
  test('arrives whole', async () => {
    const { ask, read } = site();
    expect((await uploadFile(file, sending(), undefined, ask)).complete).toBe(true);
    expect(read()).toBe('0123456789');
  });

  test('goes on after a lost piece and after a lost answer, and no byte comes twice', async () => {
    const { ask, read } = site((asked) => (asked === 1 ? 'before' : asked === 3 ? 'after' : null));
    await uploadFile(file, sending(), undefined, ask);
    expect(read()).toBe('0123456789');
  });

  test('says so when it is refused for good', async () => {
    const ask = <T>(): Promise<T> => Promise.reject(failure(413));
    await expect(uploadFile(file, sending(), undefined, ask)).rejects.toMatchObject({ status: 413 });
  });

  test('stops at once when it is told to', async () => {
    const control = new AbortController();
    control.abort();
    await expect(uploadFile(file, { ...sending(), signal: control.signal }, undefined, site().ask)).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
