/** What an upload may hold. Above it is refused: such a file is an accident or an attack, not a product. */
export const uploadLimits = {
  /** of the file that is sent. */
  bytes: 512 * 1024 * 1024,
  /** of an archive. */
  entries: 1_000,
  unpackedBytes: 320 * 1024 * 1024,
  /** of one entry: unpacked by packed bytes. Deflate itself ends at 1,032; textures and meshes stay below 100. */
  ratio: 200,
  /** what is small may be packed as tightly as it likes. */
  ratioFrom: 1024 * 1024,
  nameLength: 240,
} as const;

/** What the JSON of a glTF may ask for. */
export const sceneLimits = {
  jsonBytes: 64 * 1024 * 1024,
  /** nesting of lists and objects; values; bytes of one text and of all, `data:` URIs apart. */
  jsonDepth: 256,
  jsonValues: 1_000_000,
  jsonText: 1024 * 1024,
  jsonTexts: 8 * 1024 * 1024,
  /** all accessors unpacked, sparse ones and those without a buffer view too. */
  accessorBytes: 512 * 1024 * 1024,
  nodes: 5_000,
  depth: 64,
  /** of each other list: meshes, materials, accessors, animations … */
  list: 50_000,
  primitives: 20_000,
  images: 512,
} as const;

/** Of all pictures of a model, in pixels: 32 of 4096², eight of 8192². */
export const allPixelsLimit = 8 * 8192 * 8192;

/** Of pictures, in pixels: 8192². */
export const pixelLimit = 8192 * 8192;

/** How V8 says, in this thread or another, that there is no memory left. */
export const outOfMemory = /heap out of memory|Array buffer allocation failed|could not allocate memory/i;

/** What one child process may take. */
export interface ChildLimits {
  /** resident memory; above it the process is ended. */
  memoryMb: number;
  /** wall time. */
  seconds: number;
}

export const childLimits: ChildLimits = { memoryMb: 1_536, seconds: 600 };
