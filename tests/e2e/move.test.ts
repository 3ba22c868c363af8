import { cpSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { woocommerceAtHand, woocommerceFolder } from '../tools/woocommerce.ts';
import { axe, openScreen, Rest, shoot, signIn, startProduct, until, type Product, type Visitor } from './product.ts';

interface Piece {
  id: number;
  sku: string;
  title: string;
  url: string;
  description: string;
  price: string | null;
  variations: { sku: string; stock_quantity: number | null }[];
}
interface Proposal {
  id: string;
  status: string;
  fingerprint: string;
  target: { id: number; url: string };
  changes: { field: string; before: unknown; after: unknown }[];
}

// The folder is copied, as a person would upload it: a zip or an address would have to be unpacked first.
const folder = woocommerceAtHand() ? woocommerceFolder() : null;
const withShop = folder ? test : test.skip;
let product: Product;
let visitor: Visitor;
let rest: Rest;
let pieces: Piece[];
let waiting: Proposal[];

const pending = (): Promise<Proposal[]> => rest.get<Proposal[]>('devskyy/v1/proposals?status=pending&per_page=100&orderby=title&order=asc');
const panel = async (): Promise<void> => {
  await openScreen(visitor.page, product.ready, 'devskyy-catalogue&panel=move');
};

beforeAll(async () => {
  if (!folder) return;
  product = await startProduct({ environment: { DEVSKYY_WOOCOMMERCE: 'none' } });
  rest = new Rest(product.ready);
  visitor = await signIn(product.ready);
}, 300_000);

afterAll(async () => {
  await visitor?.browser.close();
  await product?.stop();
  product?.remove();
}, 60_000);

withShop('without WooCommerce the panel says how to get it (needs WooCommerce)', async () => {
  expect(product.ready.catalogue).toBe('built-in');
  await panel();
  await visitor.page.getByText('WooCommerce is needed first').waitFor();
  expect(await axe(visitor.page)).toEqual([]);
  await shoot(visitor.page, 'move-without-woocommerce');
});

withShop('the preview names what will be made and that there is no way back (needs WooCommerce)', async () => {
  const { status, json } = await rest.send('POST', 'devskyy/v1/agents/product-copy/runs', { targets: 'all', options: { mode: 'improve' } });
  expect(status).toBe(202);
  await until(
    () => rest.get<{ status: string }>(`devskyy/v1/runs/${(json as { id: string }).id}`),
    (run) => run.status === 'completed',
    120,
  );
  waiting = await pending();
  expect(waiting.length).toBeGreaterThanOrEqual(20);
  pieces = await rest.get<Piece[]>('devskyy/v1/catalogue?per_page=100');
  expect(pieces).toHaveLength(28);
  cpSync(folder!, path.join(product.data, 'home/wordpress/wp-content/plugins/woocommerce'), { recursive: true });
  expect((await rest.send('POST', 'wp/v2/plugins/woocommerce/woocommerce', { status: 'active' })).status).toBe(200);
  // The first page of wp-admin after that is WooCommerce's own set-up.
  await visitor.page.goto(`${product.ready.site}/wp-admin/`);
  await panel();
  await visitor.page.getByText('What will be moved').waitFor();
  await visitor.page.getByText('There is no way back', { exact: false }).first().waitFor();
  expect(await axe(visitor.page)).toEqual([]);
  for (const width of [1440, 390]) {
    await visitor.page.setViewportSize({ width, height: 900 });
    await shoot(visitor.page, `move-preview-${width}`);
  }
  await visitor.page.setViewportSize({ width: 1440, height: 900 });
});

withShop('all pieces become WooCommerce products under their ids, and the shop switches (needs WooCommerce)', async () => {
  const { page } = visitor;
  const currency = page.getByLabel('WooCommerce takes over the currency', { exact: false });
  if (await currency.isVisible()) await currency.check();
  await page.getByLabel('I have a backup of the database', { exact: false }).check();
  await page.getByRole('button', { name: 'Move to WooCommerce…' }).click();
  await page.getByRole('button', { name: 'Move now' }).click();
  await page.locator('.devskyy-move').getByText('The shop has switched to WooCommerce', { exact: false }).waitFor({ timeout: 120_000 });
  await shoot(page, 'move-done');
  const after = await rest.get<Piece[]>('devskyy/v1/catalogue?per_page=100');
  const facts = (all: Piece[]) =>
    all.map(({ id, sku, title, description, variations }) => [
      id,
      sku,
      title,
      description,
      variations.map((one) => [one.sku, one.stock_quantity]),
    ]);
  expect(facts(after)).toEqual(facts(pieces));
});

withShop('old addresses lead to the new ones (needs WooCommerce)', async () => {
  for (const { id, url } of pieces.slice(0, 3)) {
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(`postid-${id}`);
  }
  const shop = await fetch(`${product.ready.site}/?post_type=devskyy_product`, { redirect: 'manual' });
  expect(shop.status).toBe(301);
});

withShop('pending proposals are pending, and approved they stand on the WooCommerce product page (needs WooCommerce)', async () => {
  expect((await pending()).map(({ id, fingerprint }) => [id, fingerprint])).toEqual(
    waiting.map(({ id, fingerprint }) => [id, fingerprint]),
  );
  const proposal = waiting.find(({ changes }) => changes.some(({ field }) => field === 'description'))!;
  expect((await rest.send('POST', `devskyy/v1/proposals/${proposal.id}/approve`, {})).status).toBe(200);
  const piece = await rest.get<Piece>(`devskyy/v1/catalogue/${proposal.target.id}`);
  const sentence = piece.description
    .replace(/<[^>]+>/g, '\n')
    .split('\n')
    .find((part) => part.trim().length > 20 && !/[&'’"–×]/.test(part))!;
  await visitor.page.goto(piece.url);
  await visitor.page.locator('.woocommerce-product-gallery').first().waitFor();
  expect(await visitor.page.content()).toContain(sentence.trim());
  await shoot(visitor.page, 'move-product-page');
});

withShop('the front page goes on listing the pieces, and nothing failed in the pages on the way (needs WooCommerce)', async () => {
  const front = await (await fetch(product.ready.site)).text();
  expect(front.match(/devskyy-product-price/g)!.length).toBeGreaterThan(5);
  expect(visitor.faults).toEqual([]);
});
