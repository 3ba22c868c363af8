import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { fail } from '../../kernel/result.ts';
import { flatRenderer, sheet } from '../../../../tests/fakes/textured.ts';
import { writeGlb } from '../optimise/io.ts';
import type { Renderer } from '../types.ts';
import { takePictures, type Pictures } from './index.ts';
import { createCanvas } from './raster.ts';

async function take(renderer: Renderer | null, turntable = false): Promise<Pictures> {
  const { document } = await sheet({ size: 64, cells: 8 });
  const glb = await writeGlb(document);
  return takePictures({
    renderer,
    glb,
    document,
    variants: ['Day', 'Night Blue', 'night-blue'],
    turntable,
    signal: new AbortController().signal,
    progress: () => undefined,
  });
}

test('a model has a poster, a thumbnail, a poster for each colourway and a turntable of 24 pictures, all WebP', async () => {
  const { files, notes } = await take(flatRenderer(), true);
  expect(notes).toEqual([]);
  expect(files.map(({ artefact }) => artefact.name)).toEqual([
    ...['poster.webp', 'thumbnail.webp', 'poster-day.webp', 'poster-night-blue.webp', 'poster-night-blue-2.webp', 'turntable.webp'],
  ]);
  const meta = await Promise.all(files.map(({ bytes }) => sharp(bytes).metadata()));
  expect(meta.every(({ format, hasAlpha }) => format === 'webp' && hasAlpha)).toBe(true);
  expect([meta[0]!.width, meta[1]!.width, meta[5]!.width, meta[5]!.pages]).toEqual([1200, 320, 480, 24]);
  expect(files.map(({ artefact }) => artefact.width)).toEqual([1200, 320, 1200, 1200, 1200, 480]);
}, 180_000);

test('without Chromium there is a plain poster in the model’s colours, and a note', async () => {
  const { files, notes } = await take(null, true);
  expect(files.map(({ artefact }) => artefact.name)).toEqual(['poster.webp', 'thumbnail.webp']);
  expect(notes.map(({ code }) => code)).toEqual(['no-browser']);
  const { data, info } = await sharp(files[1]!.bytes).raw().toBuffer({ resolveWithObject: true });
  const drawn = Array.from({ length: info.width * info.height }, (_, at) => data[at * 4 + 3]!).filter((alpha) => alpha > 128).length;
  expect(drawn / (info.width * info.height)).toBeGreaterThan(0.3);
  const middle = (160 * 320 + 160) * 4;
  expect(Math.max(...data.subarray(middle, middle + 3)) - Math.min(...data.subarray(middle, middle + 3))).toBeGreaterThan(20);
});

test('a browser that fails leaves the plain poster; one that fails for the turntable leaves the rest', async () => {
  const never: Renderer = { render: () => Promise.resolve(fail({ code: 'browser-died', message: 'It died.' })) };
  expect((await take(never)).notes).toEqual([
    expect.objectContaining({ code: 'no-browser', message: expect.stringContaining('It died.') }),
  ]);
  const flat = flatRenderer();
  const short: Renderer = {
    render: (request, signal) =>
      request.views.length > 1 ? Promise.resolve(fail({ code: 'render-timeout', message: 'Too slow.' })) : flat.render(request, signal),
  };
  const { files, notes } = await take(short, true);
  expect(files).toHaveLength(5);
  expect(notes.map(({ code }) => code)).toEqual(['turntable-missing']);
}, 180_000);

test('a cancelled job takes no plain poster for an answer', async () => {
  const { document } = await sheet({ size: 64, cells: 2 });
  const stop = new AbortController();
  const renderer: Renderer = {
    render: () => {
      stop.abort(new Error('cancelled'));
      return Promise.resolve(fail({ code: 'cancelled', message: 'The drawing was cancelled.' }));
    },
  };
  const taking = takePictures({
    renderer,
    glb: new Uint8Array(),
    document,
    variants: [],
    turntable: false,
    signal: stop.signal,
    progress: () => undefined,
  });
  await expect(taking).rejects.toThrow('cancelled');
});

test('what is nearer hides what is behind it, in whichever order they are drawn', () => {
  const red = [255, 0, 0] as const;
  const blue = [0, 0, 255] as const;
  const at = (z: number): [[number, number, number], [number, number, number], [number, number, number]] => [
    [0, 0, z],
    [16, 0, z],
    [0, 16, z],
  ];
  for (const order of [[1, 2] as const, [2, 1] as const]) {
    const canvas = createCanvas(16);
    for (const z of order) canvas.triangle(at(z), z === 2 ? red : blue);
    expect([...canvas.pixels.subarray(0, 4)]).toEqual([255, 0, 0, 255]);
    expect(canvas.pixels[(15 * 16 + 15) * 4 + 3]).toBe(0);
  }
});
