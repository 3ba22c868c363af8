export const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};

export const uint64 = (value: number | bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};

/** Bytes one after the other; tells where each begins. */
export class Sink {
  readonly #parts: Uint8Array[] = [];
  length = 0;

  add(...parts: Uint8Array[]): number {
    const at = this.length;
    for (const part of parts) {
      this.#parts.push(part);
      this.length += part.byteLength;
    }
    return at;
  }

  /** The same, beginning at a multiple of eight, so that a reader can use the values where they lie. */
  addAligned(...parts: Uint8Array[]): number {
    this.add(new Uint8Array((8 - (this.length % 8)) % 8));
    return this.add(...parts);
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/** Gives each distinct thing a number, from 0. */
export class Numbers {
  readonly #known = new Map<string, number>();

  of(key: string): number {
    const number = this.#known.get(key) ?? this.#known.size;
    this.#known.set(key, number);
    return number;
  }

  /** undefined: unknown. */
  find(key: string): number | undefined {
    return this.#known.get(key);
  }

  get size(): number {
    return this.#known.size;
  }

  keys(): string[] {
    return [...this.#known.keys()];
  }
}
