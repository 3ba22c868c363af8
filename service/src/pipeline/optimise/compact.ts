type Entries = Record<string, unknown>[] | undefined;

interface GltfAnimation {
  samplers: Record<string, unknown>[];
  channels: { sampler: number }[];
}

/** A GLB's JSON, as far as it is looked into here. */
export interface GltfJson {
  accessors?: Entries;
  bufferViews?: Entries;
  nodes?: Entries;
  animations?: GltfAnimation[];
  images?: Entries;
  textures?: Entries;
  [key: string]: unknown;
}

const jsonChunk = 0x4e4f534a;

/** The parts of a GLB (glTF 2.0, section 4): its JSON and whatever follows it. */
export function splitGlb(glb: Uint8Array): { json: GltfJson; rest: Uint8Array } {
  const view = new DataView(glb.buffer, glb.byteOffset, glb.byteLength);
  const length = view.getUint32(12, true);
  if (view.getUint32(16, true) !== jsonChunk) throw new Error('The first chunk of the GLB is not JSON.');
  const json = JSON.parse(new TextDecoder().decode(glb.subarray(20, 20 + length))) as GltfJson;
  return { json, rest: glb.subarray(20 + length) };
}

/** The opposite of {@link splitGlb}. */
export function joinGlb(json: GltfJson, rest: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(json));
  const padded = text.length + ((4 - (text.length % 4)) % 4);
  const glb = new Uint8Array(20 + padded + rest.length).fill(0x20, 20, 20 + padded);
  const view = new DataView(glb.buffer);
  [0x46546c67, 2, glb.length, padded, jsonChunk].forEach((value, index) => view.setUint32(index * 4, value, true));
  glb.set(text, 20);
  glb.set(rest, 20 + padded);
  return glb;
}

const defaults: Record<string, readonly number[]> = { translation: [0, 0, 0], rotation: [0, 0, 0, 1], scale: [1, 1, 1] };
const same = (a: readonly number[], b: readonly number[]): boolean => a.every((value, index) => value === b[index]);
/** Nearly what a 32-bit float tells apart, and what is no more than its noise beside metres and turns is nought. */
const short = (value: number): number => (Math.abs(value) < 1e-7 ? 0 : Number(value.toPrecision(7)));

/** The entries of an object that say something: not its default, and numbers no longer than floats are. */
const saying = (entries: Record<string, unknown>, silent: (key: string, value: unknown) => boolean): Record<string, unknown> =>
  Object.fromEntries(Object.entries(entries).filter(([key, value]) => !silent(key, value)));

function compactNode(node: Record<string, unknown>): Record<string, unknown> {
  for (const key of ['translation', 'rotation', 'scale', 'matrix', 'weights']) {
    if (Array.isArray(node[key])) node[key] = (node[key] as number[]).map(short);
  }
  return saying(node, (key, value) => defaults[key] !== undefined && same(value as number[], defaults[key]));
}

/** Keeps the first of equal entries; answers where each old index has gone. */
function unique<T>(entries: readonly T[]): { kept: T[]; moved: number[] } {
  const seen = new Map<string, number>();
  const kept: T[] = [];
  const moved = entries.map((entry) => {
    const text = JSON.stringify(entry);
    const known = seen.get(text);
    if (known !== undefined) return known;
    seen.set(text, kept.length);
    return kept.push(entry) - 1;
  });
  return { kept, moved };
}

/** Equal samplers of a clip become one, and the usual interpolation is not said. */
function compactAnimation(animation: GltfAnimation): void {
  const samplers = animation.samplers.map((sampler) =>
    saying({ ...sampler }, (key, value) => key === 'interpolation' && value === 'LINEAR'),
  );
  const { kept, moved } = unique(samplers);
  animation.samplers = kept;
  for (const channel of animation.channels) channel.sampler = moved[channel.sampler]!;
}

/** Says the same in fewer bytes: no defaults, no names that nobody looks up, no equal samplers, numbers as short as floats allow. */
export function compactJson(json: GltfJson): GltfJson {
  const unsaid = (key: string, value: unknown): boolean =>
    key === 'name' || (key === 'byteOffset' && value === 0) || (key === 'normalized' && value === false);
  json.nodes = json.nodes?.map(compactNode);
  json.accessors = json.accessors?.map((accessor) => saying(accessor, unsaid));
  json.bufferViews = json.bufferViews?.map((view) => saying(view, unsaid));
  json.images = json.images?.map((image) => saying(image, unsaid));
  json.textures = json.textures?.map((texture) => saying(texture, unsaid));
  json.animations?.forEach(compactAnimation);
  return json;
}

/** The same GLB with its JSON made compact. */
export function compactGlb(glb: Uint8Array): Uint8Array {
  const { json, rest } = splitGlb(glb);
  return joinGlb(compactJson(json), rest);
}
