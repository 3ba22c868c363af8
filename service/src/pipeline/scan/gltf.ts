import { sceneLimits } from '../limits.ts';
import { refuse } from '../refusal.ts';
import { checkAccessors } from './accessors.ts';
import { checkExtensions } from './extensions.ts';
import type { Json } from './glb.ts';
import { checkNodes } from './nodes.ts';
import { checkUris } from './uris.ts';

const lists = [
  ...['accessors', 'animations', 'buffers', 'bufferViews', 'cameras', 'images', 'materials', 'meshes', 'nodes'],
  ...['samplers', 'scenes', 'skins', 'textures'],
];

const limitOf = (name: string): number =>
  ({ nodes: sceneLimits.nodes, images: sceneLimits.images, textures: sceneLimits.images * 4 })[name] ?? sceneLimits.list;

/** The top-level lists are lists of objects, and none is longer than any product needs. */
function checkLists(json: Json): void {
  for (const name of lists) {
    const list = json[name];
    if (list === undefined) continue;
    if (!Array.isArray(list) || list.some((item) => typeof item !== 'object' || item === null || Array.isArray(item)))
      refuse('json-broken', `“${name}” in the model’s JSON is not a list of objects.`, 'Export the model again as GLB.');
    if (list.length > limitOf(name))
      refuse(
        `too-many-${name.toLowerCase()}`,
        `The model has ${list.length} ${name}; at most ${limitOf(name)} are taken.`,
        'Join or remove parts that cannot be seen, then export it again.',
      );
  }
  const primitives = listOf(json, 'meshes').reduce(
    (sum, mesh) => sum + (Array.isArray(mesh['primitives']) ? mesh['primitives'].length : 0),
    0,
  );
  if (primitives > sceneLimits.primitives)
    refuse(
      'too-many-primitives',
      `The model is drawn in ${primitives} parts; at most ${sceneLimits.primitives} are taken.`,
      'Join parts of the same material, then export it again.',
    );
}

/** A top-level list of glTF's JSON; empty where it is missing. Its items were checked to be objects. */
export const listOf = (json: Json, name: string): Json[] => (json[name] as Json[] | undefined) ?? [];

/**
 * What is looked at before any library sees the model: whatever would make a reader take memory, time or files that are not the upload's own. `names` are
 * the upload's files; `base` is the model's own name, to which its URIs are relative. Throws a refusal that says what is wrong and where.
 */
export function scanGltf(json: Json, upload: { base: string; names: ReadonlySet<string>; bin: number }): void {
  checkLists(json);
  checkExtensions(json);
  checkUris(json, upload);
  checkNodes(json);
  checkAccessors(json);
}
