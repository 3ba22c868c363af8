import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { bindEndpoints, defineContract, defineEndpoint } from '../kernel/endpoint.ts';
import { ok } from '../kernel/result.ts';
import { createHttpServer } from './server.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-form-'));
const contract = defineContract({
  id: 'take-form',
  method: 'post',
  path: '/form',
  summary: 'Takes a form.',
  tag: 'Test',
  access: 'public',
  form: true,
  body: z.object({ title: z.string() }),
  success: 'ok',
  response: z.object({ title: z.string(), name: z.string().nullable(), bytes: z.int(), there: z.boolean() }),
  failures: {},
});
const takeForm = defineEndpoint<object>()(contract, async ({ body, call: { file } }) =>
  ok({ title: body.title, name: file?.name ?? null, bytes: file?.bytes ?? 0, there: readdirSync(folder).length === 1 }),
);

let server: http.Server;
let port: number;

beforeAll(async () => {
  server = createHttpServer({
    endpoints: bindEndpoints([takeForm], {}),
    pages: [],
    rules: { sites: { authenticate: () => Promise.reject(new Error('not asked')) }, operatorToken: null, publicUrl: 'http://127.0.0.1' },
    bodies: { folder, mostBytes: 1000, patienceMs: 300 },
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    metrics: { count() {}, observe() {} },
    instance: null,
    requestsPerMinute: 1000,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const type = 'multipart/form-data; boundary=B';
const part = (name: string, file: string | null, value: string): string =>
  `--B\r\nContent-Disposition: form-data; name="${name}"${file === null ? '' : `; filename="${file}"`}\r\n\r\n${value}\r\n`;
const whole = (bytes: number): string => `${part('title', null, 'Bag')}${part('file', 'bag.glb', 'x'.repeat(bytes))}--B--\r\n`;

/** Sends the beginning of a body that was said to have `length` bytes, and nothing more. */
function send(body: string, length = body.length): Promise<{ status: number; code: string | undefined; json: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': type, 'content-length': length };
    const request = http.request({ port, host: '127.0.0.1', method: 'POST', path: '/form', headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        const json = JSON.parse(text) as Record<string, unknown>;
        resolve({ status: response.statusCode ?? 0, code: json['code'] as string | undefined, json });
        request.destroy();
      });
    });
    request.on('error', reject);
    request.write(body);
    if (body.length === length) request.end();
  });
}

test('a form gives its texts and its file, and the file is gone with the answer', async () => {
  expect(await send(whole(1000))).toMatchObject({ status: 200, json: { title: 'Bag', name: 'bag.glb', bytes: 1000, there: true } });
  expect(readdirSync(folder)).toEqual([]);
});

test('a form that does not fit its schema is 422, and its file is gone', async () => {
  expect(await send(`${part('file', 'bag.glb', 'x')}--B--\r\n`)).toMatchObject({ status: 422, code: 'not_valid' });
  expect(readdirSync(folder)).toEqual([]);
});

test('C9 one byte above the limit is 413, also where the length was a lie, and nothing stays', async () => {
  expect(await send(whole(1001))).toMatchObject({ status: 413, code: 'too_large' });
  expect(await send('--B', 10_000_000)).toMatchObject({ status: 413, code: 'too_large' });
  expect(readdirSync(folder)).toEqual([]);
});

test('C9 a body that stalls is 408, and nothing stays', async () => {
  const body = whole(900);
  expect(await send(body.slice(0, 500), body.length)).toMatchObject({ status: 408, code: 'too_slow' });
  expect(readdirSync(folder)).toEqual([]);
});

test('a form that ends in the middle is 400, and nothing stays', async () => {
  expect(await send(whole(900).slice(0, 500))).toMatchObject({ status: 400, code: 'not_a_form' });
  expect(readdirSync(folder)).toEqual([]);
});
