import type { Accessor, Document, Primitive } from '@gltf-transform/core';
import type { BufferAttribute, BufferGeometry, InterleavedBufferAttribute } from 'three';

type Attribute = BufferAttribute | InterleavedBufferAttribute;

/** One part of a geometry that has one material: the vertices (or corners) from `start`, `count` of them. */
export interface Part {
  start: number;
  count: number;
  material: number;
}

/** The parts of a geometry by material; one part where it has no groups. */
export function partsOf(geometry: BufferGeometry): Part[] {
  const total = geometry.index?.count ?? geometry.getAttribute('position')?.count ?? 0;
  if (geometry.groups.length === 0) return [{ start: 0, count: total, material: 0 }];
  return geometry.groups
    .map(({ start, count, materialIndex }) => ({ start, count: Math.min(count, total - start), material: materialIndex ?? 0 }))
    .filter(({ count }) => count >= 3);
}

/** The vertices that a part's corners use, in the order of the corners: everything is written unindexed and welded afterwards. */
function corners(geometry: BufferGeometry, { start, count }: Part): Uint32Array {
  const whole = count - (count % 3);
  return Uint32Array.from({ length: whole }, (_, at) => geometry.index?.getX(start + at) ?? start + at);
}

type Change = (element: number[]) => void;

const read = ['getX', 'getY', 'getZ', 'getW'] as const;

function gather(attribute: Attribute, vertices: Uint32Array, size: number, change?: Change): Float32Array<ArrayBuffer> {
  const out = new Float32Array(vertices.length * size);
  const element = new Array<number>(size).fill(0);
  vertices.forEach((vertex, at) => {
    for (let k = 0; k < size; k++) element[k] = k < attribute.itemSize ? attribute[read[k]!](vertex) : 0;
    change?.(element);
    out.set(element, at * size);
  });
  return out;
}

const types = { 2: 'VEC2', 3: 'VEC3', 4: 'VEC4' } as const;

/** glTF's texture coordinates begin at the top, three's at the bottom. */
const upsideDown: Change = (element) => {
  element[1] = 1 - element[1]!;
};

/** Unit length; what has no direction points up. */
const unit: Change = (element) => {
  const length = Math.hypot(...element);
  if (length > 0) element.forEach((value, k) => (element[k] = value / length));
  else element.splice(0, 3, 0, 1, 0);
};

const sumToOne: Change = (element) => {
  const sum = element.reduce((a, b) => a + Math.max(0, b), 0);
  element.forEach((value, k) => (element[k] = sum > 0 ? Math.max(0, value) / sum : k === 0 ? 1 : 0));
};

/** Writes one part of a geometry as a primitive. Morph targets become differences to the base, as glTF has them. */
export function writePrimitive(document: Document, geometry: BufferGeometry, part: Part): Primitive {
  const primitive = document.createPrimitive();
  const vertices = corners(geometry, part);
  const buffer = document.getRoot().listBuffers()[0] ?? document.createBuffer();
  const accessor = (array: Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>, size: 2 | 3 | 4): Accessor =>
    document.createAccessor().setType(types[size]).setArray(array).setBuffer(buffer);
  const put = (semantic: string, name: string, size: 2 | 3 | 4, change?: Change): void => {
    const attribute = geometry.getAttribute(name) as Attribute | undefined;
    if (attribute) primitive.setAttribute(semantic, accessor(gather(attribute, vertices, size, change), size));
  };
  put('POSITION', 'position', 3);
  put('NORMAL', 'normal', 3, unit);
  put('TEXCOORD_0', 'uv', 2, upsideDown);
  put('TEXCOORD_1', 'uv1', 2, upsideDown);
  const colour = geometry.getAttribute('color') as Attribute | undefined;
  if (colour) put('COLOR_0', 'color', colour.itemSize === 4 ? 4 : 3);
  const joints = geometry.getAttribute('skinIndex') as Attribute | undefined;
  if (joints) primitive.setAttribute('JOINTS_0', accessor(new Uint16Array(gather(joints, vertices, 4)), 4));
  put('WEIGHTS_0', 'skinWeight', 4, sumToOne);
  for (const morph of geometry.morphAttributes['position'] ?? []) {
    const delta = gather(morph as Attribute, vertices, 3);
    const base = geometry.getAttribute('position') as Attribute;
    if (!geometry.morphTargetsRelative) gather(base, vertices, 3).forEach((value, at) => (delta[at]! -= value));
    primitive.addTarget(document.createPrimitiveTarget(morph.name).setAttribute('POSITION', accessor(delta, 3)));
  }
  return primitive;
}
