import { sceneLimits } from '../limits.ts';
import { refuse } from '../refusal.ts';
import type { Json } from './glb.ts';

const again = 'Export the model again as GLB.';

const componentBytes: Readonly<Record<number, number>> = { 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4 };
const components: Readonly<Record<string, number>> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT2: 4, MAT3: 9, MAT4: 16 };

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Bytes of one element; columns of small matrices begin at multiples of four (glTF 2.0, section 3.6.2.4). */
function elementBytes(type: string, component: number): number {
  const size = componentBytes[component]!;
  if (type === 'MAT2' && size === 1) return 8;
  if (type === 'MAT3' && size < 4) return size === 1 ? 12 : 24;
  return components[type]! * size;
}

function declared(accessor: Json, index: number): { count: number; element: number } {
  const { count, type, componentType } = accessor as { count: unknown; type: unknown; componentType: unknown };
  if (!isCount(count) || count === 0) refuse('accessor-broken', `Accessor ${index} has no usable count (${JSON.stringify(count)}).`, again);
  if (typeof type !== 'string' || !Object.hasOwn(components, type))
    refuse('accessor-broken', `Accessor ${index} has no usable type.`, again);
  if (typeof componentType !== 'number' || !Object.hasOwn(componentBytes, componentType))
    refuse('accessor-broken', `Accessor ${index} has no usable component type.`, again);
  return { count, element: elementBytes(type, componentType) };
}

/** Number of bytes that all accessors take unpacked, whether or not anything in the file stands behind them. */
export function checkAccessors(json: Json): void {
  const views = (json['bufferViews'] as Json[] | undefined) ?? [];
  checkViews(json, views);
  let sum = 0;
  for (const [index, accessor] of ((json['accessors'] as Json[] | undefined) ?? []).entries()) {
    const { count, element } = declared(accessor, index);
    const sparse = accessor['sparse'] as Json | undefined;
    sum += count * element;
    if (sparse !== undefined) sum += checkSparse(sparse, { index, count, element }, views);
    if (sum > sceneLimits.accessorBytes)
      refuse(
        'accessors-too-large',
        `The model’s data unpack to more than ${sceneLimits.accessorBytes / 1024 / 1024} MB (at accessor ${index}, ${count} elements).`,
        'Make the model lighter: fewer triangles, shorter clips.',
      );
    if (accessor['bufferView'] !== undefined) checkInside(accessor, { index, count, element }, views);
  }
}

interface Place {
  index: number;
  count: number;
  element: number;
}

function viewOf(value: unknown, views: readonly Json[], what: string): { length: number; stride: number } {
  const found = isCount(value) ? views[value] : undefined;
  if (!found) refuse('accessor-broken', `${what} names buffer view ${JSON.stringify(value)}, which is not there.`, again);
  return { length: found['byteLength'] as number, stride: (found['byteStride'] as number | undefined) ?? 0 };
}

function checkInside(accessor: Json, { index, count, element }: Place, views: readonly Json[]): void {
  const view = viewOf(accessor['bufferView'], views, `Accessor ${index}`);
  const offset = accessor['byteOffset'] ?? 0;
  const needed = isCount(offset) ? offset + (count - 1) * Math.max(view.stride, element) + element : Infinity;
  if (needed > view.length) refuse('accessor-beyond', `Accessor ${index} reaches beyond the data that it names.`, again);
}

function checkSparse(sparse: Json, place: Place, views: readonly Json[]): number {
  const { count, indices, values } = sparse as { count: unknown; indices: Json | undefined; values: Json | undefined };
  const broken = (why: string): never => refuse('accessor-broken', `Sparse accessor ${place.index} ${why}.`, again);
  if (!isCount(count) || count === 0 || count > place.count) return broken('replaces more elements than it has');
  const component = indices?.['componentType'];
  if (typeof component !== 'number' || ![5121, 5123, 5125].includes(component)) return broken('has no usable indices');
  const offsets: [Json | undefined, number][] = [
    [indices, componentBytes[component]!],
    [values, place.element],
  ];
  for (const [part, size] of offsets) {
    const view = viewOf(part?.['bufferView'], views, `Sparse accessor ${place.index}`);
    const offset = part?.['byteOffset'] ?? 0;
    if (!isCount(offset) || offset + count * size > view.length) return broken('reaches beyond the data that it names');
  }
  return count * (place.element + 4);
}

/** Views lie inside their buffers; what a compressed one says it unpacks to counts as its length. */
function checkViews(json: Json, views: readonly Json[]): void {
  const buffers = (json['buffers'] as Json[] | undefined) ?? [];
  let sum = 0;
  for (const [index, buffer] of buffers.entries())
    if (!isCount(buffer['byteLength']) || buffer['byteLength'] > sceneLimits.accessorBytes)
      refuse('buffer-broken', `Buffer ${index} has no usable length.`, again);
  for (const [index, view] of views.entries()) {
    checkView(view, index, buffers);
    sum += unpackedLength(view, index, buffers);
    if (sum > sceneLimits.accessorBytes)
      refuse(
        'accessors-too-large',
        `The model’s data unpack to more than ${sceneLimits.accessorBytes / 1024 / 1024} MB.`,
        'Make the model lighter.',
      );
  }
}

function checkView({ buffer, byteLength, byteOffset = 0, byteStride }: Json, index: number, buffers: readonly Json[]): void {
  const home = isCount(buffer) ? buffers[buffer] : undefined;
  const inside =
    isCount(byteLength) && byteLength > 0 && isCount(byteOffset) && home && byteOffset + byteLength <= (home['byteLength'] as number);
  if (!inside) refuse('buffer-view-beyond', `Buffer view ${index} reaches beyond its buffer.`, again);
  if (byteStride !== undefined && (!isCount(byteStride) || byteStride > 252))
    refuse('buffer-view-beyond', `Buffer view ${index} has no usable stride.`, again);
}

/** meshopt: count × byteStride is the length of what comes out (EXT_meshopt_compression). */
function unpackedLength(view: Json, index: number, buffers: readonly Json[]): number {
  const extensions = (view['extensions'] ?? {}) as Json;
  const meshopt = (extensions['EXT_meshopt_compression'] ?? extensions['KHR_meshopt_compression']) as Json | undefined;
  if (!meshopt) return 0;
  const { buffer, byteLength, byteOffset = 0, byteStride, count } = meshopt;
  const home = isCount(buffer) ? buffers[buffer] : undefined;
  const fits = isCount(byteLength) && isCount(byteOffset) && home && byteOffset + byteLength <= (home['byteLength'] as number);
  if (!fits || !isCount(count) || !isCount(byteStride) || byteStride > 256 || count * byteStride !== view['byteLength'])
    refuse('buffer-view-beyond', `The compressed data of buffer view ${index} do not fit.`, again);
  return count * byteStride;
}
