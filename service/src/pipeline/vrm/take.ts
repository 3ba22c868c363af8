import type { Note } from '../contract.ts';
import type { Json } from '../scan/glb.ts';
import type { VrmData } from '../types.ts';
import { imageOf, PictureKeeper } from './pictures.ts';
import { eachReference, gone, type Target } from './references.ts';

const whole = ['VRM', 'VRMC_vrm', 'VRMC_springBone'];
const listOf = (json: Json, name: string): Json[] => (json[name] as Json[] | undefined) ?? [];

/** How an index is kept while the document changes: by the name of what it means. A texture by the material and the slot that show it too. */
export type Kept =
  | { by: 'node' | 'material'; name: string }
  | { by: 'mesh'; node: string; targets: number }
  | { by: 'texture'; material: string; slot: string }
  | { by: 'picture'; key: string; as: 'texture' | 'image' };

/** How large the pictures that only VRM's data speak of stay: what a toon shader paints with, and the avatar's thumbnail. */
const edges = { texture: 1024, image: 256 } as const;

/** Names must tell nodes and materials apart; a second one of a name gets a number. Returns how many were changed. */
function uniqueNames(list: readonly Json[], word: string): number {
  const taken = new Set<string>();
  let changed = 0;
  for (const [index, item] of list.entries()) {
    const given = typeof item['name'] === 'string' && item['name'] !== '' ? item['name'] : `${word}-${index}`;
    let name = given;
    for (let number = 2; taken.has(name); number++) name = `${given}-${number}`;
    if (name !== item['name']) changed++;
    item['name'] = name;
    taken.add(name);
  }
  return changed;
}

const slots = [
  'pbrMetallicRoughness.baseColorTexture',
  'pbrMetallicRoughness.metallicRoughnessTexture',
  'normalTexture',
  'occlusionTexture',
  'emissiveTexture',
];

/** A member of nested objects by its path with dots. */
export const memberOf = (holder: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Json)[key] : undefined), holder);

function keep({ json, pictures }: Source, { index, target, path }: { index: unknown; target: Target; path: string }): Kept | typeof gone {
  if (typeof index !== 'number' || index < 0) return gone;
  const named = (list: string): string | undefined => listOf(json, list)[index]?.['name'] as string | undefined;
  if (target === 'node' || target === 'material') {
    const name = named(`${target}s`);
    return name === undefined ? gone : { by: target, name };
  }
  if (target === 'mesh') return keepMesh(json, index);
  const slot = target === 'texture' ? keepTexture(json, index) : null;
  if (slot) return slot;
  const key = pictures.keep(target === 'texture' ? imageOf(json, index) : index, /^meta\./.test(path) ? edges.image : edges.texture);
  return key === null ? gone : { by: 'picture', key, as: target };
}

/** The file that is taken apart. */
interface Source {
  json: Json;
  pictures: PictureKeeper;
}

function keepMesh(json: Json, index: number): Kept | typeof gone {
  const node = listOf(json, 'nodes').find((one) => one['mesh'] === index);
  const first = (listOf(json, 'meshes')[index]?.['primitives'] as Json[] | undefined)?.[0];
  return node ? { by: 'mesh', node: node['name'] as string, targets: ((first?.['targets'] as unknown[] | undefined) ?? []).length } : gone;
}

/** A slot of glTF's own that shows the same picture; null: none does. */
function keepTexture(json: Json, index: number): Kept | null {
  const image = imageOf(json, index);
  for (const material of listOf(json, 'materials'))
    for (const slot of slots) {
      const shown = memberOf(material, `${slot}.index`);
      if (shown === index || (typeof shown === 'number' && image !== undefined && imageOf(json, shown) === image))
        return { by: 'texture', material: material['name'] as string, slot };
    }
  return null;
}

/** A copy of an extension's JSON in which every index stands as what it means. */
function keepExtension(source: Source, name: string, value: unknown): Json {
  const copy = structuredClone(value) as Json;
  eachReference(name, copy, (index, target, path) => keep(source, { index, target, path }));
  return copy;
}

/** The extensions of single nodes or materials, by the owner's name. */
function keepParts(source: Source, list: 'nodes' | 'materials', name: string): Json {
  const kept: Json = {};
  for (const item of listOf(source.json, list)) {
    const value = memberOf(item, `extensions.${name}`);
    if (value !== undefined) kept[item['name'] as string] = keepExtension(source, name, value);
  }
  return kept;
}

/**
 * Takes what VRM keeps beside glTF out of a model's JSON, by names instead of indices; the JSON gets unique names of nodes and materials for it. Null: no VRM.
 */
export function takeVrm(json: Json, bin: Uint8Array | null = null): { vrm: VrmData; notes: Note[] } | null {
  const extensions = (json['extensions'] ?? {}) as Json;
  const version = 'VRMC_vrm' in extensions ? 1 : 'VRM' in extensions ? 0 : null;
  if (version === null) return null;
  const notes: Note[] = [];
  const renamed = uniqueNames(listOf(json, 'nodes'), 'node') + uniqueNames(listOf(json, 'materials'), 'material');
  if (renamed > 0)
    notes.push({ code: 'names-made', message: `${renamed} nodes or materials had no name of their own and were given one.`, where: null });
  const source: Source = { json, pictures: new PictureKeeper(json, bin) };
  const kept: Record<string, unknown> = {};
  for (const name of whole) if (extensions[name] !== undefined) kept[name] = keepExtension(source, name, extensions[name]);
  nameToonMaterials(json, kept);
  const parts: Record<string, unknown> = {
    VRMC_node_constraint: keepParts(source, 'nodes', 'VRMC_node_constraint'),
    VRMC_materials_mtoon: keepParts(source, 'materials', 'VRMC_materials_mtoon'),
  };
  for (const [name, part] of Object.entries(parts)) if (Object.keys(part as Json).length > 0) kept[name] = part;
  return { vrm: { version, bones: bonesOf(kept, version), extensions: kept, pictures: source.pictures.pictures }, notes };
}

/** VRM 0 lists its materials beside glTF's, in the same order: the names tell which is which when the order changes. */
function nameToonMaterials(json: Json, kept: Record<string, unknown>): void {
  const properties = memberOf(kept['VRM'], 'materialProperties');
  if (!Array.isArray(properties)) return;
  const names = listOf(json, 'materials').map((material) => material['name']);
  (kept['VRM'] as Json)['materialProperties'] = Object.fromEntries(properties.map((one, index) => [names[index], one]));
}

function bonesOf(kept: Record<string, unknown>, version: 0 | 1): Record<string, string> {
  const list = memberOf(kept, version === 1 ? 'VRMC_vrm.humanoid.humanBones' : 'VRM.humanoid.humanBones');
  const entries = Object.entries((list ?? {}) as Json).flatMap(([key, value]) => {
    const bone = version === 1 ? key : memberOf(value, 'bone');
    const node = memberOf(value, 'node.name');
    return typeof bone === 'string' && typeof node === 'string' ? [[bone, node] as const] : [];
  });
  return Object.fromEntries(entries);
}
