import { crc32 } from 'node:zlib';

export interface ZipEntry {
  name: string;
  data: Uint8Array;
}

const alignment = 64;
/** 1 January 1980, the first day that ZIP knows: the same model gives the same bytes. */
const day = 0x0021;

/**
 * The archive that USDZ is (specification of 2018, "Layout"): nothing compressed, no encryption, each file's data at a multiple of 64 bytes,
 * which an extra field of padding brings about.
 */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data } of entries) {
    const text = Buffer.from(name);
    const extra = padding(offset + 30 + text.length);
    const fields = common(data, text.length);
    const local = Buffer.concat([head(0x04034b50, []), fields, word(extra.length), text, extra]);
    const central = Buffer.concat([head(0x02014b50, [20]), fields, word(0), Buffer.alloc(10), long(offset), text]);
    directory.push(central);
    parts.push(local, Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    offset += local.length + data.byteLength;
  }
  const central = Buffer.concat(directory);
  const count = word(entries.length);
  return Buffer.concat([...parts, central, head(0x06054b50, [0, 0]), count, count, long(central.length), long(offset), word(0)]);
}

const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};
const long = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const head = (signature: number, words: readonly number[]): Buffer => Buffer.concat([long(signature), ...words.map(word)]);

/** Version, flags, method (stored), time, day, checksum, both sizes and the name's length: alike in both headers. */
const common = (data: Uint8Array, name: number): Buffer =>
  Buffer.concat([
    word(20),
    word(0),
    word(0),
    word(0),
    word(day),
    long(crc32(data)),
    long(data.byteLength),
    long(data.byteLength),
    word(name),
  ]);

/** An extra field (id 0x1986, as Pixar's own tools write it) after which the data begin at a multiple of 64. */
function padding(offset: number): Buffer {
  const length = (alignment - ((offset + 4) % alignment)) % alignment;
  return Buffer.concat([word(0x1986), word(length), Buffer.alloc(length)]);
}

export interface StoredFile extends ZipEntry {
  /** where its data begin. */
  offset: number;
}

const uint16 = (bytes: Buffer, at: number): number => (at + 2 <= bytes.length ? bytes.readUInt16LE(at) : -1);
const uint32 = (bytes: Buffer, at: number): number => (at + 4 <= bytes.length ? bytes.readUInt32LE(at) : -1);

/** Reads such an archive from its central directory. `problems` names everything that USDZ does not allow. */
export function readZip(archive: Uint8Array): { files: StoredFile[]; problems: string[] } {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0) return { files: [], problems: ['it has no central directory'] };
  const files: StoredFile[] = [];
  const problems: string[] = [];
  let at = uint32(bytes, end + 16);
  for (let number = uint16(bytes, end + 10); number > 0; number--) {
    if (uint32(bytes, at) !== 0x02014b50) return { files, problems: [...problems, 'its central directory is broken'] };
    const [size, nameLength] = [uint32(bytes, at + 24), uint16(bytes, at + 28)];
    const name = bytes.subarray(at + 46, at + 46 + nameLength).toString();
    const local = uint32(bytes, at + 42);
    const offset = local + 30 + uint16(bytes, local + 26) + uint16(bytes, local + 28);
    if (uint32(bytes, local) !== 0x04034b50 || offset + size > bytes.length)
      return { files, problems: [...problems, `${name} lies outside`] };
    const data = bytes.subarray(offset, offset + size);
    if (uint16(bytes, at + 10) !== 0) problems.push(`${name} is compressed`);
    if (uint16(bytes, at + 8) !== 0) problems.push(`${name} is encrypted or streamed`);
    if (offset % alignment !== 0) problems.push(`${name} begins at ${offset}, which is no multiple of ${alignment}`);
    if (crc32(data) !== uint32(bytes, at + 16)) problems.push(`${name} does not match its checksum`);
    files.push({ name, data, offset });
    at += 46 + nameLength + uint16(bytes, at + 30) + uint16(bytes, at + 32);
  }
  return { files, problems };
}
