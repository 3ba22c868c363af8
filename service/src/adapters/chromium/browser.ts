import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { Browser, Page } from 'playwright-core';
import { childWith, treeMegabytes } from './memory.ts';
import { chosen, document, origin } from './page.ts';
import { servedFiles } from './scripts.ts';

const flags = [
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--disable-extensions',
  '--no-first-run',
  '--no-default-browser-check',
];

/** One running Chromium with the page that draws. */
export interface Running {
  page: Page;
  /** the GLB file that the page may read next; its address there. */
  offer(file: string): Promise<string>;
  /** null where the system does not say. */
  megabytes(): number | null;
  alive(): boolean;
  end(): Promise<void>;
}

export interface LaunchOptions {
  executable: string;
  scripts: ReadonlyMap<string, string>;
}

/** Starts Chromium. Its sandbox is on, except as root, where Chromium refuses to start with it. Throws what Playwright throws. */
export async function launch({ executable, scripts }: LaunchOptions): Promise<Running> {
  const { chromium } = await import('playwright-core');
  const mark = `--devskyy-renderer=${randomUUID()}`;
  const browser = await chromium.launch({
    executablePath: executable,
    args: [...flags, mark],
    chromiumSandbox: process.getuid?.() !== 0,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: tmpdir(), LANG: 'C.UTF-8' },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: 60_000,
  });
  const pid = childWith(mark);
  try {
    return await open(browser, pid, scripts);
  } catch (error) {
    await close(browser, pid);
    throw error;
  }
}

async function open(browser: Browser, pid: number | null, scripts: ReadonlyMap<string, string>): Promise<Running> {
  const files = servedFiles(scripts, document);
  let model: { address: string; body: Buffer } | null = null;
  const page = await browser.newPage({ viewport: { width: 1280, height: 1280 }, deviceScaleFactor: 1 });
  await page.route('**/*', async (route) => {
    const address = route.request().url();
    if (model?.address === address) return route.fulfill({ contentType: 'model/gltf-binary', body: model.body });
    const file = address.startsWith(`${origin}/`) ? files.get(new URL(address).pathname) : undefined;
    return file ? route.fulfill(file) : route.abort('blockedbyclient');
  });
  await page.goto(`${origin}/`);
  return {
    page,
    async offer(file) {
      model = null;
      await page.setInputFiles('#model', file);
      const address = await page.evaluate(chosen);
      if (address !== null) return address;
      // A browser in a box of its own, such as a snap, sees other files than we do: it gets the bytes, which costs memory.
      model = { address: `${origin}/model/${randomUUID()}.glb`, body: await readFile(file) };
      return model.address;
    },
    megabytes: () => (pid === null ? null : treeMegabytes(pid)),
    alive: () => browser.isConnected() && !page.isClosed(),
    end: () => close(browser, pid),
  };
}

/** Asks Chromium to close, and ends it where it does not within five seconds. */
async function close(browser: Browser, pid: number | null): Promise<void> {
  let late: NodeJS.Timeout | undefined;
  const grace = new Promise<'late'>((resolve) => {
    late = setTimeout(() => resolve('late'), 5000);
  });
  const how = await Promise.race([browser.close().then(() => 'closed' as const), grace]);
  clearTimeout(late);
  if (how === 'closed' || pid === null) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
