import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { woocommerceAtHand } from '../tools/woocommerce.ts';
import { openScreen, Rest, shoot, signIn, startProduct, until, type Product, type Visitor } from './product.ts';

interface Piece {
  id: number;
  type: string;
  description: string;
  [key: string]: unknown;
}
interface Proposal {
  id: string;
  status: string;
  target: { id: number; url: string };
  changes: { field: string; before: unknown; after: unknown }[];
}

const withShop = woocommerceAtHand() ? test : test.skip;
let product: Product;
let visitor: Visitor;
let rest: Rest;
let written: Proposal[];
let logged: number;

const debugLog = (): string[] => {
  try {
    return readFileSync(path.join(product.data, 'home/wordpress/wp-content/debug.log'), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

beforeAll(async () => {
  if (!woocommerceAtHand()) return;
  product = await startProduct();
  rest = new Rest(product.ready);
  visitor = await signIn(product.ready);
  logged = debugLog().length;
}, 300_000);

afterAll(async () => {
  await visitor?.browser.close();
  await product?.stop();
  product?.remove();
}, 60_000);

const stable = (piece: Piece): object => Object.fromEntries(Object.entries(piece).filter(([key]) => !key.startsWith('modified')));

withShop('the sample shop runs on WooCommerce, with simple and variable products (needs WooCommerce)', async () => {
  expect(product.ready.catalogue).toBe('woocommerce');
  const pieces = await rest.get<Piece[]>('devskyy/v1/catalogue?per_page=100');
  expect(pieces.length).toBeGreaterThanOrEqual(24);
  expect(new Set(pieces.map(({ type }) => type))).toEqual(new Set(['simple', 'variable']));
});

withShop('a run on the WooCommerce shop proposes for simple and variable products (needs WooCommerce)', async () => {
  const { status, json } = await rest.send('POST', 'devskyy/v1/agents/product-copy/runs', { targets: 'all', options: { mode: 'improve' } });
  expect(status).toBe(202);
  await until(
    () => rest.get<{ status: string }>(`devskyy/v1/runs/${(json as { id: string }).id}`),
    (run) => run.status === 'completed',
    120,
  );
  written = await rest.get<Proposal[]>('devskyy/v1/proposals?status=pending&per_page=100');
  expect(written.length).toBeGreaterThanOrEqual(20);
});

withShop('WooCommerce products are changed on approval, shown in the shop, and the same after undo (needs WooCommerce)', async () => {
  for (const type of ['simple', 'variable']) {
    const pieces = await rest.get<Piece[]>('devskyy/v1/catalogue?per_page=100');
    const ofType = new Set(pieces.filter((piece) => piece.type === type).map(({ id }) => id));
    const proposal = written.find(({ target, changes }) => ofType.has(target.id) && changes.some(({ field }) => field === 'description'))!;
    const before = pieces.find(({ id }) => id === proposal.target.id)!;
    expect((await rest.send('POST', `devskyy/v1/proposals/${proposal.id}/approve`, {})).status).toBe(200);
    const after = await rest.get<Piece>(`devskyy/v1/catalogue/${proposal.target.id}`);
    expect(after.description).not.toBe(before.description);
    const shop = await fetch(proposal.target.url);
    expect(shop.status).toBe(200);
    const sentence = after.description
      .replace(/<[^>]+>/g, '\n')
      .split('\n')
      .find((part) => part.trim().length > 20 && !/[&'’"–×]/.test(part))!;
    expect(await shop.text()).toContain(sentence.trim());
    await visitor.page.goto(proposal.target.url);
    // WooCommerce's gallery fades in once its script has run.
    await visitor.page.waitForFunction(() => getComputedStyle(document.querySelector('.woocommerce-product-gallery')!).opacity === '1');
    await shoot(visitor.page, `woocommerce-${type}`);
    expect((await rest.send('POST', `devskyy/v1/proposals/${proposal.id}/undo`, {})).status).toBe(200);
    expect(stable(await rest.get<Piece>(`devskyy/v1/catalogue/${proposal.target.id}`))).toEqual(stable(before));
  }
});

withShop('the list of WooCommerce products leads to a run, and the edit screen shows what is pending (needs WooCommerce)', async () => {
  const { page } = visitor;
  await page.goto(`${product.ready.site}/wp-admin/edit.php?post_type=product`);
  const row = page.locator('#the-list tr').first();
  await row.hover();
  await row.getByRole('link', { name: /DevSkyy/ }).click();
  await page.locator('#devskyy-app h1').waitFor();
  await page.getByRole('button', { name: 'Start run' }).waitFor();
  const pending = (await rest.get<Proposal[]>('devskyy/v1/proposals?status=pending'))[0]!;
  await page.goto(`${product.ready.site}/wp-admin/post.php?post=${pending.target.id}&action=edit`);
  await page.locator('#devskyy-product-panel ins').first().waitFor();
  await shoot(page, 'woocommerce-panel');
});

withShop(
  'nothing was logged by PHP and nothing failed in the pages on the way through the WooCommerce shop (needs WooCommerce)',
  async () => {
    await openScreen(visitor.page, product.ready, 'devskyy');
    // Core notes on its own when wordpress.org cannot be reached; that is no fault of the shop.
    const ours = debugLog()
      .slice(Math.max(0, logged - 1))
      .filter((line) => line.trim() !== '' && !line.includes('WordPress.org'));
    expect(ours).toEqual([]);
    expect(visitor.faults).toEqual([]);
  },
);
