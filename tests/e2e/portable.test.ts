import { mkdirSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openScreen, Rest, shoot, shots, signIn, startProduct, until, type Product } from './product.ts';

interface Proposal {
  id: string;
  status: string;
  target: { id: number };
}
type Piece = Record<string, unknown> & { id: number };

let product: Product;
let rest: Rest;

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  product = await startProduct({ args: ['--stack', 'portable'], environment: { DEVSKYY_WOOCOMMERCE: 'none' } });
  rest = new Rest(product.ready);
}, 600_000);

afterAll(async () => {
  await product?.stop();
  product?.remove();
}, 60_000);

const withoutModified = (piece: Piece): object => Object.fromEntries(Object.entries(piece).filter(([key]) => !key.startsWith('modified')));
const piece = (id: number): Promise<Piece> => rest.get<Piece>(`devskyy/v1/catalogue/${id}`);

test('without PHP and MariaDB the same shop runs on WordPress Playground and SQLite, connected, and says so', async () => {
  expect(product.ready.database).toMatch(/^SQLite 3\./);
  expect(product.said()).toContain("WordPress Playground's (WebAssembly)");
  expect(await rest.get('devskyy/v1/connection')).toMatchObject({ status: 'connected' });
  const { headers } = await rest.send('GET', 'devskyy/v1/catalogue?per_page=100');
  expect(Number(headers.get('x-wp-total'))).toBeGreaterThanOrEqual(24);
});

test('on the portable stack a run makes proposals, approving changes the piece, and undo restores it to the byte', async () => {
  const ids = (await rest.get<Piece[]>('devskyy/v1/catalogue?per_page=4')).map(({ id }) => id);
  const started = await rest.send('POST', 'devskyy/v1/agents/product-copy/runs', { targets: ids, options: { mode: 'improve' } });
  expect(started.status).toBe(202);
  const { id } = started.json as { id: string };
  await until(
    () => rest.get<{ status: string }>(`devskyy/v1/runs/${id}`),
    ({ status }) => status === 'completed',
    120,
  );
  const [proposal] = await rest.get<Proposal[]>(`devskyy/v1/proposals?status=pending&run=${id}`);
  const before = await piece(proposal!.target.id);
  expect((await rest.send('POST', `devskyy/v1/proposals/${proposal!.id}/approve`, {})).json).toMatchObject({ status: 'applied' });
  expect(withoutModified(await piece(proposal!.target.id))).not.toEqual(withoutModified(before));
  expect((await rest.send('POST', `devskyy/v1/proposals/${proposal!.id}/undo`, {})).json).toMatchObject({ status: 'undone' });
  expect(withoutModified(await piece(proposal!.target.id))).toEqual(withoutModified(before));
});

test('the screens work on the portable stack', async () => {
  const { page, browser, faults } = await signIn(product.ready);
  for (const screen of ['devskyy', 'devskyy-proposals']) {
    await openScreen(page, product.ready, screen);
    await shoot(page, `portable-${screen}`);
  }
  await page.goto(product.ready.site);
  expect(await page.locator('img').count()).toBeGreaterThanOrEqual(8);
  await browser.close();
  expect(faults).toEqual([]);
});

test('nothing of the portable stack listens beyond this machine', async () => {
  const outside = Object.values(os.networkInterfaces())
    .flat()
    .find((address) => address && !address.internal && address.family === 'IPv4');
  const reached = (host: string): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = net.connect(Number(new URL(product.ready.site).port), host);
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
  expect(await reached('127.0.0.1')).toBe(true);
  if (outside) expect(await reached(outside.address)).toBe(false);
});

test('a second start finds its shop again, without being told the stack', async () => {
  const { data } = product;
  expect((await product.stop()).code).toBe(0);
  product = await startProduct({ data, environment: { DEVSKYY_WOOCOMMERCE: 'none' } });
  rest = new Rest(product.ready);
  expect(product.ready.database).toMatch(/^SQLite 3\./);
  expect(await rest.get('devskyy/v1/connection')).toMatchObject({ status: 'connected' });
});
