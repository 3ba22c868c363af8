import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A package's program, run on this Node: its file by the package's own `bin`. */
function program(name: string, file: string): string {
  const folders = createRequire(import.meta.filename).resolve.paths(name) ?? [];
  const found = folders.map((folder) => path.join(folder, name, file));
  const existing = found.find((candidate) => {
    try {
      readFileSync(candidate);
      return true;
    } catch {
      return false;
    }
  });
  if (!existing) throw new Error(`${name} is not installed: npm install.`);
  return existing;
}

export const peerNames = ['gltf-transform', 'gltfpack'] as const;
export type PeerName = (typeof peerNames)[number];

/** What the peers are called with. */
export const commands: Record<PeerName, string> = {
  'gltf-transform': 'gltf-transform optimize --texture-compress webp',
  gltfpack: 'gltfpack -cc',
};

/** Runs a peer's own program over a GLB. */
export async function runPeer(name: PeerName, glb: Uint8Array, folder: string): Promise<Uint8Array> {
  const [source, out] = [path.join(folder, 'in.glb'), path.join(folder, `${name}.glb`)];
  writeFileSync(source, glb);
  const args =
    name === 'gltfpack'
      ? [program('gltfpack', 'cli.js'), '-cc', '-i', source, '-o', out]
      : [program('@gltf-transform/cli', 'bin/cli.js'), 'optimize', source, out, '--texture-compress', 'webp'];
  await run(process.execPath, args, { timeout: 120_000, maxBuffer: 1e8 });
  return readFileSync(out);
}
