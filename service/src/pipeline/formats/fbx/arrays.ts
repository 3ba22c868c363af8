import { inflateSync } from 'node:zlib';
import { sceneLimits } from '../../limits.ts';
import { refuse } from '../../refusal.ts';

const next = 'Export it again as GLB, or as FBX 7.4 binary, then upload that file.';

/** Bytes of a property's value, or of one number of an array of that type (FBX 7, binary). */
const scalars: Readonly<Record<string, number>> = { Y: 2, C: 1, B: 1, I: 4, F: 4, D: 8, L: 8 };
const arrays: Readonly<Record<string, number>> = { f: 4, d: 8, l: 8, i: 4, b: 1, c: 1 };

/** Rigs nest a dozen deep. */
const deepest = 64;

interface Walk {
  name: string;
  data: DataView;
  bytes: Uint8Array;
  /** what all arrays unpack to so far. */
  sum: number;
}

/**
 * Looks through a binary FBX before any reader does: readers unpack each array to whatever comes out of it. Refuses arrays that are larger than they say,
 * or too much together. What does not fit otherwise is left to the readers, which say so.
 */
export function checkArrays(name: string, bytes: Uint8Array): void {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 27) return;
  try {
    nodes({ name, data, bytes, sum: 0 }, { from: 27, to: bytes.length, wide: data.getUint32(23, true) >= 7500, depth: 0 });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // beyond the file's end: a reader's to say
  }
}

interface Range {
  from: number;
  to: number;
  /** offsets of eight bytes (version 7.5). */
  wide: boolean;
  depth: number;
}

function nodes(walk: Walk, { from, to, wide, depth }: Range): void {
  if (depth > deepest) refuse('too-deep', `${walk.name} nests its parts more than ${deepest} deep.`, next);
  const { data } = walk;
  const size = wide ? 8 : 4;
  const offset = (at: number): number => (wide ? Number(data.getBigUint64(at, true)) : data.getUint32(at, true));
  for (let at = from; at + size * 3 + 1 <= to;) {
    const end = offset(at);
    if (end <= at || end > to) return; // the record that closes a list, or nonsense
    const start = at + size * 3 + 1 + data.getUint8(at + size * 3);
    const after = properties(walk, start, offset(at + size));
    if (after < end) nodes(walk, { from: after, to: end, wide, depth: depth + 1 });
    at = end;
  }
}

/** The properties of one node; where they end. */
function properties(walk: Walk, from: number, count: number): number {
  const { data } = walk;
  let at = from;
  for (let index = 0; index < count; index++) {
    const type = String.fromCharCode(data.getUint8(at++));
    if (type in scalars) at += scalars[type]!;
    else if (type === 'S' || type === 'R') at += 4 + data.getUint32(at, true);
    else if (type in arrays) at = array(walk, at, arrays[type]!);
    else throw new RangeError('no type of FBX');
  }
  return at;
}

function array(walk: Walk, at: number, width: number): number {
  const { data, bytes, name } = walk;
  const [count, encoding, length] = [0, 4, 8].map((place) => data.getUint32(at + place, true)) as [number, number, number];
  const from = at + 12;
  if (encoding === 0) return from + count * width;
  walk.sum += count * width;
  const most = sceneLimits.accessorBytes;
  if (walk.sum > most) refuse('fbx-array', `The arrays of ${name} unpack to more than ${most / 1024 / 1024} MB.`, next);
  try {
    inflateSync(bytes.subarray(from, from + length), { maxOutputLength: Math.max(1, count * width) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      refuse('fbx-array', `An array of ${name} unpacks to more than the ${count} numbers that it says it holds.`, next);
  }
  return from + length;
}
