import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { emptyData } from '../../service/launcher/home.ts';
import { freePorts } from '../../service/launcher/ports.ts';
import { repository } from '../../service/launcher/software.ts';
import { bringUp, type Testbed } from '../../service/launcher/testbed.ts';
import { releaseVersion } from '../../service/packaging/release.ts';
import { triangle, writeGlb } from '../fakes/models-3d.ts';
import { cloth } from '../integration/model-kit.ts';
import { openScreen, Rest, shoot, shots, signIn, until, type Ready, type Visitor } from '../e2e/product.ts';
import {
  holdings,
  makeModel,
  packBoth,
  packOlder,
  proposalsTable,
  runPackedService,
  type Holdings,
  type Packages,
  type Remote,
} from './packed.ts';

interface Proposal {
  id: string;
  status: string;
  target: { id: number };
  changes: { field: string; after: unknown }[];
}
interface Row {
  id: number;
  title: { raw: string };
  excerpt: { raw: string };
}

const setupCode = 'set-up-code-for-packages';
const operator = { email: 'operator@example.com', password: 'a-long-password-for-the-operator' };
const version = releaseVersion(repository);

let folder: string;
let packages: Packages;
let older: string;
let bed: Testbed;
let remote: Remote;
let visitor: Visitor;
let ready: Ready;
let rest: Rest;
let bare: Holdings;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-package-'));
  chmodSync(folder, 0o755); // as root, PostgreSQL and PHP run as other accounts, which must be able to pass
  mkdirSync(shots, { recursive: true });
  packages = await packBoth(path.join(folder, 'dist'), version);
  older = packOlder(path.join(folder, 'older'), '0.0.9');
  const [servicePort] = (await freePorts(1)) as [number];
  const service = `http://127.0.0.1:${servicePort}`;
  bed = await bringUp({
    wordpress: '7.1',
    woocommerce: false,
    plugin: false,
    folder: path.join(folder, 'site'),
    privateOrigins: [service],
  });
  ready = { site: bed.url, admin: bed.admin, service, catalogue: 'built-in', database: bed.versions.database, pid: 0, seconds: 0 };
  rest = new Rest(ready);
  remote = await runPackedService(packages.service.file, {
    folder: path.join(folder, 'elsewhere'),
    port: servicePort,
    site: bed.url,
    setupCode,
  });
  visitor = await signIn(ready);
  bare = await holdings(bed);
}, 300_000);

afterAll(async () => {
  await visitor?.browser.close();
  await remote?.stop();
  await bed?.stop();
  emptyData(path.join(folder, 'site'));
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Plugins → Add Plugin → Upload Plugin, as far as the page that says how it went. */
async function upload(page: Page, file: string): Promise<void> {
  await page.goto(`${ready.site}/wp-admin/plugin-install.php?tab=upload`);
  await page.setInputFiles('#pluginzip', file);
  await page.click('#install-plugin-submit');
}

/** Deactivate and Delete in the list of plugins. */
async function remove(page: Page): Promise<void> {
  await page.goto(`${ready.site}/wp-admin/plugins.php`);
  await page.click('#deactivate-devskyy');
  await page.getByText('Plugin deactivated.').waitFor();
  await page.waitForLoadState('load'); // before its script is there, the link leads to a page of its own
  page.once('dialog', (dialog) => void dialog.accept());
  await page.click('#delete-devskyy');
  await page.getByText('DevSkyy was successfully deleted.').waitFor();
}

/** Settings → Connect, the service's own pages, and back. */
async function connect(page: Page): Promise<void> {
  await openScreen(page, ready, 'devskyy-settings');
  await page.getByLabel('Address of the service').fill(remote.url);
  await page.getByLabel('Your WordPress password').fill(ready.admin.password);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.waitForURL(`${remote.url}/**`);
  if (await page.locator('#setup_code').count()) await page.fill('#setup_code', setupCode);
  if (await page.locator('#password').count()) {
    await page.fill('#email', operator.email);
    await page.fill('#password', operator.password);
    await page.getByRole('button').first().click();
  }
  if (await page.locator('input[name="replace"]').count()) await page.check('input[name="replace"]');
  await page.getByRole('button', { name: 'Connect' }).click();
  await page.waitForURL(`${ready.site}/**`);
  await until(
    () => rest.get<{ status: string }>('devskyy/v1/connection'),
    ({ status }) => status === 'connected',
  );
}

const pending = (): Promise<Proposal[]> => rest.get<Proposal[]>('devskyy/v1/proposals?status=pending&per_page=100');
const piece = (id: number): Promise<Row> => rest.get<Row>(`wp/v2/devskyy-products/${id}?context=edit`);

const triangleGlb = (): Promise<Uint8Array> => writeGlb(triangle());
/** 180,000 triangles with hard edges. */
const largeGlb = (): Promise<Uint8Array> => Promise.resolve(cloth(300));

test('two builds of one state have the same bytes', async () => {
  const again = await packBoth(path.join(folder, 'again'), version);
  expect(again.plugin.sha256).toBe(packages.plugin.sha256);
  expect(again.service.sha256).toBe(packages.service.sha256);
}, 120_000);

test('the zip holds one folder with what runs, its licences and its template, and no source', () => {
  const files = unzipSync(readFileSync(packages.plugin.file));
  const names = Object.keys(files);
  expect(new Set(names.map((name) => name.split('/')[0]))).toEqual(new Set(['devskyy']));
  for (const name of [
    'devskyy.php',
    'readme.txt',
    'LICENSE',
    'THIRD-PARTY-LICENSES.txt',
    'languages/devskyy.pot',
    'build/agents.php',
    'build/providers.php',
  ])
    expect(names).toContain(`devskyy/${name}`);
  expect(names.filter((name) => /\.(tsx?|map|scss)$|node_modules|\/\.|\.test\./.test(name))).toEqual([]);
  // Third-party PHP meets no other plugin's copy: everything is declared below our own namespace.
  const php = names.filter((name) => name.endsWith('.php') && name.includes('vendor-prefixed/') && !name.endsWith('autoload.php'));
  expect(php.length).toBeGreaterThan(5);
  for (const name of php) expect(Buffer.from(files[name]!).toString()).toMatch(/^namespace DevSkyy\\Vendor\\/m);
  const licences = Buffer.from(files['devskyy/THIRD-PARTY-LICENSES.txt']!).toString();
  for (const name of ['firebase/php-jwt', '@wordpress/dataviews', 'diff']) expect(licences).toContain(`- ${name} `);
});

test('the service runs from its own folder alone, with every agent and every table', async () => {
  const status = (await (await fetch(`${remote.url}/status`)).json()) as {
    version: string;
    agents: { name: string; available: boolean }[];
  };
  expect(status.version).toBe(version);
  const agents = readdirSync(path.join(repository, 'service/src/agents/catalog'));
  expect(
    status.agents
      .filter(({ available }) => available)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(agents.sort());
  const migrations = readdirSync(path.join(repository, 'service/migrations')).filter((name) => /^\d{3}_.*\.ts$/.test(name));
  for (const name of migrations) expect(remote.log()).toContain(`"${name}"`);
});

test.each([
  ['a model', triangleGlb],
  ['a large model, whose encoders have threads of their own,', largeGlb],
])(
  'its 3D pipeline makes %s with nothing but what lies beside it',
  async (_, bytes) => {
    const source = path.join(folder, 'model.glb');
    writeFileSync(source, await bytes());
    const out = mkdtempSync(path.join(folder, 'made-'));
    const { result, peakMb } = await makeModel(path.join(folder, 'elsewhere'), source, out);
    if (!result.ok) throw new Error(result.error.message);
    expect(result.value.files.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['viewer', 'poster']));
    expect(readdirSync(out).sort()).toEqual([...result.value.files.map(({ name }) => name), 'report.json'].sort());
    expect(peakMb).toBeLessThan(1024);
  },
  120_000,
);

test('an older version is installed by upload and activated', async () => {
  const { page } = visitor;
  await upload(page, older);
  await page.getByText('Plugin installed successfully.').waitFor();
  await shoot(page, 'package-installed');
  await page.getByRole('link', { name: 'Activate Plugin' }).click();
  await page.getByText('Plugin activated.').waitFor();
  const { agent, indexes } = await proposalsTable(bed);
  expect([agent, indexes.includes('agent_status')]).toEqual(['varchar(40)', false]);
}, 60_000);

let product: number;

test('it pairs with the service elsewhere through the browser, and product copy proposes', async () => {
  const made = await rest.send('POST', 'wp/v2/devskyy-products', {
    title: 'Mira wrap dress',
    status: 'publish',
    content: '<p>A wrap dress in midnight blue silk with long sleeves. 100% silk. Dry clean only.</p>',
    meta: { _devskyy_regular_price: '189.00', _devskyy_sku: 'MIRA-1' },
  });
  expect(made.status).toBe(201);
  product = (made.json as Row).id;
  await connect(visitor.page);
  await shoot(visitor.page, 'package-connected');
  const run = await rest.send('POST', 'devskyy/v1/agents/product-copy/runs', { targets: 'all' });
  expect(run.status).toBe(202);
  const proposals = await until(pending, (list) => list.length > 0);
  expect(proposals[0]!.target.id).toBe(product);
}, 90_000);

test('a newer version takes its place by upload: data stay, tables are brought up to date', async () => {
  const { page } = visitor;
  const before = await pending();
  await upload(page, packages.plugin.file);
  await page.getByText('This plugin is already installed.').waitFor();
  await shoot(page, 'package-update');
  await page.getByRole('link', { name: 'Replace current with uploaded' }).click();
  await page.getByText('Plugin updated successfully.').waitFor();
  await page.goto(`${ready.site}/wp-admin/plugins.php`);
  expect(await page.locator('tr[data-slug="devskyy"].active .plugin-version-author-uri').innerText()).toContain(`Version ${version}`);
  const { agent, indexes } = await proposalsTable(bed);
  expect(agent).not.toBe('varchar(40)');
  expect(indexes).toContain('agent_status');
  expect(await pending()).toEqual(before);
  expect(await rest.get('devskyy/v1/connection')).toMatchObject({ status: 'connected' });
}, 60_000);

test('an approval changes the product, in the updated plugin', async () => {
  const [proposal] = await pending();
  const change = proposal!.changes.find(({ field }) => field === 'short_description')!;
  expect((await rest.send('POST', `devskyy/v1/proposals/${proposal!.id}/approve`, { fields: ['short_description'] })).status).toBe(200);
  expect((await piece(product)).excerpt.raw.replaceAll(/<[^>]+>/g, '').trim()).toBe(
    String(change.after)
      .replaceAll(/<[^>]+>/g, '')
      .trim(),
  );
  await openScreen(visitor.page, ready, 'devskyy-proposals');
  await shoot(visitor.page, 'package-approved');
});

test('deleting the plugin leaves content, and nothing else of ours', async () => {
  await remove(visitor.page);
  const left = await holdings(bed);
  expect({ ...left, notes: [], pieces: 0, kept: 0, tables: [] }).toEqual({ ...bare, notes: [], pieces: 0, kept: 0, tables: [] });
  const kept = left.tables.filter((name) => !bare.tables.includes(name)).map((name) => name.replace(/^wp_devskyy_/, ''));
  expect(kept).toEqual(expect.arrayContaining(['bulk', 'proposals', 'runs']));
  expect(kept.filter((name) => ['inbox', 'tokens', 'dirty'].includes(name))).toEqual([]);
  expect([left.pieces, left.kept]).toEqual([1, 1]);
}, 60_000);

test('installed again it finds its content; deleted with the tick it leaves nothing', async () => {
  const { page } = visitor;
  await upload(page, packages.plugin.file);
  await page.getByRole('link', { name: 'Activate Plugin' }).click();
  await page.getByText('Plugin activated.').waitFor();
  expect((await rest.get<Proposal[]>('devskyy/v1/proposals?per_page=100')).length).toBeGreaterThan(0);
  expect((await piece(product)).title.raw).toBe('Mira wrap dress');
  // Not connected: what happens to the site's own data is the site's own setting.
  await openScreen(page, ready, 'devskyy-settings');
  await page.getByRole('checkbox', { name: 'Delete my content on uninstall' }).check();
  await page.getByRole('button', { name: 'Save' }).last().click();
  await until(
    () => rest.get<{ catalogue: { uninstall_content: boolean } }>('devskyy/v1/connection'),
    ({ catalogue }) => catalogue.uninstall_content,
  );
  await shoot(page, 'package-tick');
  await remove(page);
  expect(await holdings(bed)).toEqual(bare);
}, 90_000);

test('nothing failed in the pages, and PHP logged nothing, on the way', () => {
  expect(visitor.faults).toEqual([]);
  const log = path.join(bed.wpDir, 'wp-content/debug.log');
  const lines = (() => {
    try {
      return readFileSync(log, 'utf8').split('\n');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return [];
    }
  })();
  expect(lines.filter((line) => line.trim() !== '' && !line.includes('WordPress.org'))).toEqual([]);
});
