import { lz4 } from './lz4.ts';

/** OpenUSD's TfFastCompression: a byte 0 (“one chunk”), then a block of LZ4. */
export const compressed = (bytes: Uint8Array): Uint8Array => Buffer.concat([Buffer.of(0), lz4(bytes)]);

function mostCommon(values: Int32Array): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let [common, most] = [0, 0];
  for (const [value, count] of counts) if (count > most || (count === most && value > common)) [common, most] = [value, count];
  return common;
}

const codeOf = (delta: number, common: number): 0 | 1 | 2 | 3 => {
  if (delta === common) return 0;
  if (delta >= -128 && delta <= 127) return 1;
  return delta >= -32_768 && delta <= 32_767 ? 2 : 3;
};

/**
 * 32-bit integers as OpenUSD's integerCoding.cpp writes them: differences to the one before; the most common difference, then two bits for each (0: the
 * common one, else as many bytes: 1, 2, 4), then those bytes; all compressed.
 */
export function packedIntegers(values: ArrayLike<number>): Uint8Array {
  const deltas = Int32Array.from(values, (value, index) => (value | 0) - (index > 0 ? values[index - 1]! | 0 : 0));
  const common = mostCommon(deltas);
  const codes = Buffer.alloc(Math.ceil(deltas.length / 4));
  const bytes = Buffer.alloc(deltas.length * 4);
  let length = 0;
  for (const [index, delta] of deltas.entries()) {
    const code = codeOf(delta, common);
    codes[index >> 2]! |= code << ((index & 3) * 2);
    if (code > 0) length = bytes.writeIntLE(delta, length, 1 << (code - 1));
  }
  const head = Buffer.alloc(4);
  head.writeInt32LE(common);
  return compressed(Buffer.concat([head, codes, bytes.subarray(0, length)]));
}
