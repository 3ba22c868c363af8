import { crc32, deflateRawSync } from 'node:zlib';
import { word } from '../glb-bytes.ts';

/** A file that means harm, and what becomes of it: a status of the request, or the problem of the model. `done`: it is harmless once read. */
export interface Hostile {
  row: string;
  what: string;
  file: string;
  bytes: () => Uint8Array;
  ends: number | 'done' | readonly string[];
}

export const half = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value & 0xffff);
  return bytes;
};

export interface Entry {
  name: string | Buffer;
  data?: Buffer;
  /** as they are, in place of deflated data. */
  packed?: Buffer;
  method?: number;
  crc?: number;
  size?: number;
  flags?: number;
  mode?: number;
  extra?: Buffer;
  /** the name in the local header, where it differs. */
  local?: string;
  /** shares the data of the entry before. */
  shared?: boolean;
}

/** A ZIP archive, honest or not. */
export function zip(entries: readonly Entry[], { count = entries.length, comment = '' } = {}): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  let before = 0;
  for (const entry of entries) {
    const { data = Buffer.alloc(0), method = 8, flags = 0x800, mode = 0o100644, extra = Buffer.alloc(0) } = entry;
    const name = Buffer.isBuffer(entry.name) ? entry.name : Buffer.from(entry.name);
    const packed = entry.packed ?? (method === 8 ? deflateRawSync(data, { level: 9 }) : data);
    const head = [
      half(20),
      half(flags),
      half(method),
      word(0),
      word(entry.crc ?? crc32(data)),
      word(packed.length),
      word(entry.size ?? data.length),
    ];
    const localName = Buffer.from(entry.local ?? name);
    if (!entry.shared) {
      before = at;
      const local = Buffer.concat([word(0x04034b50), ...head, half(localName.length), half(0), localName, packed]);
      parts.push(local);
      at += local.length;
    }
    central.push(
      Buffer.concat([
        word(0x02014b50),
        half(0x314),
        ...head,
        half(name.length),
        half(extra.length),
        half(0),
        half(0),
        half(0),
        word(mode << 16),
        word(before),
        name,
        extra,
      ]),
    );
  }
  const directory = Buffer.concat(central);
  const end = [
    word(0x06054b50),
    half(0),
    half(0),
    half(count),
    half(count),
    word(directory.length),
    word(at),
    half(comment.length),
    Buffer.from(comment),
  ];
  return Buffer.concat([...parts, directory, ...end]);
}

export const zeros = (megabytes: number): Buffer => Buffer.alloc(megabytes * 1024 * 1024);
export const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
export const file = (name: string, more: Partial<Entry> = {}): Entry => ({ name, data: obj, ...more });
export const obj = Buffer.from('mtllib a.mtl\nusemtl m\nv 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nvt 1 0\nvt 0 1\nf 1/1 2/2 3/3\n');
export const textures = (image: Buffer, map: string): Buffer =>
  zip([file('a.obj'), { name: 'a.mtl', data: Buffer.from(`newmtl m\nKd 1 1 1\nmap_Kd ${map}\n`) }, { name: 't.png', data: image }]);
