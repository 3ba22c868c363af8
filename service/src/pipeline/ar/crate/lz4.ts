const hashBits = 14;
/** The block format's end: the last five bytes are literals, and no match begins in the last twelve. */
const tail = { literals: 5, match: 12 };
const shortest = 4;
const farthest = 65_535;

/** The block as it grows, in memory for the longest that it can become. */
class Block {
  readonly #bytes: Uint8Array;
  #length = 0;

  constructor(source: number) {
    this.#bytes = new Uint8Array(source + Math.ceil(source / 255) + 16);
  }

  /** A length beyond what its half of the token holds: bytes of 255, then the rest. */
  #lengthen(rest: number): void {
    for (; rest >= 255; rest -= 255) this.#bytes[this.#length++] = 255;
    this.#bytes[this.#length++] = rest;
  }

  sequence(literals: Uint8Array, match: { offset: number; length: number } | null): void {
    const extra = match ? match.length - shortest : 0;
    this.#bytes[this.#length++] = (Math.min(literals.length, 15) << 4) | Math.min(extra, 15);
    if (literals.length >= 15) this.#lengthen(literals.length - 15);
    this.#bytes.set(literals, this.#length);
    this.#length += literals.length;
    if (!match) return;
    this.#bytes[this.#length++] = match.offset & 255;
    this.#bytes[this.#length++] = match.offset >> 8;
    if (extra >= 15) this.#lengthen(extra - 15);
  }

  whole(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}

/** A block of LZ4 (“LZ4 Block Format Description”, Y. Collet): the nearest earlier occurrence of four bytes, taken as far as it goes. */
export function lz4(bytes: Uint8Array): Uint8Array {
  const block = new Block(bytes.length);
  const seen = new Int32Array(1 << hashBits).fill(-1);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let from = 0;
  let at = 0;
  while (at <= bytes.length - tail.match) {
    const word = view.getUint32(at, true);
    const slot = Math.imul(word, 2_654_435_761) >>> (32 - hashBits);
    const before = seen[slot]!;
    seen[slot] = at;
    if (before < 0 || at - before > farthest || view.getUint32(before, true) !== word) {
      at++;
      continue;
    }
    let length = shortest;
    while (at + length < bytes.length - tail.literals && bytes[before + length] === bytes[at + length]) length++;
    block.sequence(bytes.subarray(from, at), { offset: at - before, length });
    at += length;
    from = at;
  }
  block.sequence(bytes.subarray(from), null);
  return block.whole();
}
