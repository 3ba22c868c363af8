import { mkdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { createRenderer } from '../../src/adapters/chromium/index.ts';
import type { View } from '../../src/pipeline/types.ts';
import { modelPictures, modelPieces, sampleModels } from './index.ts';

/** Draws the pictures of the pieces that have a model anew: `node service/launcher/samples3d/draw.ts`. Needs Chromium; `npm start` does not. */
const views: Record<string, View> = {
  'HQ-J-RIN-01': { theta: 28, phi: 48, distance: 1 },
  'HQ-B-TOP-01': { theta: 26, phi: 74, distance: 0.95 },
  'HQ-A-SCA-03': { theta: 18, phi: 80, distance: 0.95 },
};
const paper = { width: 1200, height: 1500, channels: 3, background: '#f1efec' } as const;

mkdirSync(modelPictures, { recursive: true });
const renderer = createRenderer({ path: null, searchPath: process.env['PATH'] ?? '', timeoutMs: 240_000 });
for (const model of sampleModels) {
  const { file } = modelPieces.find(({ sku }) => sku === model.sku)!.pictures[0]!;
  const glb = await model.build();
  const drawn = await renderer.render(
    { glb, views: [views[model.sku]!], pixels: 1200, background: null, shadow: true },
    AbortSignal.timeout(300_000),
  );
  if (!drawn.ok) throw new Error(drawn.error.message);
  const top = (paper.height - paper.width) / 2;
  const picture = sharp({ create: paper }).composite([{ input: Buffer.from(drawn.value[0]!), left: 0, top }]);
  await picture.webp({ quality: 84, effort: 6 }).toFile(path.join(modelPictures, file));
  process.stdout.write(`${file}\n`);
}
await renderer.stop();
