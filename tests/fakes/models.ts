import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Logger, NodeIO } from '@gltf-transform/core';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';
import { MeshoptDecoder } from 'meshoptimizer';
import type { Imported, VrmData } from '../../service/src/pipeline/types.ts';

/** Beside the clone, where the project's shared models lie. */
const folder = path.resolve(import.meta.dirname, '../../../shared/models');

export const hasSharedModels = existsSync(folder);

export const sharedModel = (name: string): Uint8Array => readFileSync(path.join(folder, name));

interface Json {
  nodes: { name: string }[];
  extensions?: Record<string, { humanoid?: { humanBones?: unknown } }>;
}

const json = (glb: Uint8Array): Json => {
  const view = Buffer.from(glb.buffer, glb.byteOffset, glb.byteLength);
  return JSON.parse(view.toString('utf8', 20, 20 + view.readUInt32LE(12))) as Json;
};

/** VRM's part of a GLB, read as the specification says, bones by their nodes' names. */
function vrmOf(glb: Uint8Array): VrmData | null {
  const { nodes, extensions = {} } = json(glb);
  const version = extensions['VRMC_vrm'] ? 1 : extensions['VRM'] ? 0 : null;
  if (version === null) return null;
  const humanBones = extensions[version === 1 ? 'VRMC_vrm' : 'VRM']!.humanoid!.humanBones;
  const pairs: [string, number][] =
    version === 1
      ? Object.entries(humanBones as Record<string, { node: number }>).map(([bone, { node }]) => [bone, node])
      : (humanBones as { bone: string; node: number }[]).map(({ bone, node }) => [bone, node]);
  return { version, bones: Object.fromEntries(pairs.map(([bone, node]) => [bone, nodes[node]!.name])), extensions };
}

/** A GLB or VRM as an importer hands it on. */
export async function imported(glb: Uint8Array): Promise<Imported> {
  const io = new NodeIO().setLogger(new Logger(Logger.Verbosity.ERROR)).registerExtensions(ALL_EXTENSIONS);
  const document = await io.registerDependencies({ 'meshopt.decoder': MeshoptDecoder }).readBinary(glb);
  return { document, importer: 'test', repaired: [], dropped: [], warnings: [], vrm: vrmOf(glb) };
}
