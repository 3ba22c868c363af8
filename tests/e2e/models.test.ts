import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { bag } from '../fakes/glb.ts';
import { blockOf, cameraTarget, editFirstBlock, firstBlock, openBrowser, shoot, type Model } from './models-kit.ts';
import { axe, openScreen, Rest, shots, signIn, startProduct, until, type Product, type Visitor } from './product.ts';
import { signInRightToLeft } from './rtl.ts';
import { screen, walk } from './walk.ts';

let product: Product;
let rest: Rest;
let owner: Visitor;
let browser: Browser;
let files: string;
let model: Model;
let outfit: Model;
let piece: number;

beforeAll(async () => {
  mkdirSync(path.join(shots, 'models'), { recursive: true });
  files = mkdtempSync(path.join(os.tmpdir(), 'devskyy-models-'));
  product = await startProduct({ environment: { DEVSKYY_WOOCOMMERCE: 'none' } });
  rest = new Rest(product.ready);
  owner = await signIn(product.ready);
  browser = await openBrowser(true);
  const [first] = await rest.get<{ id: number }[]>('devskyy/v1/catalogue?per_page=1');
  piece = first!.id;
}, 300_000);

afterAll(async () => {
  for (const one of [browser, owner?.browser]) await one?.close();
  await product?.stop();
  product?.remove();
  rmSync(files, { recursive: true, force: true });
}, 60_000);

/** A page with blocks; its address. */
async function publish(title: string, content: string): Promise<string> {
  const { status, json } = await rest.send('POST', 'wp/v2/pages', { title, status: 'publish', content });
  expect([status, json]).toEqual([201, expect.anything()]);
  return (json as { link: string }).link;
}

const visit = async (url: string, wish: { phone?: boolean; calm?: boolean; scripts?: boolean } = {}): Promise<Page> => {
  const context = await browser.newContext({
    viewport: wish.phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    reducedMotion: wish.calm ? 'reduce' : 'no-preference',
    javaScriptEnabled: wish.scripts ?? true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  return page;
};

/** The model of a title, once it is there. */
const named = (title: string): Promise<Model> =>
  until(
    async () => (await rest.get<{ models: Model[] }>('devskyy/v1/models')).models.find((one) => one.title === title) ?? null,
    (found) => found !== null,
    120,
  ) as Promise<Model>;

const settled = (id: string): Promise<Model> =>
  until(
    () => rest.get<Model>(`devskyy/v1/models/${id}`),
    ({ status }) => !['sending', 'queued', 'processing', 'publishing'].includes(status),
    240,
  );

test('files that are uploaded in the screen are made small, published and shown there, and a refused one says why', async () => {
  const { page } = owner;
  writeFileSync(path.join(files, 'evening-bag.glb'), await bag());
  writeFileSync(path.join(files, 'walker.glb'), await bag(['idle', 'walking']));
  writeFileSync(path.join(files, 'broken.glb'), 'glTF and nothing more');
  await openScreen(page, product.ready, 'devskyy-models');
  await page.setInputFiles(
    'input[type=file]',
    ['evening-bag.glb', 'walker.glb', 'broken.glb'].map((name) => path.join(files, name)),
  );
  model = await settled((await named('evening bag')).id);
  expect([model.status, model.problem]).toEqual(['published', null]);
  expect(model.files.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['viewer', 'usdz', 'ar', 'poster']));
  outfit = await settled((await named('walker')).id);
  await page.getByText('broken.glb was not uploaded.').first().waitFor();
  await page.goto(`${product.ready.site}/wp-admin/admin.php?page=devskyy-models&model=${model.id}`);
  await page.getByText('Published', { exact: true }).first().waitFor();
  await page.getByRole('link', { name: 'viewer.glb' }).waitFor();
  await shoot(page, 'screen-detail');
  expect(await axe(page)).toEqual([]);
  expect(owner.faults).toEqual([]);
}, 600_000);

test('the screen holds at both widths, in both directions, without a violation', async () => {
  const rightToLeft = await signInRightToLeft(product);
  try {
    const eyes = [
      { visitor: owner, direction: 'ltr' as const },
      { visitor: rightToLeft, direction: 'rtl' as const },
    ];
    const found = await walk(product, eyes, [
      screen('models', 'devskyy-models', { ready: '.devskyy-list tbody tr' }),
      screen('models-detail', `devskyy-models&model=${model.id}`, { ready: '.devskyy-model .devskyy-table' }),
      screen('models-dress', 'devskyy-models', {
        act: (page) => page.locator('.devskyy-card__header button').first().click(),
        ready: '.devskyy-dress-modal .devskyy-modal-text, .devskyy-dress-modal form',
        root: '.devskyy-dress-modal',
      }),
    ]);
    expect(found).toEqual([]);
    expect([...owner.faults, ...rightToLeft.faults]).toEqual([]);
  } finally {
    await rightToLeft.browser.close();
  }
}, 180_000);

test('a page has a picture first, loads the viewer when it is asked for, and every control is a real button', async () => {
  const hotspot = { position: '0 0.1 0', normal: '0 1 0', label: 'Clasp', text: 'Solid brass', product: piece };
  const url = await publish('In 3D', blockOf('model-viewer', { model: model.id, hotspots: [hotspot], dimensions: true }));
  const page = await visit(url);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const figure = page.locator('[data-devskyy-viewer]');
  const place = (): Promise<number[]> =>
    figure.locator('.devskyy-viewer__stage').evaluate((one) => {
      const box = one.getBoundingClientRect();
      return [box.top + window.scrollY, box.width, box.height];
    });
  const stage = await place();
  await figure.getByText('30 × 20 × 10 cm', { exact: false }).waitFor();
  expect(asked.filter((name) => /model-viewer|\.glb/.test(name))).toEqual([]);
  await shoot(page, 'block-poster');
  const poster = figure.locator('.devskyy-viewer__poster');
  const before = await poster.getAttribute('src');
  await figure.locator('label', { hasText: 'Midnight' }).click();
  expect(await poster.getAttribute('src')).not.toBe(before);
  await page.getByRole('button', { name: 'View in 3D' }).press('Enter');
  await page.locator('[data-state=live]').waitFor();
  expect(asked.some((name) => name.endsWith('.glb'))).toBe(true);
  const viewer = figure.locator('model-viewer');
  // Nothing moved, and the model stands where its picture did.
  expect([await place(), await viewer.boundingBox()]).toEqual([stage, await poster.boundingBox()]);
  const orbit = (): Promise<string> => viewer.evaluate((one) => (one as unknown as { cameraOrbit: string }).cameraOrbit);
  expect(await viewer.getAttribute('variant-name')).toBe('Midnight');
  await figure.locator('label', { hasText: 'Sand' }).click();
  expect(await viewer.evaluate((one) => (one as unknown as { variantName: string }).variantName)).toBe('Sand');
  await page.getByRole('button', { name: 'Back', exact: true }).press('Enter');
  expect(await orbit()).toContain('180deg');
  const turned = await orbit();
  await page.getByRole('button', { name: 'Turn left' }).press('Enter');
  expect(await orbit()).not.toBe(turned);
  for (const name of ['Turn right', 'Tilt up', 'Tilt down', 'Zoom in', 'Zoom out', 'Reset the view', 'Front', 'Side', 'Top'])
    await page.getByRole('button', { name, exact: true }).waitFor();
  await page.getByRole('button', { name: 'Clasp' }).press('Enter');
  await figure.getByText('Solid brass').waitFor({ state: 'visible' });
  expect(await figure.locator('.devskyy-card a').getAttribute('href')).toContain('/');
  await shoot(page, 'block-live');
  expect(await axe(page, '[data-devskyy-viewer]')).toEqual([]);
  await page.keyboard.press('Escape');
  await figure.getByText('Solid brass').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Back to the picture' }).press('Enter');
  expect(await figure.locator('model-viewer').count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('View in 3D');
  await page.context().close();
}, 240_000);

test('the viewer lives under the strict policy that the operator guide names', async () => {
  const url = await publish('Strict', blockOf('model-viewer', { model: model.id }));
  const page = await (await browser.newContext()).newPage();
  const refused: string[] = [];
  page.on('console', (message) => {
    // Inline scripts are WordPress' own; ours are none.
    if (/Content Security Policy/.test(message.text()) && !/inline/.test(message.text())) refused.push(message.text());
  });
  const policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self' blob:; img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'; font-src 'self' data:";
  await page.route(url, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, headers: { ...answer.headers(), 'content-security-policy': policy } });
  });
  await page.goto(url);
  await page.getByRole('button', { name: 'View in 3D' }).click();
  await page.locator('[data-state=live]').waitFor({ timeout: 60_000 });
  expect(refused).toEqual([]);
  await page.context().close();
}, 120_000);

test('on a phone one viewer is live at a time, and the earlier one is a picture again', async () => {
  const one = blockOf('model-viewer', { model: model.id });
  const page = await visit(await publish('Two', `${one}\n\n${one}`), { phone: true, calm: true });
  for (const index of [0, 1]) {
    await page.locator('.devskyy-viewer__open').nth(index).click();
    await page.locator('[data-devskyy-viewer]').nth(index).locator('model-viewer').waitFor();
    expect(await page.locator('model-viewer').count()).toBe(1);
  }
  await page.locator('[data-state=live]').waitFor();
  await shoot(page, 'block-phone');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.context().close();
}, 120_000);

test('without WebGL the pictures stay and a sentence says so; without scripts picture, places and a link remain', async () => {
  const hotspot = { position: '0 0.1 0', normal: '0 1 0', label: 'Clasp', text: 'Solid brass', product: 0 };
  const url = await publish('Still', blockOf('model-viewer', { model: model.id, hotspots: [hotspot] }));
  const plain = await openBrowser(false);
  try {
    const page = await (await plain.newContext()).newPage();
    await page.goto(url);
    await page.getByRole('button', { name: 'View in 3D' }).click();
    await page.getByText('This browser cannot show 3D models, so the pictures stay.').waitFor();
    await page.getByText('Solid brass').waitFor({ state: 'visible' });
    expect(await page.locator('.devskyy-viewer__poster').evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
    await page.locator('label', { hasText: 'Midnight' }).click();
    expect(await page.locator('model-viewer').count()).toBe(0);
    await shoot(page, 'block-without-webgl');
  } finally {
    await plain.close();
  }
  const page = await visit(url, { scripts: false });
  await page.locator('.devskyy-viewer__plain a[download]').waitFor();
  expect(await page.locator('.devskyy-viewer__open').isVisible()).toBe(false);
  expect(await page.getByText('Solid brass').isVisible()).toBe(true);
  await shoot(page, 'block-without-scripts');
  await page.context().close();
}, 120_000);

test('a product shows its model on its page without a word of anyone', async () => {
  const { status } = await rest.send('PUT', `devskyy/v1/models/${model.id}`, { products: [{ id: piece, variant: 'Midnight' }] });
  expect(status).toBe(200);
  const { url } = await rest.get<{ url: string }>(`devskyy/v1/catalogue/${piece}`);
  const page = await visit(url);
  await page.locator('.devskyy-viewer--product').waitFor();
  expect(await page.locator('.devskyy-viewer--product input:checked').getAttribute('value')).toBe('Midnight');
  await shoot(page, 'product');
  expect(await axe(page, '.devskyy-viewer--product')).toEqual([]);
  await page.context().close();
}, 120_000);

test('the try-on changes the outfit and the motion, and stands still for who asked for less motion', async () => {
  const outfits = [
    { model: outfit.id, label: 'Coat', product: piece },
    { model: model.id, label: 'Bag', product: 0 },
  ];
  const page = await visit(await publish('Try on', blockOf('avatar-try-on', { outfits })), { calm: true });
  await page.getByRole('button', { name: 'View in 3D' }).click();
  await page.locator('[data-state=live]').waitFor();
  const viewer = page.locator('model-viewer');
  const paused = (): Promise<boolean> => viewer.evaluate((one) => (one as unknown as { paused: boolean }).paused);
  await page.getByRole('button', { name: 'Walking' }).click();
  expect(await viewer.evaluate((one) => (one as unknown as { animationName: string }).animationName)).toBe('walking');
  expect(await paused()).toBe(true);
  await page.getByRole('button', { name: 'Play the motion' }).click();
  expect(await paused()).toBe(false);
  await page.getByRole('button', { name: 'Pause the motion' }).click();
  expect(await paused()).toBe(true);
  await shoot(page, 'try-on');
  await page.locator('label', { hasText: 'Bag' }).click();
  await page.locator('.devskyy-card:visible', { hasText: 'Bag' }).waitFor();
  expect(await page.locator('.devskyy-card[data-outfit="0"]').isVisible()).toBe(false);
  expect(await axe(page, '[data-devskyy-viewer]')).toEqual([]);
  await page.context().close();
}, 120_000);

test('a look opens the product of a place at its present price, and lists them all without scripts', async () => {
  const [media] = await rest.get<{ id: number }[]>('wp/v2/media?per_page=1&media_type=image');
  const spots = [
    { x: 30, y: 40, label: '', text: 'As worn', product: piece },
    { x: 70, y: 80, label: 'Belt', text: 'Calf leather', product: 0 },
  ];
  const url = await publish('Look', blockOf('lookbook', { image: media!.id, hotspots: spots }));
  const page = await visit(url);
  const dots = page.locator('.devskyy-look__dot');
  await dots.first().press('Enter');
  await page.getByText('As worn').waitFor({ state: 'visible' });
  await shoot(page, 'look');
  expect(await axe(page, '.devskyy-look')).toEqual([]);
  await dots.nth(1).click();
  await page.getByText('As worn').waitFor({ state: 'hidden' });
  await page.keyboard.press('Escape');
  await page.getByText('Calf leather').waitFor({ state: 'hidden' });
  await page.context().close();
  const plain = await visit(url, { scripts: false });
  expect(await plain.getByText('As worn').isVisible()).toBe(true);
  expect(await plain.getByText('Calf leather').isVisible()).toBe(true);
  await plain.context().close();
}, 120_000);

test('in the editor a place is set on the live model by a click, and the view is taken as the first one', async () => {
  const made = await rest.send('POST', 'wp/v2/pages', {
    title: 'Edit',
    status: 'draft',
    content: blockOf('model-viewer', { model: model.id }),
  });
  const { id } = made.json as { id: number };
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, storageState: await owner.context.storageState() });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await editFirstBlock(page, product.ready, id);
  const canvas = page.frameLocator('iframe[name="editor-canvas"]');
  await canvas.getByRole('button', { name: 'Place a hotspot' }).click();
  const before = await cameraTarget(canvas);
  const box = (await canvas.locator('model-viewer').boundingBox())!;
  await page.mouse.click(box.x + box.width * 0.45, box.y + box.height * 0.55);
  await page.waitForFunction(() => document.activeElement?.closest('fieldset')?.querySelector('legend')?.textContent === 'Hotspot 1');
  expect(await cameraTarget(canvas)).toBe(before);
  await page.keyboard.type('Clasp');
  await page.getByRole('button', { name: 'Camera', exact: true }).click();
  await page.getByRole('button', { name: 'Take this view' }).click();
  const attributes = await firstBlock(page);
  const vector: unknown = expect.stringMatching(/^\S+ \S+ \S+$/);
  expect(attributes['hotspots']).toEqual([{ label: 'Clasp', text: '', product: 0, position: vector, normal: vector }]);
  expect(attributes['orbit']).toMatch(/rad .*m$/);
  await page.screenshot({ path: path.join(shots, 'models', 'editor.png') });
  await context.close();
}, 180_000);
