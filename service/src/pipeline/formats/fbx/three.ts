import { Matrix4, type AnimationClip, type Group, type Mesh, type Object3D } from 'three';
import { FBXLoader } from 'three/examples/jsm/loaders/FBXLoader.js';
import type { Note } from '../../contract.ts';
import { own } from '../../gltf/resources.ts';
import { rescale } from '../../repair/rescale.ts';
import { checkMade } from '../../three/checks.ts';
import { toDocument } from '../../three/document.ts';
import { Pictures } from '../../three/pictures.ts';
import type { FileSet, Imported } from '../../types.ts';
import { readSpace } from './settings.ts';

/** The little of a browser's window that the loader touches. */
function withWindow<T>(pictures: Pictures, work: () => T): T {
  const holder = globalThis as { window?: unknown };
  const before = holder.window;
  holder.window = { innerWidth: 1, innerHeight: 1, URL: { createObjectURL: (blob: Blob) => pictures.embed(blob) } };
  try {
    return work();
  } finally {
    holder.window = before;
  }
}

/** Clips name morph targets by number where the mesh knows names only. */
function numberMorphs(root: Object3D): void {
  root.traverse((object) => {
    const mesh = object as Mesh;
    if (!mesh.morphTargetInfluences) return;
    mesh.morphTargetDictionary ??= {};
    mesh.morphTargetInfluences.forEach((_, index) => (mesh.morphTargetDictionary![String(index)] ??= index));
  });
}

/** three's loader keeps the file's axes; glTF's y points up. */
function turnUp(root: Group, up: number): Note[] {
  if (up !== 2) return [];
  root.applyMatrix4(new Matrix4().makeRotationX(-Math.PI / 2));
  return [{ code: 'axis-up', message: 'The file’s z axis points up; the model was turned so that y does.', where: null }];
}

/** Reads FBX by three's FBXLoader. Throws what it throws, or a refusal when what comes out cannot be trusted. */
export async function readWithThree(set: FileSet, checks: { dropClips?: boolean } = {}): Promise<Imported> {
  const bytes = set.files.get(set.main)!;
  const pictures = new Pictures(set);
  const root = withWindow(pictures, () => new FBXLoader(pictures.manager).parse(own(bytes).buffer, ''));
  numberMorphs(root);
  const space = readSpace(bytes);
  const repaired = turnUp(root, space.up);
  const { document, ...notes } = await toDocument({ root, clips: root.animations as AnimationClip[], pictures: await pictures.resolve() });
  const unit = space.unit > 0 ? space.unit : 1;
  // FBX counts in centimetres, times its own unit.
  await rescale(document, unit / 100);
  repaired.push({ code: 'unit', message: `The file counts in ${unitName(unit)}; the model was brought to metres.`, where: null });
  const jumps = checkMade(document, set.main, checks);
  return {
    document,
    importer: 'three FBXLoader 0.183.2',
    repaired: [...repaired, ...notes.repaired],
    dropped: [...pictures.dropped, ...notes.dropped, ...jumps],
    warnings: [],
    vrm: null,
  };
}

const unitName = (unit: number): string =>
  ({ 0.1: 'millimetres', 1: 'centimetres', 2.54: 'inches', 30.48: 'feet', 100: 'metres' })[unit] ?? `units of ${unit} cm`;
