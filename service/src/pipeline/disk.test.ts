import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { triangle, writeGlb } from '../../../tests/fakes/models-3d.ts';
import { childFile } from './child-file.ts';
import { pipelineOptions } from './contract.ts';
import { diskFull } from './disk.ts';
import type { ChildJob, FromChild } from './protocol.ts';
import { isRefusal } from './run-child.ts';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-full-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a child answers whose file of this name lands on a device that is always full. */
async function withFull(name: 'files/viewer.glb' | 'scratch/1.glb'): Promise<FromChild & { kind: 'done' }> {
  const place = mkdtempSync(path.join(folder, 'job-'));
  const job: ChildJob = {
    source: { path: path.join(place, 'upload'), name: 'triangle.glb' },
    garments: [],
    out: path.join(place, 'files'),
    scratch: name.startsWith('scratch') ? path.join(place, 'scratch') : null,
    options: pipelineOptions.parse({ turntable: false }),
  };
  writeFileSync(job.source.path, await writeGlb(triangle()));
  for (const one of ['files', 'scratch']) mkdirSync(path.join(place, one));
  symlinkSync('/dev/full', path.join(place, name));
  const child = spawn(process.execPath, ['--no-warnings', childFile()], {
    stdio: ['pipe', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  child.stdin!.end(JSON.stringify(job));
  return new Promise((resolve, reject) => {
    child.on('message', (message: FromChild) => {
      if (message.kind === 'done') resolve(message);
    });
    child.once('exit', (code) => reject(new Error(`The child ended with ${code}.`)));
  });
}

// Only Linux has a device that is always full.
const withDevice = existsSync('/dev/full') ? test : test.skip;

for (const name of ['files/viewer.glb', 'scratch/1.glb'] as const)
  withDevice(`a disk without room for ${name} says nothing against the model (needs /dev/full)`, async () => {
    expect((await withFull(name)).result).toEqual({ ok: false, error: diskFull });
    expect(isRefusal(diskFull)).toBe(false);
  });
