import { asFile } from '../../../service/src/adapters/chromium/as-file.ts';
import { findChromium } from '../../../service/src/adapters/chromium/executable.ts';
import { launch } from '../../../service/src/adapters/chromium/browser.ts';
import { show } from '../../../service/src/adapters/chromium/page.ts';
import { viewerScripts } from '../../../service/src/adapters/chromium/scripts.ts';
import { makeUsdz, readUsdz } from '../../../service/src/pipeline/ar/index.ts';
import type { BenchModel } from './models.ts';

/** The longest edge of both sides' textures. */
export const usdzTexture = 2048;

export interface UsdzRow {
  name: string;
  ours: number;
  viewers: number;
}

/** The bytes of model-viewer's own `prepareUSDZ()`. */
async function viewersUsdz(glb: Uint8Array): Promise<number> {
  const executable = findChromium(null, process.env['PATH'] ?? '');
  const scripts = viewerScripts();
  if (!executable || !scripts) throw new Error('There is no Chromium.');
  const browser = await launch({ executable, scripts });
  try {
    const problem = await asFile(glb, async (file) =>
      browser.page.evaluate(show, { model: await browser.offer(file), pixels: 64, shadow: false, variant: null, clip: null }),
    );
    if (problem !== null) throw new Error(problem);
    return await browser.page.evaluate(async (most) => {
      const viewer = window.document.querySelector('model-viewer') as HTMLElement & {
        updateComplete: Promise<unknown>;
        prepareUSDZ(): Promise<string>;
      };
      viewer.setAttribute('ar-usdz-max-texture-size', String(most));
      await viewer.updateComplete;
      const answer = await fetch(await viewer.prepareUSDZ());
      return (await answer.arrayBuffer()).byteLength;
    }, usdzTexture);
  } finally {
    await browser.end();
  }
}

/** Both sides' USDZ of one model, ours read again. */
export async function compareUsdz({ name, imported, glb }: BenchModel): Promise<UsdzRow> {
  const ours = await makeUsdz(imported, { variant: null, maxTexture: usdzTexture, jpegQuality: 85 });
  const read = readUsdz(ours);
  if (!read.ok) throw new Error(`${name}: ${read.error.message}`);
  return { name, ours: ours.byteLength, viewers: await viewersUsdz(glb) };
}
