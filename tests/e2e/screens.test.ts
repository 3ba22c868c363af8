import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startWire, type Wire, type WireRequest } from '../fakes/wire.ts';
import { content as draftContent } from './editor-kit.ts';
import { Rest, servicePid, signIn, startProduct, until, type Product } from './product.ts';
import { copySite, signInRightToLeft } from './rtl.ts';
import { screen, walk, type Eye, type Stop } from './walk.ts';

const content = [
  '<!-- wp:paragraph -->\n<p>We dye our wool with madder root and woad in copper vats.</p>\n<!-- /wp:paragraph -->',
  '<!-- wp:list -->\n<ul class="wp-block-list"><!-- wp:list-item -->\n<li>Wash cold</li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->',
].join('\n\n');

/** A model that betters the words of the list, and the order of the paragraph. */
const better = ({ prompt }: WireRequest): unknown => {
  const data = JSON.parse(/<post_data>\n([\s\S]*)\n<\/post_data>/.exec(prompt)?.[1] ?? '{}') as { text?: { n: number; text: string }[] };
  const passages = (data.text ?? []).flatMap(({ n, text }) => {
    if (text.startsWith('Wash')) return [{ n, text: 'Wash it cold.' }];
    return text.startsWith('We dye') ? [{ n, text: 'In copper vats we dye our wool with madder root and woad.' }] : [];
  });
  return { title: null, excerpt: null, seo_title: null, seo_description: null, passages, rationale: 'Clearer order.' };
};

const products = [
  'Type,SKU,Name,Published,Regular price,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 1 global,Tax class',
  'simple,IMP-1,Imported coat,1,129.90,,,,,reduced-rate',
  'variable,IMP-2,Imported shirt,1,,,Size,"S, M",0,',
  'simple,IMP-3,Broken,1,ten,,,,,',
].join('\n');
const orders = ['Order ID,Date,SKU,Quantity,Price', 'A-1,2026-10-01,NONE-1,2,49.00', 'A-2,2026-10-02,NONE-2,x,59.00'].join('\n');

let files: string;
let wire: Wire;
let product: Product;
let rest: Rest;
let eyes: Eye[];
let post: number;

const csv = (name: string, text: string): string => {
  const file = path.join(files, name);
  writeFileSync(file, text);
  return file;
};
const choose =
  (file: string, then: string) =>
  async (page: Page): Promise<void> => {
    await page.setInputFiles('input[type=file]', file);
    await page.locator(then).first().waitFor();
  };
const press =
  (...selectors: string[]) =>
  async (page: Page): Promise<void> => {
    for (const selector of selectors) await page.locator(selector).first().click();
  };

beforeAll(async () => {
  files = mkdtempSync(path.join(os.tmpdir(), 'devskyy-screens-'));
  wire = await startWire({ answer: better });
  product = await startProduct({ environment: { DEVSKYY_WOOCOMMERCE: 'none', ALLOWED_MODEL_ORIGINS: wire.url } });
  rest = new Rest(product.ready);
  eyes = [
    { visitor: await signIn(product.ready), direction: 'ltr' },
    { visitor: await signInRightToLeft(product), direction: 'rtl' },
  ];
}, 300_000);

afterAll(async () => {
  for (const { visitor } of eyes ?? []) await visitor.browser.close();
  await product?.stop();
  product?.remove();
  await wire?.close();
  rmSync(files, { recursive: true, force: true });
}, 60_000);

const all = (...stops: Stop[]): Promise<string[]> => walk(product, eyes, stops);

/** Starts a run and waits for its end. */
async function run(agent: string, body: object): Promise<string> {
  const { status, json } = await rest.send('POST', `devskyy/v1/agents/${agent}/runs`, body);
  expect([status, json]).toEqual([202, expect.anything()]);
  const { id } = json as { id: string };
  const done = await until(
    () => rest.get<{ status: string }>(`devskyy/v1/runs/${id}`),
    (state) => !['queued', 'running'].includes(state.status),
    120,
  );
  expect(done.status).toBe('completed');
  return id;
}

const proposal = async (query: string): Promise<{ id: string; target: { id: number } }> => {
  const [first] = await rest.get<{ id: string; target: { id: number } }[]>(`devskyy/v1/proposals?${query}`);
  return first!;
};

test('every screen without data holds at both widths, in both directions, without a violation', async () => {
  const found = await all(
    screen('dashboard-empty', 'devskyy'),
    screen('agents-empty', 'devskyy-agents'),
    screen('proposals-empty', 'devskyy-proposals', { ready: '.devskyy-list .devskyy-empty' }),
    screen('catalogue-products', 'devskyy-catalogue'),
    screen('catalogue-products-preview', 'devskyy-catalogue', { act: choose(csv('products.csv', products), '.devskyy-import__columns') }),
    screen('catalogue-orders', 'devskyy-catalogue&panel=orders'),
    screen('catalogue-orders-reading', 'devskyy-catalogue&panel=orders', {
      act: choose(csv('orders.csv', orders), '.devskyy-orders__grid'),
    }),
    screen('catalogue-move', 'devskyy-catalogue&panel=move', { ready: '.devskyy-move' }),
    screen('models-empty', 'devskyy-models', { ready: '.devskyy-list table, .devskyy-list .devskyy-empty' }),
    screen('settings', 'devskyy-settings', { ready: '.devskyy-provider' }),
    screen('settings-key-form', 'devskyy-settings', { act: press('.devskyy-provider .devskyy-actions button') }),
  );
  expect(found).toEqual([]);
}, 240_000);

test('every screen with data holds at both widths, in both directions, without a violation', async () => {
  const copy = await run('product-copy', { targets: 'all', options: { mode: 'improve' } });
  const check = await run('catalogue-check', { targets: 'all' });
  const made = await rest.send('POST', 'wp/v2/posts', { title: 'A day in our dye house', status: 'publish', content });
  post = (made.json as { id: number }).id;
  await rest.send('PUT', 'devskyy/v1/settings', {
    daily_cap: { amount: 2, currency: 'USD' },
    providers: { compatible: { key: 'sk-test-abcdefwxyz', base_url: `${wire.url}/v1` } },
    models: { product_copy: { provider: 'compatible', model: 'house-model' } },
  });
  await run('content-copy', { targets: [post], options: { mode: 'improve', fields: ['content'] } });
  const [text, blocks] = [await proposal(`run=${copy}`), await proposal('kind=post')];
  const applied = (await rest.get<{ id: string }[]>(`devskyy/v1/proposals?run=${copy}&per_page=5`)).at(-1)!;
  expect((await rest.send('POST', `devskyy/v1/proposals/${applied.id}/approve`, {})).status).toBe(200);
  const detail = { ready: '.devskyy-detail ins', root: '.devskyy-detail-modal' };
  const found = await all(
    screen('dashboard', 'devskyy'),
    screen('agents', 'devskyy-agents'),
    screen('agents-products-form', 'devskyy-agents&agent=product-copy'),
    screen('agents-posts-form', `devskyy-agents&agent=content-copy&targets=${post}`),
    screen('agents-report', `devskyy-agents&run=${copy}`),
    screen('agents-check-report', `devskyy-agents&run=${check}`),
    screen('proposals', 'devskyy-proposals', { ready: '.devskyy-list tbody tr' }),
    screen('proposals-all-bulk', 'devskyy-proposals', {
      act: press('.devskyy-list__top button[aria-haspopup]', '.components-dropdown-menu__menu [role="menuitem"]'),
      ready: '.components-modal__frame .devskyy-modal-text',
      root: '.components-modal__frame',
    }),
    screen('proposal', `devskyy-proposals&proposal=${text.id}`, detail),
    screen('proposal-blocks', `devskyy-proposals&proposal=${blocks.id}`, { ...detail, ready: '.devskyy-blocks ins' }),
    screen('proposal-applied', `devskyy-proposals&proposal=${applied.id}`, detail),
    screen('settings-with-key', 'devskyy-settings', { ready: '.devskyy-provider' }),
  );
  expect(found).toEqual([]);
}, 400_000);

test('a list gives up its columns when the window becomes narrow, and has them again when it is wide', async () => {
  const { page } = eyes[0]!.visitor;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${product.ready.site}/wp-admin/admin.php?page=devskyy-proposals`);
  await page.locator('.devskyy-list tbody tr').first().waitFor();
  const columns = page.locator('.devskyy-list thead th');
  const wide = await columns.count();
  const shown = (width: number, fits: (count: number) => boolean): Promise<number> =>
    page.setViewportSize({ width, height: 900 }).then(() => until(() => columns.count(), fits));
  await shown(390, (count) => count === wide - 4);
  await shown(1440, (count) => count === wide);
}, 60_000);

test('our parts of the editor and of the list of posts hold at both widths, in both directions, without a violation', async () => {
  const waiting = await rest.get<{ target: { id: number } }[]>('devskyy/v1/proposals?status=pending&kind=product');
  // Each has posts of its own: the editor locks a post that another person edits.
  const found = await Promise.all(
    eyes.map(async (eye, place) => {
      const draft = await rest.send('POST', 'wp/v2/posts', { title: 'Summer linen', status: 'draft', content: draftContent });
      return walk(product, [eye], parts(waiting[place]!.target.id, (draft.json as { id: number }).id));
    }),
  );
  expect(found.flat()).toEqual([]);
}, 240_000);

test('in a right-to-left screen the texts of the shop keep the direction of their own language', async () => {
  const { page } = eyes[1]!.visitor;
  const { id } = await proposal('status=pending&kind=product');
  await page.goto(`${product.ready.site}/wp-admin/admin.php?page=devskyy-proposals&proposal=${id}`);
  await page.locator('.devskyy-detail ins').first().waitFor();
  const directions = await page
    .locator('.devskyy-detail .devskyy-diff')
    .evaluateAll((all) => all.map((one) => getComputedStyle(one).direction));
  expect(new Set(directions)).toEqual(new Set(['ltr']));
});

/** Where our parts are on pages of WordPress itself. */
const parts = (piece: number, draft: number): Stop[] => [
  {
    name: 'product-panel',
    at: `post.php?post=${piece}&action=edit`,
    act: openPanel,
    anew: true,
    ready: '#devskyy-product-panel ins',
    root: '#devskyy-product-panel',
  },
  {
    name: 'posts-list',
    at: 'edit.php',
    act: (page) => page.locator(`#post-${post}`).hover(),
    anew: true,
    ready: `#post-${post} .row-actions`,
    root: `#post-${post} .row-actions`,
  },
  {
    name: 'editor-text',
    at: `post.php?post=${draft}&action=edit`,
    act: openText,
    ready: '.devskyy-text__popover .devskyy-text',
    root: '.devskyy-text__popover',
  },
];

interface Editor {
  wp: { data: { dispatch(store: string): Record<string, (...args: unknown[]) => unknown> } };
}

/** The editor without the guide that greets newcomers, and with its sidebar, which small screens keep closed. */
const prepareEditor = (page: Page, sidebar: boolean): Promise<void> =>
  page.evaluate((open) => {
    const { dispatch } = (window as unknown as Editor).wp.data;
    dispatch('core/preferences')['set']!('core/edit-post', 'welcomeGuide', false);
    if (open) dispatch('core/interface')['enableComplementaryArea']!('core', 'edit-post/document');
  }, sidebar);

/** Opens the sidebar of the editor, where our panel of a product is. */
async function openPanel(page: Page): Promise<void> {
  const change = page.locator('#devskyy-product-panel ins').first();
  await change.waitFor({ state: 'attached' });
  await prepareEditor(page, true);
  await change.scrollIntoViewIfNeeded();
}

/** A text of ours as the page says it. */
const said = (page: Page, text: string): Promise<string> =>
  page.evaluate(
    (words) => (window as unknown as { wp: { i18n: { __(text: string, domain: string): string } } }).wp.i18n.__(words, 'devskyy'),
    text,
  );

/** Shortens the draft's paragraph by our menu in its toolbar. */
async function openText(page: Page): Promise<void> {
  const canvas = page.frameLocator('iframe[name="editor-canvas"]');
  await canvas.locator('.wp-block-devskyy-ai-text').waitFor();
  await prepareEditor(page, false);
  await canvas.locator('[data-type="core/paragraph"]').first().click();
  await page.getByRole('button', { name: await said(page, 'Edit with DevSkyy') }).click();
  await page.getByRole('menuitem', { name: await said(page, 'Shorten') }).click();
  await page.locator('.devskyy-text__popover .is-primary').waitFor();
}

test('the screens of a bulk action that runs, and of one that is done', async () => {
  const ids = (await rest.get<{ id: string }[]>('devskyy/v1/proposals?status=pending&per_page=10')).map(({ id }) => id);
  const { json } = await rest.send('POST', 'devskyy/v1/proposals/bulk', { action: 'approve', ids });
  const { id } = json as { id: string };
  for (const { visitor } of eyes)
    await visitor.page.evaluate((bulk) => sessionStorage.setItem('devskyy-bulk', JSON.stringify({ id: bulk, action: 'approve' })), id);
  const found = await all(screen('proposals-bulk', 'devskyy-proposals', { ready: '.devskyy-bulk, .devskyy-list tbody tr' }));
  expect(found).toEqual([]);
  await until(
    () => rest.get<{ status: string }>(`devskyy/v1/proposals/bulk/${id}`),
    ({ status }) => status === 'completed',
  );
}, 120_000);

test('while the service is down every screen says so, and holds', async () => {
  const pid = servicePid(product.ready);
  process.kill(pid, 'SIGSTOP');
  try {
    const line = { ready: '.devskyy-line--warning' };
    const found = await all(
      screen('dashboard-down', 'devskyy', line),
      screen('agents-down', 'devskyy-agents', line),
      screen('proposals-down', 'devskyy-proposals', line),
      screen('models-down', 'devskyy-models', line),
      screen('settings-down', 'devskyy-settings', { ready: '.devskyy-provider' }),
    );
    expect(found).toEqual([]);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await until(
    () => rest.get<{ status: string }>('devskyy/v1/connection'),
    ({ status }) => status === 'connected',
  );
}, 240_000);

test('clocks that differ, a copied site and one without a connection say so, and hold', async () => {
  const now = Date.now();
  const clocks = { skew_seconds: -600, site: new Date(now - 600_000).toISOString(), service: new Date(now).toISOString() };
  for (const { visitor } of eyes)
    await visitor.page.route(/devskyy(\/|%2F)v1(\/|%2F)connection(\b|$)/, async (route) => {
      const answer = await route.fetch();
      const json = { ...((await answer.json()) as object), status: 'refused', reason: 'clock', clock: clocks };
      await route.fulfill({ response: answer, json: { ...json, message: 'The clocks do not agree.', next_step: 'Set the clock right.' } });
    });
  const off = await all(screen('settings-clocks', 'devskyy-settings', { ready: '.devskyy-line--warning' }));
  for (const { visitor } of eyes) await visitor.page.unrouteAll({ behavior: 'wait' });
  copySite(product);
  const copied = await all(
    screen('dashboard-copied', 'devskyy', { ready: '.devskyy-line--warning' }),
    screen('settings-copied', 'devskyy-settings', { ready: '.devskyy-terms' }),
  );
  expect((await rest.send('DELETE', 'devskyy/v1/connection')).status).toBe(200);
  const unpaired = await all(screen('dashboard-unpaired', 'devskyy'), screen('settings-unpaired', 'devskyy-settings'));
  expect([...off, ...copied, ...unpaired]).toEqual([]);
}, 240_000);

test('nothing failed in the pages on the way', () => {
  expect(eyes.flatMap(({ visitor }) => visitor.faults)).toEqual([]);
});
