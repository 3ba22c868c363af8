import type { Note } from '../contract.ts';
import type { Json } from '../scan/glb.ts';
import { readGlb } from '../scan/glb.ts';
import type { VrmData } from '../types.ts';
import { eachReference, gone } from './references.ts';
import { PictureGiver } from './pictures.ts';
import { memberOf, type Kept } from './take.ts';

const listOf = (json: Json, name: string): Json[] => (json[name] as Json[] | undefined) ?? [];

interface Target {
  json: Json;
  pictures: PictureGiver;
  /** references to what is no longer there. */
  lost: number;
}

/** The index that a kept reference has in the new file. */
function find({ json, pictures }: Target, kept: unknown): number | typeof gone {
  if (typeof kept !== 'object' || kept === null) return gone;
  const reference = kept as Kept;
  if (reference.by === 'mesh') return findMesh(json, reference);
  if (reference.by === 'picture')
    return (reference.as === 'image' ? pictures.image(reference.key) : pictures.texture(reference.key)) ?? gone;
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

function giveExtension(target: Target, name: string, kept: unknown): Json {
  const copy = structuredClone(kept) as Json;
  eachReference(name, copy, (reference) => {
    const index = find(target, reference);
    if (index === gone) target.lost++;
    return index;
  });
  return copy;
}

/** Puts VRM's data back into a GLB that was made from its document. What it pointed to and is no longer there is left out and told of. */
export function giveVrm(glb: Uint8Array, vrm: VrmData): { glb: Uint8Array; notes: Note[] } {
  const { json } = readGlb('the model', glb);
  const target: Target = { json, pictures: new PictureGiver(json, vrm.pictures ?? {}), lost: 0 };
  const extensions = (json['extensions'] ??= {}) as Json;
  const used = new Set((json['extensionsUsed'] as string[] | undefined) ?? []);
  for (const [name, kept] of Object.entries(vrm.extensions)) {
    used.add(name);
    if (name === 'VRMC_node_constraint') giveParts(target, { list: 'nodes', name, kept: kept as Json });
    else if (name === 'VRMC_materials_mtoon') giveParts(target, { list: 'materials', name, kept: kept as Json });
    else extensions[name] = giveExtension(target, name, kept);
  }
  json['extensionsUsed'] = [...new Set([...((json['extensionsUsed'] as string[] | undefined) ?? []), ...used])];
  orderToonMaterials(json);
  const message = `${target.lost} references of the avatar’s data (to parts or pictures that are no longer there) were left out.`;
  return {
    glb: withJson(glb, json, target.pictures.added),
    notes: target.lost > 0 ? [{ code: 'vrm-reference-lost', message, where: null }] : [],
  };
}

/** VRM 0's materials in the order of glTF's again; one that it says nothing of is drawn as glTF says (UniVRM’s name for that). */
function orderToonMaterials(json: Json): void {
  const vrm = memberOf(json, 'extensions.VRM') as Json | undefined;
  const kept = vrm?.['materialProperties'] as Json | undefined;
  if (!kept || Array.isArray(kept)) return;
  const plain = {
    shader: 'VRM_USE_GLTFSHADER',
    renderQueue: -1,
    floatProperties: {},
    vectorProperties: {},
    textureProperties: {},
    keywordMap: {},
    tagMap: {},
  };
  vrm!['materialProperties'] = listOf(json, 'materials').map(({ name }) => kept[name as string] ?? { name, ...plain });
}

function giveParts(target: Target, { list, name, kept }: { list: 'nodes' | 'materials'; name: string; kept: Json }): void {
  for (const item of listOf(target.json, list)) {
    const value = kept[item['name'] as string];
    if (value === undefined) continue;
    const extensions = (item['extensions'] ??= {}) as Json;
    extensions[name] = giveExtension(target, name, value);
  }
}

/** The chunks behind the JSON with more bytes in the first, the binary one. */
function withMore(rest: Uint8Array, added: readonly Uint8Array[]): Uint8Array {
  if (added.length === 0) return rest;
  const length = new DataView(rest.buffer, rest.byteOffset, rest.byteLength).getUint32(0, true);
  const out = Buffer.concat([rest.subarray(0, 8 + length), ...added, rest.subarray(8 + length)]);
  out.writeUInt32LE(length + added.reduce((sum, { length: more }) => sum + more, 0), 0);
  return out;
}

/** The same GLB with other JSON (glTF 2.0, section 4.4: chunks are padded to four bytes, JSON with blanks). */
export function withJson(glb: Uint8Array, json: Json, added: readonly Uint8Array[] = []): Uint8Array {
  const before = new DataView(glb.buffer, glb.byteOffset, glb.byteLength);
  const rest = withMore(glb.subarray(20 + before.getUint32(12, true)), added);
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
