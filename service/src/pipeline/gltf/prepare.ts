import type { Note } from '../contract.ts';
import { unknownExtensions } from '../scan/extensions.ts';
import type { Json } from '../scan/glb.ts';
import type { Bytes } from './resources.ts';

const list = (json: Json, name: string): Json[] => (json[name] as Json[] | undefined) ?? [];

/** Bytes of a component and components of a type, for accessors that were checked. */
const width: Readonly<Record<number, number>> = { 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4 };
const components: Readonly<Record<string, number>> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT2: 4, MAT3: 12, MAT4: 16 };

/** Accessors that Draco's data fill have no buffer view of their own. */
function dracoAccessors(json: Json): Set<number> {
  const filled = new Set<number>();
  for (const mesh of list(json, 'meshes'))
    for (const primitive of (mesh['primitives'] as Json[] | undefined) ?? []) {
      if (!('KHR_draco_mesh_compression' in ((primitive['extensions'] ?? {}) as Json))) continue;
      filled.add(primitive['indices'] as number);
      for (const index of Object.values((primitive['attributes'] ?? {}) as Record<string, number>)) filled.add(index);
    }
  return filled;
}

/** glTF 2.0, section 3.6.2.3: an accessor without a buffer view is all zeros (then its sparse values). The library wants these zeros as data. */
export function fillZeros(json: Json, resources: Record<string, Bytes>): void {
  const draco = dracoAccessors(json);
  const empty = list(json, 'accessors').filter((accessor, index) => accessor['bufferView'] === undefined && !draco.has(index));
  if (empty.length === 0) return;
  const size = (accessor: Json): number =>
    (accessor['count'] as number) * components[accessor['type'] as string]! * width[accessor['componentType'] as number]!;
  const longest = Math.max(...empty.map(size));
  const key = '__zeros.bin';
  resources[key] = new Uint8Array(longest);
  const buffers = (json['buffers'] ??= []) as Json[];
  const views = (json['bufferViews'] ??= []) as Json[];
  buffers.push({ uri: key, byteLength: longest });
  views.push({ buffer: buffers.length - 1, byteLength: longest });
  for (const accessor of empty) accessor['bufferView'] = views.length - 1;
}

/** Where a texture is given as KTX2 and as an ordinary picture, the ordinary one is taken; KTX2 alone is decoded after reading. */
export function plainTextures(json: Json): Note[] {
  const notes: Note[] = [];
  let needed = false;
  for (const [index, texture] of list(json, 'textures').entries()) {
    const extensions = texture['extensions'] as Json | undefined;
    if (!extensions || !('KHR_texture_basisu' in extensions)) continue;
    needed ||= texture['source'] === undefined;
    if (texture['source'] === undefined) continue;
    delete extensions['KHR_texture_basisu'];
    notes.push({
      code: 'texture-ktx2',
      message: 'A texture’s KTX2 copy was left out; its ordinary picture is used.',
      where: String(texture['name'] ?? `texture ${index}`),
    });
  }
  if (needed) return notes;
  const without = (name: string): void =>
    void (json[name] = ((json[name] as string[] | undefined) ?? []).filter((one) => one !== 'KHR_texture_basisu'));
  ['extensionsUsed', 'extensionsRequired'].forEach(without);
  return notes;
}

/** What is dropped because nobody here can read it, e.g. physics or a vendor's own data. VRM's extensions are kept by another way. */
export const droppedExtensions = (json: Json): Note[] =>
  unknownExtensions(json).map((name) => ({
    code: 'extension-dropped',
    message: `The glTF extension ${name} is not known here; what it says is left out.`,
    where: null,
  }));

/**
 * A material that says nothing of metal is fully metallic by the letter of glTF, and comes out black. Exporters that know metal say so; one that says neither
 * metal nor roughness nor has a map for them means cloth, plastic or the like.
 */
export function plainMetal(json: Json): Note[] {
  const notes: Note[] = [];
  for (const [index, material] of list(json, 'materials').entries()) {
    const pbr = (material['pbrMetallicRoughness'] ??= {}) as Json;
    const extensions = (material['extensions'] ?? {}) as Json;
    const special = 'KHR_materials_pbrSpecularGlossiness' in extensions || 'KHR_materials_unlit' in extensions;
    const says = ['metallicFactor', 'roughnessFactor', 'metallicRoughnessTexture'].some((key) => pbr[key] !== undefined);
    const name = typeof material['name'] === 'string' ? material['name'] : `material ${index}`;
    if (special || says || /gold|silver|metal|steel|brass|bronze|copper|chrome|platin|iron|alumin/i.test(name)) continue;
    pbr['metallicFactor'] = 0;
    pbr['roughnessFactor'] = 0.8;
    notes.push({
      code: 'metal-unsaid',
      message: 'The material says nothing of metal or roughness; it was made non-metallic with a roughness of 0.8.',
      where: name,
    });
  }
  return notes;
}
