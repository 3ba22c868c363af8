import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { axe, shots, type Product, type Visitor } from './product.ts';

/** Something to look at: a screen in one state. */
export interface Stop {
  name: string;
  /** within wp-admin. */
  at: string;
  /** what must be there before the picture. */
  ready?: string;
  /** our part of the page; default: the screen. */
  root?: string;
  /** what a reader does there first, by selectors: the words are in another language half of the time. */
  act?: (page: Page) => Promise<void>;
  /** loaded anew at each width: the page looks at its width once. */
  anew?: boolean;
}

/** Who looks: the language decides the direction that the page must have. */
export interface Eye {
  visitor: Visitor;
  direction: 'ltr' | 'rtl';
}

const WIDTHS = [1440, 390];
const app = '#devskyy-app';

const settled = async (page: Page, stop: Stop): Promise<void> => {
  await page
    .locator(stop.ready ?? `${app} h1`)
    .first()
    .waitFor();
  await page.waitForFunction(
    () =>
      document.querySelector('#devskyy-app [aria-busy="true"], #devskyy-app .devskyy-loading, #devskyy-app .dataviews-loading') === null,
  );
  await page.evaluate(() => document.fonts.ready.then(() => new Promise(requestAnimationFrame)));
};

/** What sticks out of the window, or of our part of it, beyond what scrolls by itself. */
const overflows = (page: Page, root: string): Promise<string[]> =>
  page.evaluate((selector) => {
    const part = document.querySelector(selector);
    if (!part) return [`nothing matches ${selector}`];
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      element !== part.parentElement &&
      (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const shown = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect();
      return width > 1 && height > 1;
    };
    return [part, ...part.querySelectorAll('*')]
      .filter((element) => shown(element) && !scrolls(element.parentElement))
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return left < -1 || right > window.innerWidth + 1;
      })
      .slice(0, 3)
      .map((element) => `sticks out: ${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`);
  }, root);

async function open(product: Product, stop: Stop, page: Page): Promise<void> {
  await page.goto(`${product.ready.site}/wp-admin/${stop.at}`);
  if (!stop.act) return;
  await settled(page, { ...stop, ready: 'body' });
  await stop.act(page);
}

async function look(stop: Stop, { visitor: { page }, direction }: Eye, width: number): Promise<string[]> {
  const root = stop.root ?? app;
  await settled(page, stop);
  // A modal covers the window, not the page.
  await page.screenshot({ path: path.join(shots, 'screens', `${stop.name}-${direction}-${width}.png`), fullPage: root === app });
  const problems = [...(await axe(page, root)), ...(await overflows(page, root))];
  const dir = await page.evaluate(() => document.documentElement.dir || 'ltr');
  return [...problems, ...(dir === direction ? [] : [`direction is ${dir}`])].map((one) => `${stop.name}, ${direction}, ${width}: ${one}`);
}

/**
 * Goes to each stop, in each language and at each width, takes a picture and looks for violations, for what sticks out of the window and
 * for the wrong direction. All that was found: one run shows every problem.
 */
export async function walk(product: Product, eyes: Eye[], stops: Stop[]): Promise<string[]> {
  mkdirSync(path.join(shots, 'screens'), { recursive: true });
  const found = await Promise.all(
    eyes.map(async (eye) => {
      const { page } = eye.visitor;
      const problems: string[] = [];
      for (const stop of stops)
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          if (width === WIDTHS[0] || stop.anew) await open(product, stop, page);
          problems.push(...(await look(stop, eye, width)));
        }
      return problems;
    }),
  );
  return found.flat();
}

/** A stop at one of our screens. */
export const screen = (name: string, query: string, more: Partial<Stop> = {}): Stop => ({ name, at: `admin.php?page=${query}`, ...more });
