import type { Note } from '../contract.ts';
import type { Json } from '../scan/glb.ts';
import { readGlb } from '../scan/glb.ts';
import type { VrmData } from '../types.ts';
import { eachReference, gone } from './references.ts';
import { memberOf, type Kept } from './take.ts';

const listOf = (json: Json, name: string): Json[] => (json[name] as Json[] | undefined) ?? [];

interface Lost {
  references: number;
}

/** The index that a kept reference has in the new file. */
function find(json: Json, kept: unknown): number | typeof gone {
  if (typeof kept !== 'object' || kept === null) return gone;
  const reference = kept as Kept;
  if (reference.by === 'mesh') return findMesh(json, reference);
  if (reference.by === 'texture') {
    const material = listOf(json, 'materials').find((one) => one['name'] === reference.material);
    const index = memberOf(material, `${reference.slot}.index`);
    return typeof index === 'number' ? index : gone;
  }
  const index = listOf(json, `${reference.by}s`).findIndex((one) => one['name'] === reference.name);
  return index < 0 ? gone : index;
}

/** The mesh of the node of that name; where a packer moved it away from its node, the only mesh with as many morph targets. */
function findMesh(json: Json, { node, targets }: Extract<Kept, { by: 'mesh' }>): number | typeof gone {
  const nodes = listOf(json, 'nodes');
  const named = nodes.find((one) => one['name'] === node);
  const below = ((named?.['children'] as number[] | undefined) ?? []).map((child) => nodes[child]);
  const direct = [named, ...below].find((one) => typeof one?.['mesh'] === 'number');
  if (direct) return direct['mesh'] as number;
  const alike = listOf(json, 'meshes').flatMap((mesh, index) => {
    const first = (mesh['primitives'] as Json[] | undefined)?.[0];
    return ((first?.['targets'] as unknown[] | undefined) ?? []).length === targets ? [index] : [];
  });
  return alike.length === 1 ? alike[0]! : gone;
}

function giveExtension(json: Json, name: string, kept: unknown, lost: Lost): Json {
  const copy = structuredClone(kept) as Json;
  eachReference(name, copy, (reference) => {
    const index = find(json, reference);
    if (index === gone) lost.references++;
    return index;
  });
  return copy;
}

/** Puts VRM's data back into a GLB that was made from its document. What it pointed to and is no longer there is left out and told of. */
export function giveVrm(glb: Uint8Array, vrm: VrmData): { glb: Uint8Array; notes: Note[] } {
  const { json } = readGlb('the model', glb);
  const lost: Lost = { references: 0 };
  const extensions = (json['extensions'] ??= {}) as Json;
  const used = new Set((json['extensionsUsed'] as string[] | undefined) ?? []);
  for (const [name, kept] of Object.entries(vrm.extensions)) {
    used.add(name);
    if (name === 'VRMC_node_constraint') giveParts(json, { list: 'nodes', name, kept: kept as Json }, lost);
    else if (name === 'VRMC_materials_mtoon') giveParts(json, { list: 'materials', name, kept: kept as Json }, lost);
    else extensions[name] = giveExtension(json, name, kept, lost);
  }
  json['extensionsUsed'] = [...used];
  const message = `${lost.references} references of the avatar’s data (to toon textures, a thumbnail or parts that are no longer there) were left out.`;
  return { glb: withJson(glb, json), notes: lost.references > 0 ? [{ code: 'vrm-reference-lost', message, where: null }] : [] };
}

function giveParts(json: Json, { list, name, kept }: { list: 'nodes' | 'materials'; name: string; kept: Json }, lost: Lost): void {
  for (const item of listOf(json, list)) {
    const value = kept[item['name'] as string];
    if (value === undefined) continue;
    const extensions = (item['extensions'] ??= {}) as Json;
    extensions[name] = giveExtension(json, name, value, lost);
  }
}

/** The same GLB with other JSON (glTF 2.0, section 4.4: chunks are padded to four bytes, JSON with blanks). */
function withJson(glb: Uint8Array, json: Json): Uint8Array {
  const before = new DataView(glb.buffer, glb.byteOffset, glb.byteLength);
  const rest = glb.subarray(20 + before.getUint32(12, true));
  const text = new TextEncoder().encode(JSON.stringify(json));
  const padded = Math.ceil(text.length / 4) * 4;
  const out = new Uint8Array(20 + padded + rest.length).fill(0x20, 20, 20 + padded);
  out.set(glb.subarray(0, 20));
  out.set(text, 20);
  out.set(rest, 20 + padded);
  const view = new DataView(out.buffer);
  view.setUint32(8, out.length, true);
  view.setUint32(12, padded, true);
  return out;
}
