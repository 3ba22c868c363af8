import type { Attribute } from '../prim.ts';
import type { Sink } from './bytes.ts';
import { Numbers, uint32, uint64 } from './bytes.ts';
import { packedIntegers } from './integers.ts';

/** Numbers of OpenUSD's crateDataTypes.h. */
const types = {
  bool: 1,
  int: 3,
  float: 8,
  double: 9,
  string: 10,
  token: 11,
  asset: 12,
  vec2f: 20,
  vec3f: 24,
  vec4f: 28,
  dictionary: 31,
  tokenListOp: 32,
  pathListOp: 34,
  tokenVector: 41,
  specifier: 42,
  variability: 44,
};
const flags = { array: 1n << 63n, inlined: 1n << 62n, compressed: 1n << 61n };
/** Header bits of a list operation: it replaces the list with its items, or puts them before it. */
const listOps = { explicit: 0b11, prepend: 0b100000 };
/** Shorter arrays are never compressed (crateFile.cpp, MinCompressedArraySize). */
const leastCompressed = 16;

/** A value as a field holds it: its type, and either itself or where it lies in the file. */
export type Rep = bigint;

const rep = (type: keyof typeof types, payload: number, flag = 0n): Rep => flag | (BigInt(types[type]) << 48n) | BigInt(payload);

const bitsOf = (value: number): number => {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes.readUInt32LE();
};

const bytesOf = (values: Float32Array): Uint8Array => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

const vectors = {
  float2: 'vec2f',
  float3: 'vec3f',
  float4: 'vec4f',
  color3f: 'vec3f',
  normal3f: 'vec3f',
  'float3[]': 'vec3f',
  'point3f[]': 'vec3f',
  'normal3f[]': 'vec3f',
  'texCoord2f[]': 'vec2f',
} as const;
const sizes = { vec2f: 2, vec3f: 3, vec4f: 4 };

/** Writes values into a crate: small ones into their own rep, others into the sink. */
export class ValueWriter {
  readonly sink: Sink;
  readonly tokens: Numbers;
  readonly strings = new Numbers();

  constructor(sink: Sink, tokens: Numbers) {
    this.sink = sink;
    this.tokens = tokens;
  }

  token = (text: string): Rep => rep('token', this.tokens.of(text), flags.inlined);
  bool = (value: boolean): Rep => rep('bool', Number(value), flags.inlined);
  /** Doubles that a float holds exactly are written as that float. */
  double = (value: number): Rep => rep('double', bitsOf(value), flags.inlined);
  specifierDef = (): Rep => rep('specifier', 0, flags.inlined);
  variability = (uniform: boolean): Rep => rep('variability', Number(uniform), flags.inlined);

  string(text: string): Rep {
    this.tokens.of(text);
    return rep('string', this.strings.of(text), flags.inlined);
  }

  tokenVector(texts: readonly string[]): Rep {
    return rep('tokenVector', this.sink.add(uint64(texts.length), ...texts.map((text) => uint32(this.tokens.of(text)))));
  }

  prependedTokens(texts: readonly string[]): Rep {
    const items = texts.map((text) => uint32(this.tokens.of(text)));
    return rep('tokenListOp', this.sink.add(Buffer.of(listOps.prepend), uint64(texts.length), ...items));
  }

  explicitPath(index: number): Rep {
    return rep('pathListOp', this.sink.add(Buffer.of(listOps.explicit), uint64(1), uint32(index)));
  }

  /** Each value stands behind its key and the distance to its rep, which is eight as all of them are in their reps. */
  dictionary(entries: Readonly<Record<string, boolean | string>>): Rep {
    const parts = Object.entries(entries).flatMap(([key, value]) => {
      this.string(key);
      const own = typeof value === 'boolean' ? this.bool(value) : this.string(value);
      return [uint32(this.strings.of(key)), uint64(8), uint64(own)];
    });
    return rep('dictionary', this.sink.add(uint64(Object.keys(entries).length), ...parts));
  }

  /** An attribute's value; null: it has none. */
  attribute(one: Attribute): Rep | null {
    if (one.value === undefined) return null;
    switch (one.type) {
      case 'bool':
        return this.bool(one.value);
      case 'int':
        return rep('int', one.value >>> 0, flags.inlined);
      case 'float':
        return rep('float', bitsOf(one.value), flags.inlined);
      case 'token':
        return this.token(one.value);
      case 'string':
        return this.string(one.value);
      case 'asset':
        return rep('asset', this.tokens.of(one.value), flags.inlined);
      case 'int[]':
        return this.#integers(one.value);
      case 'float2':
      case 'float3':
      case 'float4':
      case 'color3f':
      case 'normal3f':
        return rep(vectors[one.type], this.sink.add(bytesOf(Float32Array.from(one.value))));
      default:
        return this.#vectors(vectors[one.type], one.value);
    }
  }

  #vectors(type: keyof typeof sizes, values: Float32Array): Rep {
    return rep(type, this.sink.addAligned(uint64(values.length / sizes[type]), bytesOf(values)), flags.array);
  }

  #integers(values: Uint32Array): Rep {
    const count = uint64(values.length);
    if (values.length < leastCompressed) return rep('int', this.sink.add(count, ...Array.from(values, uint32)), flags.array);
    const packed = packedIntegers(values);
    return rep('int', this.sink.add(count, uint64(packed.byteLength), packed), flags.array | flags.compressed);
  }
}
