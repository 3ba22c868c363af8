import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { bringModels, type ModelsWish } from './models.ts';

/** A shop that takes uploads and models as devskyy/v1 does. */
interface FakeShop {
  url: string;
  /** method and route, in order. */
  asked: string[];
  received: Uint8Array[];
  models: Map<string, { status: string[]; products: unknown }>;
  ending: string;
  stop(): void;
}

async function openShop(): Promise<FakeShop> {
  const shop: FakeShop = { url: '', asked: [], received: [], models: new Map(), ending: 'published', stop: () => server.close() };
  const answer = (route: string, method: string, body: Buffer): [number, unknown] => {
    if (method === 'POST' && route === 'uploads') return [201, { id: 'u1', piece: 4 }];
    if (route.startsWith('uploads/u1')) return [200, (shop.received.push(body), {})];
    if (route.startsWith('catalogue'))
      return [
        200,
        [
          { id: 7, sku: 'S-1X' },
          { id: 8, sku: 'S-1' },
        ],
      ];
    if (method === 'POST' && route === 'models') {
      shop.models.set(`m${shop.models.size + 1}`, { status: ['queued', 'processing', shop.ending], products: null });
      return [202, { id: `m${shop.models.size}`, status: 'queued', problem: null }];
    }
    const model = shop.models.get(route.slice('models/'.length));
    if (!model) return [404, { message: 'There is no such model.' }];
    if (method === 'PUT') model.products = (JSON.parse(body.toString()) as { products: unknown }).products;
    const status = model.status.length > 1 ? model.status.shift()! : model.status[0]!;
    return [200, { id: route.slice(7), status, problem: status === 'refused' ? { message: 'It is empty.', next: 'Send another.' } : null }];
  };
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const route = request.url!.replace('/wp-json/devskyy/v1/', '');
      shop.asked.push(`${request.method} ${route}`);
      const [code, body] = answer(route, request.method!, Buffer.concat(parts));
      response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  shop.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return shop;
}

let shop: FakeShop;
let data: string;
let notes: string[];
let pieces: number;
beforeEach(async () => {
  shop = await openShop();
  data = mkdtempSync(path.join(tmpdir(), 'devskyy-models-'));
  [notes, pieces] = [[], 0];
});
afterEach(() => {
  shop.stop();
  rmSync(data, { recursive: true, force: true });
});

const wish = (): ModelsWish => ({
  url: shop.url,
  data,
  credentials: { administrator: { user: 'admin', email: 'a@example.com', password: 'x', applicationPassword: 'y' } },
  models: [{ name: 'one', title: 'One', sku: 'S-1', category: 'ring', build: () => Promise.resolve(Uint8Array.from([1, 2, 3, 4, 5, 6])) }],
  bringPieces: () => Promise.resolve(pieces++),
  progress: { note: (text) => void notes.push(text) },
  signal: new AbortController().signal,
  pause: 1,
});

test('a model is sent in pieces, attached to its piece by SKU, and followed until it is published', async () => {
  await bringModels(wish());
  expect(shop.asked.slice(0, 6)).toEqual([
    'POST uploads',
    'POST uploads/u1?offset=0',
    'POST uploads/u1?offset=4',
    'POST models',
    'GET catalogue?search=S-1',
    'PUT models/m1',
  ]);
  expect(shop.received.map((part) => [...part])).toEqual([
    [1, 2, 3, 4],
    [5, 6],
  ]);
  expect(shop.models.get('m1')!.products).toEqual([{ id: 8, variant: null }]);
  expect(notes).toEqual(['3D model 1 of 1: One is being prepared', '3D model One: published, see its product page']);
});

test('a second start sends nothing again', async () => {
  await bringModels(wish());
  await bringModels(wish());
  expect(shop.asked.filter((one) => one === 'POST models')).toHaveLength(1);
  expect(pieces).toBe(1);
});

test('one that an earlier start has sent is followed, one that was deleted or failed is sent anew', async () => {
  await bringModels(wish());
  shop.models.get('m1')!.status = ['processing', 'processing', 'processing', 'published'];
  await bringModels(wish());
  expect(shop.asked.filter((one) => one === 'POST models')).toHaveLength(1);
  shop.models.clear();
  await bringModels(wish());
  expect(shop.asked.filter((one) => one === 'POST models')).toHaveLength(2);
});

test('a refusal is told with what to do, and is no error of the start', async () => {
  shop.ending = 'refused';
  await bringModels(wish());
  expect(notes.at(-1)).toBe('3D model One: refused. It is empty. Send another.');
});
