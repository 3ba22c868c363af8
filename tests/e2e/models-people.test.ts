import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bag } from '../fakes/glb.ts';
import { blockOf, editFirstBlock } from './models-kit.ts';
import { openScreen, Rest, signIn, startProduct, until, type Product, type Visitor } from './product.ts';

let product: Product;
let rest: Rest;
let owner: Visitor;

beforeAll(async () => {
  product = await startProduct({ environment: { DEVSKYY_WOOCOMMERCE: 'none' } });
  rest = new Rest(product.ready);
  owner = await signIn(product.ready);
}, 300_000);

afterAll(async () => {
  await owner?.browser.close();
  await product?.stop();
  product?.remove();
}, 60_000);

test('an upload that a reload cut off goes on where it stopped when the same file is chosen again', async () => {
  const { page } = owner;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-upload-'));
  const long = path.join(folder, 'long.glb');
  // More than one piece; what it holds is of no matter here, as it is stopped before it is looked at.
  writeFileSync(long, Buffer.concat([await bag(), Buffer.alloc(3_000_000)]));
  await openScreen(page, product.ready, 'devskyy-models');
  const offsets: string[] = [];
  const piece = /uploads(?:%2F|\/)[0-9a-f-]{36}.*offset=(\d+)/;
  let held = true;
  await page.route(piece, async (route) => {
    const [, offset = ''] = piece.exec(route.request().url()) ?? [];
    offsets.push(offset);
    if (!held || offset === '0') await route.continue();
  });
  await page.setInputFiles('input[type=file]', long);
  await until(
    () => Promise.resolve(offsets.length),
    (count) => count === 2,
  );
  held = false;
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await page.getByText('Not uploaded to the end: long.glb.').waitFor();
  const [, stopped] = offsets.splice(0);
  await page.setInputFiles('input[type=file]', long);
  await until(
    () => Promise.resolve(offsets.length),
    (count) => count > 0,
  );
  expect(offsets[0]).toBe(stopped);
  expect(Number(stopped)).toBeGreaterThan(0);
  await page.unroute(piece);
  rmSync(folder, { recursive: true });
}, 120_000);

test('who may write and not see the site’s models is told so, and keeps the picture', async () => {
  const password = 'an author writes 1';
  const person = { username: 'author', email: 'author@example.org', password, roles: ['author'] };
  expect((await rest.send('POST', 'wp/v2/users', person)).status).toBe(201);
  const author = await signIn(product.ready, 'author', password);
  const { page } = author;
  const me = await rest.get<{ id: number }[]>('wp/v2/users?search=author');
  const poster = `${product.ready.site}/wp-includes/images/w-logo-blue.png`;
  // As the editor saves it: the picture for a site without the plugin stands inside.
  const kept = `<figure class="wp-block-devskyy-model-viewer devskyy-viewer"><img src="${poster}" alt=""/></figure>`;
  const chosen = `${blockOf('model-viewer', { model: randomUUID(), poster }).replace(' /-->', ' -->')}${kept}<!-- /wp:devskyy/model-viewer -->`;
  const made = await rest.send('POST', 'wp/v2/posts', {
    title: 'By an author',
    status: 'draft',
    author: me[0]!.id,
    content: chosen + blockOf('model-viewer', {}),
  });
  await editFirstBlock(page, product.ready, (made.json as { id: number }).id);
  const canvas = page.frameLocator('iframe[name="editor-canvas"]');
  await canvas.getByText('Visitors see a 3D model here. Your account may not change it.').waitFor();
  await canvas.getByText('Your account may not choose 3D models.').waitFor();
  expect(await canvas.locator(`img[src="${poster}"]`).count()).toBe(1);
  expect(await canvas.getByRole('button', { name: 'Choose or upload a 3D model' }).count()).toBe(0);
  await author.browser.close();
}, 120_000);
