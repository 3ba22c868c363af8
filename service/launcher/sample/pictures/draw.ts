import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import type { SamplePicture, SamplePiece } from '../catalogue/index.ts';
import { sampleCatalogue } from '../catalogue/index.ts';
import { setUp } from './draw/index.ts';
import type { develop } from './studio/compose.ts';

/** Draws the pictures of the sample shop anew: `node service/launcher/sample/pictures/draw.ts [piece …]`. Needs Chromium; `npm start` does not. */
const here = import.meta.dirname;
const most = 90_000;
const studio = 'http://studio.invalid/';
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

type Studio = { develop: typeof develop };

/** A page that loads the studio's modules from this folder; nothing goes over a network. */
async function openStudio(page: Page): Promise<void> {
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    if (!pathname.endsWith('.ts'))
      return route.fulfill({ contentType: 'text/html', body: '<!doctype html><svg xmlns="http://www.w3.org/2000/svg"></svg>' });
    const source = readFileSync(path.join(here, path.normalize(pathname)), 'utf8');
    return route.fulfill({ contentType: 'text/javascript', body: stripTypeScriptTypes(source) });
  });
  await page.goto(studio);
}

async function draw(page: Page, piece: SamplePiece, picture: SamplePicture): Promise<number> {
  const { scene, frame } = setUp(piece, picture);
  const text = await page.evaluate(
    async ({ scene, frame, most }) => {
      const module = '/studio/compose.ts';
      const { develop } = (await import(module)) as Studio;
      return develop(scene, frame, most);
    },
    { scene, frame, most },
  );
  const bytes = Buffer.from(text, 'base64');
  writeFileSync(path.join(here, picture.file), bytes);
  return bytes.length;
}

async function main(wanted: string[]): Promise<void> {
  mkdirSync(here, { recursive: true });
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: flags });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(300_000);
    await openStudio(page);
    const jobs = sampleCatalogue.flatMap((piece) => piece.pictures.map((picture) => ({ piece, picture })));
    for (const { piece, picture } of jobs) {
      if (wanted.length > 0 && !wanted.some((word) => picture.file.includes(word))) continue;
      const size = await draw(page, piece, picture);
      process.stdout.write(`${picture.file}: ${Math.round(size / 1000)} kB\n`);
    }
  } finally {
    await browser.close();
  }
}

await main(process.argv.slice(2));
