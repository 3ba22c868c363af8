import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { axe, openScreen, Rest, shoot, shots, signIn, startProduct, type Product, type Visitor } from './product.ts';

let product: Product;
let visitor: Visitor;
let rest: Rest;
let files: string;

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  files = mkdtempSync(path.join(os.tmpdir(), 'devskyy-import-'));
  product = await startProduct({ environment: { DEVSKYY_WOOCOMMERCE: 'none' } });
  rest = new Rest(product.ready);
  visitor = await signIn(product.ready);
}, 300_000);

afterAll(async () => {
  await visitor?.browser.close();
  await product?.stop();
  product?.remove();
  rmSync(files, { recursive: true, force: true });
}, 60_000);

const found = async (search: string): Promise<number> =>
  Number((await rest.send('GET', `devskyy/v1/catalogue?search=${search}`)).headers.get('x-wp-total'));

test('a CSV is previewed, imported and undone in the browser, and every state passes axe', async () => {
  const { page } = visitor;
  const file = path.join(files, 'pieces.csv');
  const header = 'Type,SKU,Name,Published,Regular price,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 1 global,Tax class\n';
  const rows = [
    'simple,IMP-1,Imported coat,1,129.90,,,,,reduced-rate',
    'variable,IMP-2,Imported shirt,1,,,Size,"S, M",0,',
    'variation,IMP-2-S,,1,49.00,IMP-2,Size,S,0,',
    'simple,IMP-3,Broken,1,ten,,,,,',
  ];
  writeFileSync(file, header + rows.join('\n'));
  await openScreen(page, product.ready, 'devskyy-catalogue');
  await shoot(page, 'import-empty');
  expect(await axe(page)).toEqual([]);
  await page.setInputFiles('input[type=file]', file);
  const start = page.getByRole('button', { name: 'Import 3 rows' });
  await start.waitFor();
  await page.getByText('"ten" cannot be read here.').waitFor();
  expect(await found('Imported')).toBe(0);
  await shoot(page, 'import-preview');
  expect(await axe(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await shoot(page, 'import-preview-390');
  expect(await axe(page)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
  const begun = page.waitForResponse(
    (answer) => answer.request().method() === 'POST' && /devskyy\/v1\/jobs\/.*\/start/.test(decodeURIComponent(answer.url())),
  );
  await start.click();
  expect((await begun).ok()).toBe(true);
  await page.reload();
  await page.getByRole('button', { name: 'Undo this import…' }).waitFor();
  expect(await found('Imported')).toBe(2);
  await shoot(page, 'import-done');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Undo this import…' }).click();
  await page.getByRole('button', { name: 'Undo the import' }).click();
  await page.getByText('3 rows taken back').first().waitFor();
  expect(await found('Imported')).toBe(0);
  expect(visitor.faults).toEqual([]);
}, 240_000);
