import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createRenderer } from '../src/adapters/chromium/index.ts';
import { finishNames } from '../src/pipeline/finishes/contract.ts';
import { drawSwatch } from '../src/pipeline/finishes/swatch.ts';

/** `node service/bin/swatches.ts`: draws the finishes' swatches of the screen “3D assets” anew, after a preset has changed. */
const folder = path.resolve(import.meta.dirname, '../../plugin/admin/models/swatches');
const renderer = createRenderer({ path: process.env['CHROMIUM_PATH'] || null, searchPath: process.env['PATH'] ?? '' });
try {
  for (const name of finishNames) {
    const picture = await drawSwatch(name, { renderer, pixels: 96, signal: new AbortController().signal });
    if (!picture.ok) throw new Error(`${name}: ${picture.error.message} ${picture.error.next ?? ''}`);
    await writeFile(path.join(folder, `${name}.webp`), picture.value);
    process.stdout.write(`${name}.webp  ${picture.value.length} bytes\n`);
  }
} finally {
  await renderer.stop();
}
