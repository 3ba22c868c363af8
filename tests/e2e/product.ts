import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { emptyData } from '../../service/launcher/home.ts';
import { freePorts } from '../../service/launcher/ports.ts';
import { repository } from '../../service/launcher/software.ts';

/** The line that `npm start -- --json` prints when the shop is ready. */
export interface Ready {
  site: string;
  admin: { user: string; password: string; applicationPassword: string };
  service: string;
  catalogue: 'woocommerce' | 'built-in';
  database: string;
  pid: number;
  seconds: number;
}

export interface Product {
  ready: Ready;
  data: string;
  /** what the launcher said on standard error. */
  said(): string;
  stop(): Promise<{ seconds: number; code: number | null }>;
  remove(): void;
}

export interface StartWish {
  environment?: Record<string, string>;
  data?: string;
  ports?: [number, number];
  /** more words for `npm start`. */
  args?: string[];
}

/** Starts the product as a user does, with a data folder and ports of its own. */
export async function startProduct(wish: StartWish = {}): Promise<Product> {
  const data = wish.data ?? mkdtempSync(path.join(os.tmpdir(), 'devskyy-e2e-'));
  const [port, servicePort] = wish.ports ?? ((await freePorts(2)) as [number, number]);
  const own = ['--json', '--no-models', '--data', data, '--port', String(port), '--service-port', String(servicePort)];
  const args = ['service/launcher/main.ts', ...own, ...(wish.args ?? [])];
  const child = spawn(process.execPath, args, {
    cwd: repository,
    env: { ...process.env, NODE_OPTIONS: '', ...wish.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ready = await firstLine(child, () => said);
  return {
    ready,
    data,
    said: () => said,
    stop: () => stop(child),
    remove: () => {
      emptyData(data);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function firstLine(child: ChildProcess, said: () => string): Promise<Ready> {
  return new Promise((resolve, reject) => {
    let out = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes('\n')) resolve(JSON.parse(out.split('\n')[0]!) as Ready);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`npm start ended (${code}) before the shop was ready:\n${said()}`)));
  });
}

function stop(child: ChildProcess): Promise<{ seconds: number; code: number | null }> {
  if (child.exitCode !== null) return Promise.resolve({ seconds: 0, code: child.exitCode });
  const start = Date.now();
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve({ seconds: (Date.now() - start) / 1000, code }));
    child.kill('SIGINT');
  });
}

/** The process that listens on the service's port, found as an operator would. */
export function servicePid(ready: Ready): number {
  const port = new URL(ready.service).port;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const environ = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      if (environ.includes(`PORT=${port}`) && command.some((part) => part.endsWith('service/src/main.ts')) && !command[0]!.endsWith('sh'))
        return Number(pid);
    } catch (error) {
      if (!['ENOENT', 'EACCES', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  throw new Error(`No process serves port ${port}.`);
}

/** REST of the shop by application password, in the form that works without pretty permalinks. */
export class Rest {
  readonly #ready: Ready;
  constructor(ready: Ready) {
    this.#ready = ready;
  }

  async send(method: string, route: string, body?: object): Promise<{ status: number; json: unknown; headers: Headers }> {
    const [name = '', query = ''] = route.split('?');
    const { user, applicationPassword } = this.#ready.admin;
    const answer = await fetch(`${this.#ready.site}/?rest_route=/${name}${query ? `&${query}` : ''}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${user}:${applicationPassword}`).toString('base64')}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, json: (await answer.json()) as unknown, headers: answer.headers };
  }

  async get<T>(route: string): Promise<T> {
    const { status, json } = await this.send('GET', route);
    if (status !== 200) throw new Error(`GET ${route}: ${status} ${JSON.stringify(json).slice(0, 300)}`);
    return json as T;
  }
}

/** Asks until `done` says so; the last answer, or an error that shows it. */
export async function until<T>(ask: () => Promise<T>, done: (value: T) => boolean, seconds = 60): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await ask();
    if (done(value)) return value;
    if (Date.now() > end) throw new Error(`Not within ${seconds} s; last: ${JSON.stringify(value).slice(0, 600)}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

export const shots = path.join(repository, 'tests/artefacts/screenshots');
const axeSource = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export interface Visitor {
  page: Page;
  context: BrowserContext;
  browser: Browser;
  /** errors in the page and in its console, and answers of 500 and more. */
  faults: string[];
}

/** A browser of one's own, signed in to wp-admin. */
export async function signIn(ready: Ready, user = ready.admin.user, password = ready.admin.password): Promise<Visitor> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`page: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 500 && response.status() !== 503) faults.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(`${ready.site}/wp-login.php`);
  // WordPress gives the user name the focus 200 ms after the page is there: what is typed at that moment lands in the wrong field.
  await page.waitForFunction(() => document.activeElement?.id === 'user_login');
  await page.fill('#user_login', user);
  await page.fill('#user_pass', password);
  await Promise.all([page.waitForURL('**/wp-admin/**'), page.click('#wp-submit')]);
  return { page, context, browser, faults };
}

/** Opens one of our screens and waits until it has something to say. */
export async function openScreen(page: Page, ready: Ready, screen: string): Promise<void> {
  await page.goto(`${ready.site}/wp-admin/admin.php?page=${screen}`);
  await page.locator('#devskyy-app h1').waitFor();
  await page.waitForFunction(() => document.querySelector('#devskyy-app [aria-busy="true"], #devskyy-app .devskyy-loading') === null);
}

export const shoot = (page: Page, name: string): Promise<Buffer> =>
  page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });

/** Accessibility violations inside our part of the page, as "rule: where". */
export async function axe(page: Page, root = '#devskyy-app'): Promise<string[]> {
  await page.addScriptTag({ path: axeSource });
  return page.evaluate(async (selector) => {
    interface Axe {
      run(root: string): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }>;
    }
    const { violations } = await (window as unknown as { axe: Axe }).axe.run(selector);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target[0])).join(', ')}`);
  }, root);
}
