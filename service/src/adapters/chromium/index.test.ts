import { closeSync, existsSync, openSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Document, NodeIO } from '@gltf-transform/core';
import sharp from 'sharp';
import { asFile } from './as-file.ts';
import { findChromium } from './executable.ts';
import { createRenderer, type ChromiumRenderer, type RendererOptions } from './index.ts';
import type { View } from '../../pipeline/types.ts';
import { childWith } from './memory.ts';
import { viewerScripts } from './scripts.ts';

const searchPath = process.env['PATH'] ?? '';
const withChromium = findChromium(null, searchPath) ? describe : describe.skip;
// Without /proc there is no name that means one file to us and none to the browser.
const withProc = existsSync('/proc/self/fd') ? test : test.skip;
const forever = new AbortController().signal;
const front = { theta: 0, phi: 90 };

/** A red triangle that faces the camera. */
async function triangle(): Promise<Uint8Array> {
  const document = new Document();
  const buffer = document.createBuffer();
  const positions = document
    .createAccessor()
    .setType('VEC3')
    .setArray(new Float32Array([-1, -1, 0, 1, -1, 0, 0, 1, 0]))
    .setBuffer(buffer);
  const material = document
    .createMaterial('red')
    .setBaseColorFactor([1, 0, 0, 1])
    .setDoubleSided(true)
    .setRoughnessFactor(1)
    .setMetallicFactor(0);
  const mesh = document.createMesh().addPrimitive(document.createPrimitive().setAttribute('POSITION', positions).setMaterial(material));
  document.createScene().addChild(document.createNode().setMesh(mesh));
  return new NodeIO().writeBinary(document);
}

/** A GLB of nothing but this JSON. */
function glbOf(json: unknown): Uint8Array {
  const text = Buffer.from(JSON.stringify(json));
  const chunk = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, ' ')]);
  const head = Buffer.alloc(20);
  head.write('glTF', 0);
  head.writeUInt32LE(2, 4);
  head.writeUInt32LE(20 + chunk.length, 8);
  head.writeUInt32LE(chunk.length, 12);
  head.write('JSON', 16);
  return Buffer.concat([head, chunk]);
}

/** The same views; when the second is asked for, the first has been drawn. */
const toldOfTheFirst = (views: View[], drawn: () => void): View[] =>
  Object.assign([...views], {
    *[Symbol.iterator]() {
      for (const [index, view] of views.entries()) {
        if (index === 1) drawn();
        yield view;
      }
    },
  });

let renderer: ChromiumRenderer | null = null;
function start(options: Partial<RendererOptions> = {}): ChromiumRenderer {
  renderer = createRenderer({ path: null, searchPath, ...options });
  return renderer;
}
afterEach(async () => {
  await renderer?.stop();
  renderer = null;
});

test('a browser that the operator names and that cannot be run is not replaced by another', () => {
  expect(findChromium('/nowhere/chromium', searchPath)).toBeNull();
  expect(findChromium(null, '')).toBeNull();
  expect(findChromium(process.execPath, '')).toBe(process.execPath);
});

test('the viewer’s script and its decoders are found in a clone', () => {
  expect([...(viewerScripts()?.keys() ?? [])]).toContain('meshopt_decoder.js');
});

test('without Chromium a picture is refused with what to do', async () => {
  const answer = await start({ searchPath: '' }).render({ glb: new Uint8Array(), views: [front], pixels: 64 }, forever);
  expect(answer).toEqual({
    ok: false,
    error: expect.objectContaining({ code: 'no-browser', next: expect.stringContaining('CHROMIUM_PATH') }),
  });
});

withChromium('[Chromium]', () => {
  test('a model is drawn once for each view, on the background that was asked for, and a fresh browser is taken after so many', async () => {
    const drawing = start({ jobs: 1 });
    const glb = await triangle();
    const clear = await drawing.render({ glb, views: [front, { theta: 90, phi: 90 }], pixels: 64 }, forever);
    const blue = await drawing.render({ glb, views: [front], pixels: 64, background: '#0000ff' }, forever);
    if (!clear.ok || !blue.ok) throw new Error(JSON.stringify([clear, blue]));
    expect(clear.value).toHaveLength(2);
    const { data, info } = await sharp(clear.value[0]).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([64, 64, 4]);
    expect(data[3]).toBe(0);
    const middle = (36 * 64 + 32) * 4;
    expect(data[middle]! > 120 && data[middle + 1]! < 90 && data[middle + 3] === 255).toBe(true);
    const corner = await sharp(blue.value[0]).raw().toBuffer();
    expect([...corner.subarray(0, 3)]).toEqual([0, 0, 255]);
    expect(drawing.status()).toMatchObject({ rendered: 2, launches: 2, waiting: 0 });
  }, 120_000);

  test('a model in a file is drawn as one in memory is', async () => {
    const drawing = start();
    const glb = await triangle();
    const inMemory = await drawing.render({ glb, views: [front], pixels: 64 }, forever);
    const inFile = await asFile(glb, (file) => drawing.render({ file, views: [front], pixels: 64 }, forever));
    expect(inFile).toEqual(inMemory);
    expect(inFile.ok).toBe(true);
  }, 120_000);

  withProc(
    'a browser that may not read the file, as in a box of its own, gets the bytes (needs /proc)',
    async () => {
      const glb = await triangle();
      const answer = await asFile(glb, async (file) => {
        // One of our open files, by a name that means another file, or none, to the browser.
        const open: number[] = [];
        while ((open.at(-1) ?? 0) < 512) open.push(openSync(file, 'r'));
        try {
          return await start().render({ file: `/proc/self/fd/${open.at(-1)!}`, views: [front], pixels: 64 }, forever);
        } finally {
          for (const one of open) closeSync(one);
        }
      });
      expect(answer).toMatchObject({ ok: true });
    },
    120_000,
  );

  test('a browser that dies is started once more for the same model', async () => {
    const drawing = start();
    const glb = await triangle();
    expect((await drawing.render({ glb, views: [front], pixels: 64 }, forever)).ok).toBe(true);
    const views = Array.from({ length: 40 }, (_, index) => ({ theta: index * 9, phi: 80 }));
    const first = Promise.withResolvers<null>();
    const answer = drawing.render({ glb, views: toldOfTheFirst(views, () => first.resolve(null)), pixels: 256 }, forever);
    await first.promise;
    process.kill(childWith('--devskyy-renderer=')!, 'SIGKILL');
    const pictures = await answer;
    expect(pictures.ok && pictures.value).toHaveLength(40);
    expect(drawing.status().launches).toBe(2);
  }, 120_000);

  test('a browser that draws nothing is ended and started again for the next model; a picture is given up, but not for what others left', async () => {
    const drawing = start();
    const glb = await triangle();
    const heavy = { code: 'render-memory', message: 'Too much.' };
    const views = Array.from({ length: 40 }, (_, index) => ({ theta: index * 9, phi: 80 }));
    expect(drawing.drawing()).toBe(false);
    const fresh = Promise.withResolvers<null>();
    const alone = drawing.render({ glb, views: toldOfTheFirst(views, () => fresh.resolve(null)), pixels: 256 }, forever);
    await fresh.promise;
    expect(drawing.drawing()).toBe(true);
    drawing.relieve(heavy);
    expect(await alone).toEqual({ ok: false, error: heavy });
    expect((await drawing.render({ glb, views: [front], pixels: 64 }, forever)).ok).toBe(true);
    const used = Promise.withResolvers<null>();
    const again = drawing.render({ glb, views: toldOfTheFirst(views, () => used.resolve(null)), pixels: 256 }, forever);
    await used.promise;
    drawing.relieve(heavy);
    expect((await again).ok).toBe(true);
    expect(drawing.status()).toMatchObject({ running: true, launches: 3 });
    await drawing.rest();
    expect(drawing.status()).toMatchObject({ running: false, megabytes: null });
    expect((await drawing.render({ glb, views: [front], pixels: 64 }, forever)).ok).toBe(true);
  }, 120_000);

  test('time and memory are bounded, a job can be cancelled, and the next one is drawn all the same', async () => {
    const glb = await triangle();
    const views = Array.from({ length: 400 }, (_, index) => ({ theta: index, phi: 80 }));
    const slow = await start({ timeoutMs: 1 }).render({ glb, views: [front], pixels: 64 }, forever);
    expect(!slow.ok && slow.error.code).toBe('render-timeout');
    await renderer!.stop();
    const large = await start({ memoryMb: 10 }).render({ glb, views, pixels: 512 }, forever);
    expect(!large.ok && large.error.code).toBe('render-memory');
    await renderer!.stop();
    const drawing = start();
    const stop = new AbortController();
    const long = drawing.render({ glb, views, pixels: 512 }, stop.signal);
    const next = drawing.render({ glb, views: [front], pixels: 64 }, forever);
    setTimeout(() => stop.abort(), 1500);
    expect(await long).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect((await next).ok).toBe(true);
  }, 120_000);

  test('a file that is no model is refused, and one that names an address reaches no network', async () => {
    const drawing = start();
    const broken = await drawing.render({ glb: Buffer.from('glTF, but not really'), views: [front], pixels: 64 }, forever);
    expect(!broken.ok && broken.error.code).toBe('render-refused');
    let calls = 0;
    const server = createServer((_, answer) => {
      calls++;
      answer.end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const glb = glbOf({
      asset: { version: '2.0' },
      scenes: [{ nodes: [0] }],
      nodes: [{ mesh: 0 }],
      buffers: [{ uri: `http://127.0.0.1:${port}/x.bin`, byteLength: 36 }],
      bufferViews: [{ buffer: 0, byteLength: 36 }],
      accessors: [{ bufferView: 0, componentType: 5126, count: 3, type: 'VEC3' }],
      meshes: [{ primitives: [{ attributes: { POSITION: 0 } }] }],
    });
    const outside = await drawing.render({ glb, views: [front], pixels: 64 }, forever);
    server.close();
    expect(!outside.ok && outside.error.code).toBe('render-refused');
    expect(calls).toBe(0);
  }, 120_000);
});
