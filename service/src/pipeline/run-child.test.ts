import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { glbOf, sharedFile, testShared, triangle, writeGlb } from '../../../tests/fakes/models-3d.ts';
import { fail, type Failure, type Result } from '../kernel/result.ts';
import { pipelineOptions, report as reportShape, type ModelReport } from './contract.ts';
import { isRefusal, runPipeline, type PipelineRun } from './run-child.ts';
import type { FileRenderer, Progress } from './types.ts';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-child-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let number = 0;

/** Runs one upload, given as bytes, in a child of its own; nothing of another run lies in its folder. */
async function run(
  name: string,
  bytes: Uint8Array,
  wish: Partial<PipelineRun> = {},
): Promise<{ result: Result<ModelReport, Failure>; out: string; place: string }> {
  const place = path.join(folder, String(++number));
  mkdirSync(place);
  const file = path.join(place, 'upload');
  writeFileSync(file, bytes);
  const out = path.join(place, 'out');
  const result = await runPipeline({
    source: { path: file, name },
    out,
    options: pipelineOptions.parse({ turntable: false }),
    renderer: null,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    limits: { memoryMb: 512, seconds: 60 },
    ...wish,
  });
  return { result, out, place };
}

const failureOf = (result: Result<ModelReport, Failure>): Failure => {
  if (result.ok) throw new Error('The file was taken.');
  return result.error;
};

test('a model becomes files and a report that names each of them rightly', async () => {
  const stages: Progress[] = [];
  const { result, out, place } = await run('triangle.glb', await writeGlb(triangle()), { onProgress: (progress) => stages.push(progress) });
  if (!result.ok) throw new Error(result.error.message);
  const written = reportShape.parse(JSON.parse(readFileSync(path.join(out, 'report.json'), 'utf8')));
  expect(written).toEqual(result.value);
  expect(written.found).toMatchObject({ triangles: 1, drawCalls: 1, dimensions: { width: 1, height: 1, depth: 0 } });
  expect(written.files.map(({ kind }) => kind)).toContain('viewer');
  for (const { name, bytes, sha256 } of written.files) {
    const content = readFileSync(path.join(out, name));
    expect([name, content.length, createHash('sha256').update(content).digest('hex')]).toEqual([name, bytes, sha256]);
  }
  expect(written.peakMb).toBeGreaterThan(30);
  expect(stages.map(({ done }) => done)).toEqual(stages.map(({ done }) => done).sort((a, b) => a - b));
  expect(new Set(stages.map(({ stage }) => stage)).size).toBeGreaterThan(5);
  expect(readdirSync(place).sort()).toEqual(['out', 'upload']);
});

test('a file that ends badly says why in one line, is called refused, and leaves nothing', async () => {
  const { result, place } = await run('shoe.glb', glbOf({ asset: { version: '2.0' }, nodes: [{ children: [0] }] }));
  const failure = failureOf(result);
  expect(failure.code).toBe('node-cycle');
  expect(isRefusal(failure)).toBe(true);
  expect(failure.message).not.toContain('\n');
  expect(readdirSync(place)).toEqual(['upload']);
});

test('cancelling ends the process and leaves nothing; it says nothing against the file', async () => {
  const abort = new AbortController();
  const { result, place } = await run('triangle.glb', await writeGlb(triangle()), {
    signal: abort.signal,
    onProgress: ({ stage }) => {
      if (stage === 'check') abort.abort();
    },
  });
  expect(failureOf(result).code).toBe('cancelled');
  expect(isRefusal(failureOf(result))).toBe(false);
  expect(readdirSync(place)).toEqual(['upload']);
});

test('a run that was called off before its process began ends at once, with the reason that was given', async () => {
  const bytes = await writeGlb(triangle());
  const stop: Failure = { code: 'gave-way', message: 'Others first.' };
  const gave = await run('triangle.glb', bytes, { stop: AbortSignal.abort(stop) });
  expect(failureOf(gave.result)).toMatchObject(stop);
  const controller = new AbortController();
  const cancelled = run('triangle.glb', bytes, { signal: controller.signal });
  controller.abort();
  const { result, place } = await cancelled;
  expect(failureOf(result).code).toBe('cancelled');
  expect(readdirSync(place)).toEqual(['upload']);
});

test('a run that is too slow or takes too much memory is ended, and says in which stage', async () => {
  // The renderer never answers: what would wait forever is ended by the clock.
  const never: FileRenderer = {
    render: (_request, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(fail({ code: 'gone', message: 'Gone.' })))),
  };
  const slow = await run('triangle.glb', await writeGlb(triangle()), { renderer: never, limits: { memoryMb: 512, seconds: 4 } });
  expect(failureOf(slow.result)).toMatchObject({ code: 'time-exceeded', message: expect.stringMatching(/4 seconds \(stage: \w+\)/) });
  const large = await run('triangle.glb', await writeGlb(triangle()), { limits: { memoryMb: 60, seconds: 60 } });
  expect(failureOf(large.result)).toMatchObject({ code: 'memory-exceeded' });
  expect([...readdirSync(slow.place), ...readdirSync(large.place)]).toEqual(['upload', 'upload']);
});

test('a folder that cannot be written is no fault of the file', async () => {
  const blocked = path.join(folder, 'blocked');
  writeFileSync(blocked, '');
  const { result } = await run('triangle.glb', await writeGlb(triangle()), { out: path.join(blocked, 'out') });
  expect(failureOf(result).code).toBe('out-unwritable');
  expect(isRefusal(failureOf(result))).toBe(false);
});

/** What each hostile file must be refused as. */
const hostile: readonly [row: string, file: string, code: string][] = [
  ['C4', 'truncated.glb', 'glb-truncated'],
  ['C4', 'truncated.fbx', 'fbx-unreadable'],
  ['C4', 'png-renamed.fbx', 'not-a-model'],
  ['C4', 'malformed.obj', 'obj-face'],
  ['C4', 'huge-accessor.gltf', 'accessors-too-large'],
  ['C4', 'node-cycle.gltf', 'node-cycle'],
  ['C6', 'http-uri.gltf', 'uri-outside'],
  ['C6', 'path-traversal.gltf', 'uri-outside'],
  ['C6', 'absolute-path.gltf', 'uri-outside'],
  ['C8', 'bomb.zip', 'archive-too-large'],
  ['C8', 'slip.zip', 'archive-path'],
];

for (const [row, file, code] of hostile)
  testShared(
    `${row} ${file} is refused at once, in little memory, with nothing written`,
    async () => {
      const { result, place } = await run(file, sharedFile(`bad/${file}`), { limits: { memoryMb: 512, seconds: 60 } });
      const failure = failureOf(result);
      expect(failure).toMatchObject({ code, message: expect.not.stringContaining('\n'), next: expect.stringMatching(/\.$/) });
      expect(failure.details?.['peakMb']).toBeLessThan(512);
      expect(isRefusal(failure)).toBe(true);
      expect(readdirSync(place)).toEqual(['upload']);
    },
    90_000,
  );

/** A small generator, so that a failing mutation can be run again. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff;
}

testShared(
  'C4 cut and flipped copies of real models are taken or refused with a reason; no process dies of them',
  async () => {
    const sources = ['garment-rogue-tunic-static.glb', 'kenney-character-run.fbx', 'obj-couch.zip', 'cryptovoxels-vrm0.vrm'];
    const random = numbers(20261123);
    const ends: string[] = [];
    for (const name of sources)
      for (let turn = 0; turn < 4; turn++) {
        const bytes = sharedFile(name).slice();
        if (turn === 0) bytes.fill(0, 0, 64);
        for (let flip = 0; flip < turn * 20; flip++) bytes[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8);
        const cut = turn === 1 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
        const { result } = await run(name, cut);
        if (!result.ok) ends.push(`${name} ${turn}: ${result.error.code} ${result.error.message}`);
      }
    expect(ends.filter((end) => /process-ended|memory-exceeded|time-exceeded/.test(end))).toEqual([]);
    for (const end of ends) expect(end.length).toBeGreaterThan(30);
  },
  180_000,
);

test('C8 an archive inside an archive is not opened', async () => {
  const inner = zipSync({ 'model.obj': new Uint8Array(10) });
  const { result } = await run('outer.zip', zipSync({ 'inner.zip': inner }));
  expect(failureOf(result).code).toBe('no-model');
});

test('the service’s main process loads none of the 3D libraries', () => {
  const sources = ['run-child.ts', 'child-file.ts', 'watch.ts', 'limits.ts', 'protocol.ts', 'contract.ts', 'disk.ts'];
  for (const file of sources) {
    const text = readFileSync(path.join(import.meta.dirname, file), 'utf8');
    const loaded = [...text.matchAll(/^import (?!type)[^;]*from '([^']+)'/gm)].map((match) => match[1]!);
    expect([file, loaded.filter((name) => !/^(node:|zod$|\.\.\/kernel\/)/.test(name) && !sources.includes(name.slice(2)))]).toEqual([
      file,
      [],
    ]);
  }
  expect(existsSync(path.join(import.meta.dirname, 'child.ts'))).toBe(true);
});
