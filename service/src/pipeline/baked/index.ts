import type { Document, Material, Node, Primitive, vec3 } from '@gltf-transform/core';
import { drawnNodes } from '../measure/bounds.ts';
import { morphsOf, skinOf, type Matrix } from '../measure/skin.ts';
import { materialOf } from './variants.ts';

/** A primitive as it is drawn in its rest pose: world coordinates, triangles only. */
export interface BakedPart {
  name: string;
  material: Material | null;
  /** x, y, z of each vertex, metres. */
  points: Float32Array;
  /** unit normals; null: none given. */
  normals: Float32Array | null;
  /** u, v of each vertex for each set of texture coordinates. */
  uvs: Float32Array[];
  /** linear red, green, blue, 0 to 1; null: none given. */
  colours: Float32Array | null;
  indices: Uint32Array;
}

/** What is drawn of a document in one colourway, skins and default morphs applied. Lines and points are left out. */
export function bake(document: Document, variant: string | null = null): BakedPart[] {
  return drawnNodes(document).flatMap((node) =>
    node
      .getMesh()!
      .listPrimitives()
      .flatMap((primitive) => {
        const part = bakePrimitive(primitive, node, variant);
        return part ? [part] : [];
      }),
  );
}

function bakePrimitive(primitive: Primitive, node: Node, variant: string | null): BakedPart | null {
  const position = primitive.getAttribute('POSITION');
  const indices = trianglesOf(primitive);
  if (!position?.getArray() || !indices || indices.length === 0) return null;
  const normal = primitive.getAttribute('NORMAL');
  const count = position.getCount();
  const points = new Float32Array(count * 3);
  const normals = normal?.getArray() ? new Float32Array(count * 3) : null;
  const skin = skinOf(primitive, node, (one) => one.getWorldMatrix());
  const still = node.getWorldMatrix() as Matrix;
  const morphs = morphsOf(primitive, node);
  const blended = new Array<number>(16);
  const at: vec3 = [0, 0, 0];
  for (let index = 0; index < count; index++) {
    const matrix = skin ? skin.blend(index, blended) : still;
    position.getElement(index, at);
    for (const { weight, delta } of morphs) {
      const move = delta.getElement(index, [0, 0, 0]);
      for (let axis = 0; axis < 3; axis++) at[axis]! += weight * move[axis]!;
    }
    points.set(transform(matrix, at, 1), index * 3);
    if (normals) normals.set(unit(turn(matrix, normal!.getElement(index, at))), index * 3);
  }
  const flipped = !skin && determinant(still) < 0;
  return {
    name: node.getName() || node.getMesh()!.getName(),
    material: materialOf(primitive, variant),
    points,
    normals,
    uvs: uvsOf(primitive),
    colours: coloursOf(primitive),
    indices: flipped ? turnedOver(indices) : indices,
  };
}

function transform(m: Matrix, [x, y, z]: vec3, w: 0 | 1): vec3 {
  return [
    m[0]! * x + m[4]! * y + m[8]! * z + m[12]! * w,
    m[1]! * x + m[5]! * y + m[9]! * z + m[13]! * w,
    m[2]! * x + m[6]! * y + m[10]! * z + m[14]! * w,
  ];
}

/** Normals go by the cofactors of the matrix (its inverse's transpose times the determinant), so that uneven scales keep them upright. */
function turn(m: Matrix, [x, y, z]: vec3): vec3 {
  const [a, b, c, d, e, f, g, h, i] = [m[0]!, m[1]!, m[2]!, m[4]!, m[5]!, m[6]!, m[8]!, m[9]!, m[10]!];
  const sign = determinant(m) < 0 ? -1 : 1;
  return [
    sign * ((e * i - f * h) * x + (c * h - b * i) * y + (b * f - c * e) * z),
    sign * ((f * g - d * i) * x + (a * i - c * g) * y + (c * d - a * f) * z),
    sign * ((d * h - e * g) * x + (b * g - a * h) * y + (a * e - b * d) * z),
  ];
}

const determinant = (m: Matrix): number =>
  m[0]! * (m[5]! * m[10]! - m[6]! * m[9]!) - m[4]! * (m[1]! * m[10]! - m[2]! * m[9]!) + m[8]! * (m[1]! * m[6]! - m[2]! * m[5]!);

function unit([x, y, z]: vec3): vec3 {
  const length = Math.hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
}

function uvsOf(primitive: Primitive): Float32Array[] {
  const sets: Float32Array[] = [];
  for (let set = 0; set < 2; set++) {
    const accessor = primitive.getAttribute(`TEXCOORD_${set}`);
    if (!accessor?.getArray()) break;
    const values = new Float32Array(accessor.getCount() * 2);
    const element = [0, 0];
    for (let index = 0; index < accessor.getCount(); index++) values.set(accessor.getElement(index, element), index * 2);
    sets.push(values);
  }
  return sets;
}

function coloursOf(primitive: Primitive): Float32Array | null {
  const accessor = primitive.getAttribute('COLOR_0');
  if (!accessor?.getArray()) return null;
  const values = new Float32Array(accessor.getCount() * 3);
  const element: number[] = [];
  for (let index = 0; index < accessor.getCount(); index++) values.set(accessor.getElement(index, element).slice(0, 3), index * 3);
  return values;
}

/** The triangles of a primitive; strips and fans are taken apart (glTF 2.0, section 3.7.2.1). Null: lines or points. */
function trianglesOf(primitive: Primitive): Uint32Array | null {
  const mode = primitive.getMode();
  if (mode < 4) return null;
  const count = primitive.getAttribute('POSITION')?.getCount() ?? 0;
  const own = primitive.getIndices()?.getArray();
  const list = own ? Uint32Array.from(own) : Uint32Array.from({ length: count }, (_, index) => index);
  if (mode === 4) return list.subarray(0, list.length - (list.length % 3));
  const out: number[] = [];
  for (let index = 0; index + 2 < list.length; index++) {
    if (mode === 6) out.push(list[0]!, list[index + 1]!, list[index + 2]!);
    else if (index % 2 === 0) out.push(list[index]!, list[index + 1]!, list[index + 2]!);
    else out.push(list[index + 1]!, list[index]!, list[index + 2]!);
  }
  return Uint32Array.from(out);
}

/** A mirrored node turns its triangles inside out. */
function turnedOver(indices: Uint32Array): Uint32Array {
  const out = indices.slice();
  for (let index = 0; index + 2 < out.length; index += 3) [out[index + 1], out[index + 2]] = [out[index + 2]!, out[index + 1]!];
  return out;
}
