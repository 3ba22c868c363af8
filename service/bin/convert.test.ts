import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sharedModels, testShared, triangle, writeGlb } from '../../tests/fakes/models-3d.ts';
import { isGlb, peekJson } from '../src/pipeline/scan/glb.ts';
import { readCommand } from './options.ts';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-convert-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  code: number;
  said: string;
  complained: string[];
}

/** Runs the command as a person does, without a browser. */
const convert = (...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const program = path.join(import.meta.dirname, 'devskyy-3d.js');
    execFile(process.execPath, [program, ...args], { env: { PATH: '' } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout, complained: stderr.split('\n').filter(Boolean) }),
    );
  });

test('the command makes a model’s files in the folder and ends with 0', async () => {
  const source = path.join(folder, 'thing.glb');
  writeFileSync(source, await writeGlb(triangle()));
  const out = path.join(folder, 'thing');
  const { code, said, complained } = await convert(source, out, '--no-pictures', '--finish', 'cloth=velvet');
  expect([code, complained]).toEqual([0, []]);
  expect(said).toContain('viewer.glb');
  const names = readdirSync(out);
  for (const name of ['viewer.glb', 'ar.usdz', 'poster.webp', 'report.json']) expect(names).toContain(name);
  const report = JSON.parse(readFileSync(path.join(out, 'report.json'), 'utf8')) as { repaired: { code: string; where: string }[] };
  expect(report.repaired).toContainEqual(expect.objectContaining({ code: 'finish', where: 'cloth' }));
}, 60_000);

test('a file that is refused, or is not there, ends with 1 and one line that says why; no folder is made', async () => {
  const source = path.join(folder, 'fake.glb');
  writeFileSync(source, '%PDF-1.7');
  for (const [file, says] of [
    [source, /fake\.glb is a PDF document/],
    [path.join(folder, 'gone.glb'), /gone\.glb cannot be read: ENOENT/],
  ] as const) {
    const { code, complained } = await convert(file, path.join(folder, 'refused'));
    expect([code, complained]).toEqual([1, [expect.stringMatching(says)]]);
  }
  expect(existsSync(path.join(folder, 'refused'))).toBe(false);
}, 60_000);

test('a wrong command line ends with 2 and says what it wants', async () => {
  expect(readCommand(['in.glb'])).toMatch(/one file and one folder/);
  expect(readCommand(['in.glb', 'out', '--category', 'boat'])).toMatch(/^--category: /);
  expect(readCommand(['in.glb', 'out', '--scale=-1'])).toMatch(/^--scale: /);
  expect(readCommand(['in.glb', 'out', '--colour'])).toMatch(/--colour/);
  expect(readCommand(['in.glb', 'out', '--memory', 'much'])).toMatch(/^--memory/);
  expect(readCommand(['--help'])).toBeNull();
  expect(readCommand(['in.glb', 'out', '--finish', 'A=b=silk', '--scale', '0.01', '--no-turntable'])).toMatchObject({
    options: { finishes: { 'A=b': 'silk' }, scale: 0.01, turntable: false },
    pictures: true,
  });
  expect((await convert('only-one')).code).toBe(2);
}, 30_000);

testShared(
  'an avatar’s file becomes a .glb that still is one',
  async () => {
    const out = path.join(folder, 'avatar');
    expect((await convert(path.join(sharedModels, 'rogue-vrm1.vrm'), out, '--no-pictures')).code).toBe(0);
    const viewer = new Uint8Array(readFileSync(path.join(out, 'viewer.glb')));
    expect(isGlb(viewer)).toBe(true);
    expect(Object.keys(peekJson(viewer)!['extensions'] as object)).toContain('VRMC_vrm');
  },
  120_000,
);
