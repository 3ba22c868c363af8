import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { hasSharedModels, imported, sharedModel } from '../../../tests/fakes/models.ts';
import type { Failure, Result } from '../kernel/result.ts';
import { facing } from './avatar/humanoid.ts';
import { readAvatar } from './avatar/index.ts';
import { pipelineOptions, type ModelReport } from './contract.ts';
import { runPipeline, type PipelineRun } from './run-child.ts';
import type { VrmData } from './types.ts';

jest.setTimeout(120_000);

const onShared = hasSharedModels ? test : test.skip;
let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'devskyy-avatar-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = (name: string, bytes = sharedModel(name)): { path: string; name: string } => {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return { path: file, name };
};

const run = (source: { path: string; name: string }, wish: Partial<PipelineRun> = {}): Promise<Result<ModelReport, Failure>> =>
  runPipeline({
    source,
    out: path.join(folder, 'out'),
    options: pipelineOptions.parse({ turntable: false }),
    renderer: null,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    limits: { memoryMb: 1024, seconds: 120 },
    ...wish,
  });

/** The file with another word of the same length in its JSON. */
function with_(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  expect(text).toContain(from);
  return Buffer.from(text.replace(from, to.padEnd(from.length, ' ')), 'latin1');
}

const clipsOf = (report: ModelReport): string[] => report.result!.clips.map(({ name }) => name).sort();

onShared('a VRM comes out facing the viewer, with four clips, its bones and terms told (needs ../shared)', async () => {
  const result = await run(place('cryptovoxels-vrm0.vrm'));
  if (!result.ok) throw new Error(result.error.message);
  expect(result.value.avatar).toMatchObject({ kind: 'vrm0', missing: [], licence: { commercial: true, redistribution: true } });
  expect(result.value.repaired.map(({ code }) => code)).toContain('avatar-turned');
  expect(clipsOf(result.value)).toEqual(['Idle', 'Presenting', 'Turning', 'Walking']);
});

onShared('a VRM 0 that was turned is two files, both with its data: one faces viewers, one its own readers (needs ../shared)', async () => {
  const result = await run(place('cryptovoxels-vrm0.vrm'));
  if (!result.ok) throw new Error(result.error.message);
  expect(result.value.files.filter(({ kind }) => kind === 'vrm')).toMatchObject([{ name: 'avatar.vrm', media: 'model/gltf-binary' }]);
  const front = async (name: string): Promise<{ z: number; vrm: VrmData | null }> => {
    const again = await imported(new Uint8Array(readFileSync(path.join(folder, 'out', name))));
    return { z: facing(readAvatar(again, { map: null })!.humanoid)!.z, vrm: again.vrm };
  };
  const [viewer, own] = [await front('viewer.glb'), await front('avatar.vrm')];
  for (const { vrm } of [viewer, own]) expect(vrm).toMatchObject({ version: 0, bones: { hips: 'Hips', leftHand: 'Left wrist' } });
  expect(viewer.z).toBeCloseTo(1, 3);
  expect(own.z).toBeCloseTo(-1, 3);
});

onShared('an avatar is dressed by the same process, and keeps its own clips of other names (needs ../shared)', async () => {
  const result = await run(place('avatar-knight-3clips.glb'), { garments: [place('garment-rogue-tunic-rigged.glb')] });
  if (!result.ok) throw new Error(result.error.message);
  expect(clipsOf(result.value)).toEqual(['Cheer', 'Idle', 'Presenting', 'Turning', 'Walking', 'Walking_A']);
  expect(result.value.avatar).toMatchObject({ kind: 'humanoid', missing: [] });
  expect(result.value.result!.skin!.influences).toBeLessThanOrEqual(4);
  expect(result.value.result!.materials.length).toBeGreaterThan(result.value.found.materials.length);
});

onShared('terms that forbid a shop or redistribution refuse the file (needs ../shared)', async () => {
  const vrm = sharedModel('rogue-vrm1.vrm');
  const changes = [
    ['"commercialUsage":"corporation"', '"commercialUsage":"personal"', 'avatar-licence-commercial'],
    ['"allowRedistribution":true', '"allowRedistribution":null', 'avatar-licence-redistribution'],
  ] as const;
  for (const [from, to, code] of changes) {
    const result = await run(place('avatar.vrm', with_(vrm, from, to)));
    expect(result).toMatchObject({ ok: false, error: { code, next: expect.stringContaining('author') } });
  }
});

onShared('a garment that is no model is refused by its own name (needs ../shared)', async () => {
  const result = await run(place('avatar-knight-3clips.glb'), { garments: [place('shirt.glb', Buffer.from('no shirt at all'))] });
  expect(result).toMatchObject({ ok: false, error: { code: 'not-a-model', message: expect.stringContaining('shirt.glb') } });
});

onShared(
  'bones that the owner names are taken (needs ../shared)',
  async () => {
    const knight = with_(sharedModel('avatar-knight-3clips.glb'), '"name":"wrist.l"', '"name":"pfote"');
    const garments = [place('garment-rogue-tunic-rigged.glb')];
    const other = with_(knight, '"name":"hand.l"', '"name":"xand"');
    const refused = await run(place('a.glb', other), { garments });
    expect(refused).toMatchObject({ ok: false, error: { code: 'avatar-bones-missing', message: expect.stringContaining('leftHand') } });
    const options = pipelineOptions.parse({ turntable: false, bones: { leftHand: 'pfote' } });
    expect(await run(place('a.glb', other), { garments, options })).toMatchObject({ ok: true });
  },
  60_000,
);
