import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { glbOf, triangle, writeGlb } from '../../../tests/fakes/models-3d.ts';
import type { Failure, Result } from '../kernel/result.ts';
import { pipelineOptions, type ModelReport, type PipelineOptions } from './contract.ts';
import { runPipeline } from './run-child.ts';
import { readGlb } from './scan/glb.ts';

jest.setTimeout(120_000);

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'devskyy-untouched-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = { avatarPermission: 'everyone', commercialUsage: 'corporation', allowRedistribution: true };

/** A VRM 1 with these terms, in a material that any other upload would have mended. */
async function avatar(meta: Record<string, unknown>): Promise<Uint8Array> {
  const { json, bin } = readGlb('avatar', await writeGlb(triangle()));
  json['extensionsUsed'] = ['VRMC_vrm'];
  json['extensions'] = { VRMC_vrm: { specVersion: '1.0', meta: { name: 'x', ...meta }, humanoid: { humanBones: { head: { node: 0 } } } } };
  return glbOf(json, bin ?? undefined);
}

async function run(bytes: Uint8Array, wish: Partial<PipelineOptions> = {}): Promise<Result<ModelReport, Failure>> {
  const source = { path: path.join(folder, 'avatar.vrm'), name: 'avatar.vrm' };
  writeFileSync(source.path, bytes);
  return runPipeline({
    source,
    out: path.join(folder, 'out'),
    options: pipelineOptions.parse({ turntable: false, ...wish }),
    renderer: null,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    limits: { memoryMb: 1024, seconds: 120 },
  });
}

test('an avatar that may be passed on and not be changed is shown byte for byte, with pictures and nothing else', async () => {
  const bytes = await avatar({ ...open, modification: 'prohibited' });
  const result = await run(bytes, { scale: 2 });
  if (!result.ok) throw new Error(result.error.message);
  const { files, repaired, dropped, warnings, scale, avatar: facts } = result.value;
  expect(Buffer.compare(readFileSync(path.join(folder, 'out/viewer.glb')), bytes)).toBe(0);
  expect(files.map(({ kind }) => kind)).toEqual(['viewer', 'poster', 'thumbnail']);
  expect([repaired, dropped, scale.factor, facts?.licence?.modification]).toEqual([[], [], 1, false]);
  expect(warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(['avatar-untouched', 'avatar-wish-refused']));
});

test('one that may not be passed on is refused, changed or not', async () => {
  const result = await run(await avatar({ ...open, allowRedistribution: false, modification: 'prohibited' }));
  expect(result).toMatchObject({ ok: false, error: { code: 'avatar-licence-redistribution', next: expect.stringContaining('author') } });
});
