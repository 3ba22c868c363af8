import { deflateSync } from 'node:zlib';
import { word } from '../glb-bytes.ts';
import { times, zeros, type Hostile } from './zip.ts';

/** A binary FBX with one array after the other: how many numbers they say, and what is inside. */
export function fbx(arrays: readonly { count: number; packed: Buffer; encoding?: number; type?: string }[]): Buffer {
  const head = Buffer.concat([Buffer.from('Kaydara FBX Binary  \0\x1a\0', 'latin1'), word(7400)]);
  let at = head.length;
  const node = (name: string, properties: Buffer[], children: (from: number) => Buffer): Buffer => {
    const list = Buffer.concat(properties);
    const start = at + 13 + name.length + list.length;
    const inner = children(start);
    const body = Buffer.concat([
      word(start + inner.length),
      word(properties.length),
      word(list.length),
      Buffer.from([name.length]),
      Buffer.from(name),
      list,
      inner,
    ]);
    return body;
  };
  const property = ({ count, packed, encoding = 1, type = 'd' }: (typeof arrays)[number]): Buffer =>
    Buffer.concat([Buffer.from(type), word(count), word(encoding), word(packed.length), packed]);
  const nodes: Buffer[] = [];
  for (const array of arrays) {
    const made = node('Vertices', [property(array)], () => Buffer.alloc(0));
    nodes.push(made);
    at += made.length;
  }
  return Buffer.concat([head, ...nodes, Buffer.alloc(13), Buffer.alloc(160)]);
}

export const programs: Hostile[] = [
  {
    row: 'C8',
    what: 'an FBX whose array unpacks to 1 GB',
    file: 'a.fbx',
    bytes: () => fbx([{ count: 10, packed: deflateSync(zeros(1024)) }]),
    ends: ['fbx-array'],
  },
  {
    row: 'C8',
    what: 'an FBX that says 2^31 numbers',
    file: 'a.fbx',
    bytes: () => fbx([{ count: 0x7fffffff, packed: deflateSync(zeros(1)) }]),
    ends: ['fbx-array'],
  },
  {
    row: 'C8',
    what: 'an FBX with 200 arrays of 8 MB',
    file: 'a.fbx',
    bytes: () => {
      const array = { count: 1_000_000, packed: deflateSync(Buffer.alloc(8_000_000)) };
      return fbx(times(200, () => array));
    },
    ends: ['fbx-array'],
  },
  {
    row: 'C4',
    what: 'an FBX whose arrays reach beyond the file',
    file: 'a.fbx',
    bytes: () => fbx([{ count: 10, packed: Buffer.alloc(80), encoding: 0 }]).subarray(0, 60),
    ends: ['fbx-array', 'fbx-unreadable'],
  },
  {
    row: 'C4',
    what: 'an OBJ with a face of vertices that are not there',
    file: 'a.obj',
    bytes: () => Buffer.from('v 0 0 0\nf 1 2 999999999\n'),
    ends: ['obj-face'],
  },
];
