import type { Json } from '../scan/glb.ts';

/** What an index in VRM's JSON points to.  */
export type Target = 'node' | 'mesh' | 'material' | 'texture' | 'image';

/**
 * Where VRM's extensions hold indices of glTF's lists; `*` is any key. VRM 0: vrm.schema.json of UniVRM; VRM 1.0: VRMC_vrm, VRMC_springBone,
 * VRMC_materials_mtoon, VRMC_node_constraint. Indices into VRM's own lists (groups of bones, colliders) are none of these and stay.
 */
const places: Readonly<Record<string, readonly (readonly [path: string, target: Target])[]>> = {
  VRM: [
    ['humanoid.humanBones.*.node', 'node'],
    ['firstPerson.firstPersonBone', 'node'],
    ['firstPerson.meshAnnotations.*.mesh', 'mesh'],
    ['blendShapeMaster.blendShapeGroups.*.binds.*.mesh', 'mesh'],
    ['secondaryAnimation.boneGroups.*.bones.*', 'node'],
    ['secondaryAnimation.boneGroups.*.center', 'node'],
    ['secondaryAnimation.colliderGroups.*.node', 'node'],
    ['materialProperties.*.textureProperties.*', 'texture'],
    ['meta.texture', 'texture'],
  ],
  VRMC_vrm: [
    ['humanoid.humanBones.*.node', 'node'],
    ['firstPerson.meshAnnotations.*.node', 'node'],
    ['expressions.preset.*.morphTargetBinds.*.node', 'node'],
    ['expressions.custom.*.morphTargetBinds.*.node', 'node'],
    ['expressions.preset.*.materialColorBinds.*.material', 'material'],
    ['expressions.custom.*.materialColorBinds.*.material', 'material'],
    ['expressions.preset.*.textureTransformBinds.*.material', 'material'],
    ['expressions.custom.*.textureTransformBinds.*.material', 'material'],
    ['meta.thumbnailImage', 'image'],
  ],
  VRMC_springBone: [
    ['colliders.*.node', 'node'],
    ['springs.*.joints.*.node', 'node'],
    ['springs.*.center', 'node'],
  ],
  VRMC_materials_mtoon: [
    ['shadeMultiplyTexture.index', 'texture'],
    ['shadingShiftTexture.index', 'texture'],
    ['matcapTexture.index', 'texture'],
    ['rimMultiplyTexture.index', 'texture'],
    ['outlineWidthMultiplyTexture.index', 'texture'],
    ['uvAnimationMaskTexture.index', 'texture'],
  ],
  VRMC_node_constraint: [
    ['constraint.roll.source', 'node'],
    ['constraint.aim.source', 'node'],
    ['constraint.rotation.source', 'node'],
  ],
};

type Holder = Record<string, unknown>;

const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

/** Gone: the reference's holder (a bone, a bind, a joint) is left out with it. */
export const gone = Symbol('gone');

function walk(holder: Holder, path: readonly string[], change: (value: unknown) => unknown): void {
  const [step, ...rest] = path;
  const keys = step === '*' ? Object.keys(holder) : step! in holder ? [step!] : [];
  for (const key of keys) {
    const value = holder[key];
    if (rest.length === 0) holder[key] = change(value);
    else if (isHolder(value)) walk(value, rest, change);
  }
}

/** Calls `change` with each index (or what stands in its place) of an extension's JSON and puts what comes back there; see `gone`. Changes `json`. */
export function eachReference(extension: string, json: Json, change: (value: unknown, target: Target, path: string) => unknown): void {
  for (const [path, target] of places[extension] ?? []) walk(json, path.split('.'), (value) => change(value, target, path));
  sweep(json);
}

/** Takes out what lost its reference: items of lists as a whole, single members by themselves. */
function sweep(value: unknown): unknown {
  if (Array.isArray(value)) {
    const kept = value.map(sweep).filter((item) => item !== gone);
    value.splice(0, value.length, ...kept);
    return value;
  }
  if (!isHolder(value)) return value;
  const lost = ['node', 'mesh', 'material', 'index', 'source'].some((key) => value[key] === gone);
  for (const [key, member] of Object.entries(value)) if (sweep(member) === gone) Reflect.deleteProperty(value, key);
  return lost ? gone : value;
}
