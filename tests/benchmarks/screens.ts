import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { errors, type BrowserContext, type Page } from 'playwright-core';
import { Rest, signIn, startProduct, until, type Ready } from '../e2e/product.ts';
import { findChromium } from '../tools/chromium.ts';
import type { Part, World } from './bench.ts';
import { median, round } from './statistics.ts';

const visits = 5;

interface Screen {
  name: string;
  address: string;
  /** what must be there before a person can work: shown, and nothing of it still loading. */
  usable: string;
  /** what must be gone by then. */
  loading: string;
}

interface Seen {
  screen: Screen;
  scripts: number;
  raw: number;
  gzip: number;
  ownRaw: number;
  ownGzip: number;
  first: number;
  again: number[];
}

/** WordPress' own screens beside ours. */
const peers: readonly Screen[] = [
  { name: 'WordPress: Posts', address: 'edit.php', usable: '#the-list tr', loading: '.devskyy-none' },
  {
    name: 'WordPress: Site Editor',
    address: 'site-editor.php',
    usable: '.edit-site-sidebar-navigation-screen__title, .edit-site-layout__sidebar h1, .edit-site-layout__sidebar h2',
    loading: '.edit-site-canvas-loader',
  },
];

const ours = (name: string, address: string): Screen => ({
  name: `ours: ${name}`,
  address,
  usable: '#devskyy-app h1',
  loading: '#devskyy-app [aria-busy="true"], #devskyy-app .devskyy-loading',
});

/** Each wp-admin screen of ours in the running product, beside two of WordPress' own: bytes of script, and time until usable. */
export const screensPart: Part = {
  name: 'screens',
  title: 'wp-admin: script bytes and time to usable',
  figures: [],
  limit: 240,
  async run(world) {
    process.env['CHROMIUM'] ??= findChromium();
    const product = await startProduct({ environment: { DEVSKYY_WOOCOMMERCE: 'none' } });
    try {
      await fillQueue(product.ready);
      const { seen, browser } = await measureAll(world, product.ready);
      return {
        figures: {},
        missing: {},
        tables: [tableOf(seen)],
        notes: [
          `Script bytes: every script that the page loads, core's included; "own" are those of the plugin. gzip is level 6 of each file. ${browser}.`,
          `Usable: heading or list shown and nothing of it still loading, from the start of the navigation. First: an empty cache. Again: median of ${visits} visits.`,
          'The shop holds the sample catalogue of npm start and the proposals of one run over it; server, database and browser share the machine.',
        ],
      };
    } finally {
      await product.stop();
      product.remove();
    }
  },
};

/** A run over the sample catalogue, so that the lists of the screens have something to show. */
async function fillQueue(ready: Ready): Promise<void> {
  const rest = new Rest(ready);
  const { status, json } = await rest.send('POST', 'devskyy/v1/agents/product-copy/runs', { targets: 'all', options: { mode: 'improve' } });
  if (status >= 300) throw new Error(`The run was not taken: ${status} ${JSON.stringify(json).slice(0, 300)}`);
  const { id } = json as { id: string };
  await until(
    () => rest.get<{ status: string }>(`devskyy/v1/runs/${id}`),
    (run) => !['queued', 'running'].includes(run.status),
    120,
  );
}

async function measureAll(world: World, ready: Ready): Promise<{ seen: Seen[]; browser: string }> {
  const visitor = await signIn(ready);
  try {
    const state = await visitor.context.storageState();
    const screens = [...(await menu(visitor.page)), ...peers];
    const seen: Seen[] = [];
    for (const screen of screens) {
      world.signal.throwIfAborted();
      // a browser context of its own: nothing is in its cache
      const context = await visitor.browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
      try {
        const one = await measureScreen(context, ready, screen);
        world.say(`${screen.name}: ${round(one.gzip / 1024)} KB gzip, usable after ${round(median(one.again))} ms`);
        seen.push(one);
      } finally {
        await context.close();
      }
    }
    return { seen, browser: `Chromium ${visitor.browser.version()}` };
  } finally {
    await visitor.browser.close();
  }
}

/** Our screens as the menu names them. */
async function menu(page: Page): Promise<Screen[]> {
  const links = await page.$$eval('#adminmenu a[href^="admin.php?page=devskyy"]', (all) =>
    all.map((link) => ({ href: link.getAttribute('href') ?? '', text: (link.firstChild?.textContent ?? '').trim() })),
  );
  const unique = new Map(links.map(({ href, text }) => [href, text]));
  if (unique.size === 0) throw new Error('The menu of wp-admin shows no screen of ours.');
  return [...unique].map(([href, text]) => ours(text, href));
}

async function measureScreen(context: BrowserContext, ready: Ready, screen: Screen): Promise<Seen> {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const addresses = new Set<string>();
  page.on('request', (request) => {
    if (request.resourceType() === 'script' && request.url().startsWith('http')) addresses.add(request.url());
  });
  const first = await visit(page, ready, screen);
  await settle(page);
  page.removeAllListeners('request');
  const bodies = await Promise.all(
    [...addresses].map(async (url) => ({ own: url.includes('/plugins/devskyy/'), body: await bytesOf(url) })),
  );
  const again: number[] = [];
  for (let index = 0; index < visits; index += 1) {
    again.push(await visit(page, ready, screen));
    await settle(page); // nothing of this visit weighs on the next
  }
  const sum = (all: typeof bodies, size: (body: Buffer) => number): number => all.reduce((total, { body }) => total + size(body), 0);
  const own = bodies.filter((one) => one.own);
  const zipped = (body: Buffer): number => gzipSync(body, { level: 6 }).length;
  return {
    screen,
    scripts: bodies.length,
    raw: sum(bodies, (body) => body.length),
    gzip: sum(bodies, zipped),
    ownRaw: sum(own, (body) => body.length),
    ownGzip: sum(own, zipped),
    first,
    again,
  };
}

/** Until the network is quiet, or for five seconds: a screen that polls is never quiet. */
async function settle(page: Page): Promise<void> {
  try {
    await page.waitForLoadState('networkidle', { timeout: 5000 });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
  }
}

/** A script as the server sends it, uncompressed. */
async function bytesOf(url: string): Promise<Buffer> {
  const answer = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
  return Buffer.from(await answer.arrayBuffer());
}

/** Milliseconds from the start of the navigation until the screen can be used, by the page's own clock, asked every 15 ms. */
async function visit(page: Page, ready: Ready, screen: Screen): Promise<number> {
  await page.goto(`${ready.site}/wp-admin/${screen.address}`, { waitUntil: 'commit' });
  for (const end = performance.now() + 45_000; performance.now() < end; await sleep(15)) {
    const at = await page.evaluate(usableSince, { usable: screen.usable, loading: screen.loading });
    if (at !== null) return at;
  }
  throw new Error(`${screen.name} could not be used within 45 s.`);
}

/** Runs in the page. */
function usableSince({ usable, loading }: { usable: string; loading: string }): number | null {
  const shown = [...document.querySelectorAll(usable)].some((element) => element.getClientRects().length > 0);
  return shown && document.querySelector(loading) === null ? performance.now() : null;
}

function tableOf(seen: Seen[]) {
  const kb = (bytes: number): number => round(bytes / 1024);
  const rows = seen.map(({ screen, scripts, raw, gzip, ownRaw, ownGzip, first, again }) => [
    screen.name,
    scripts,
    kb(raw),
    kb(gzip),
    kb(ownRaw),
    kb(ownGzip),
    round(first),
    round(median(again)),
  ]);
  const head = ['Screen', 'scripts', 'raw KB', 'gzip KB', 'own raw KB', 'own gzip KB', 'usable first, ms', 'usable again, ms'];
  return { head, rows };
}
