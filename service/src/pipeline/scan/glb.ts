import { sceneLimits } from '../limits.ts';
import { refuse } from '../refusal.ts';
import { excess } from './weigh.ts';

/** glTF's JSON before anything is known of it. */
export type Json = Record<string, unknown>;

export interface Parts {
  json: Json;
  /** the binary chunk; null: there is none. */
  bin: Uint8Array | null;
}

const again = 'Export the model again as GLB and upload that file.';
const magic = 0x46546c67;
const chunkJson = 0x4e4f534a;
const chunkBin = 0x004e4942;

export const isGlb = (bytes: Uint8Array): boolean => bytes.length >= 4 && view(bytes).getUint32(0, true) === magic;

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Takes a GLB apart (glTF 2.0, section 4.4): header, JSON chunk, binary chunk; chunks of other types are passed over. */
export function readGlb(name: string, bytes: Uint8Array): Parts {
  const data = view(bytes);
  if (bytes.length < 20) refuse('glb-truncated', `${name} is ${bytes.length} bytes long, too short for a GLB.`, again);
  if (data.getUint32(0, true) !== magic) refuse('glb-magic', `${name} does not begin as a GLB.`, again);
  const version = data.getUint32(4, true);
  if (version !== 2) refuse('glb-version', `${name} says it is GLB version ${version}; version 2 can be read.`, again);
  const length = data.getUint32(8, true);
  if (length > bytes.length)
    refuse('glb-truncated', `${name} is cut off: its header says ${length} bytes, ${bytes.length} are there.`, again);
  if (length < 20) refuse('glb-length', `${name} says that it is ${length} bytes long.`, again);
  return chunks(name, bytes.subarray(0, length));
}

function chunks(name: string, bytes: Uint8Array): Parts {
  const data = view(bytes);
  let text: Uint8Array | null = null;
  let bin: Uint8Array | null = null;
  for (let at = 12, index = 0; at + 8 <= bytes.length; index++) {
    const length = data.getUint32(at, true);
    const type = data.getUint32(at + 4, true);
    const end = at + 8 + length;
    if (end > bytes.length)
      refuse('glb-chunk', `Chunk ${index} of ${name} reaches ${end - bytes.length} bytes beyond the file’s end.`, again);
    if (index === 0 && type !== chunkJson) refuse('glb-chunk', `The first chunk of ${name} is not its JSON.`, again);
    if (index === 0) text = bytes.subarray(at + 8, end);
    else if (type === chunkBin) bin ??= bytes.subarray(at + 8, end);
    at = end;
  }
  if (!text) refuse('glb-chunk', `${name} holds no JSON chunk.`, again);
  return { json: parseJson(name, text), bin };
}

/** glTF's JSON; refuses what is none, or another version. */
export function parseJson(name: string, bytes: Uint8Array): Json {
  if (bytes.length > sceneLimits.jsonBytes)
    refuse('json-too-large', `The JSON of ${name} is larger than ${sceneLimits.jsonBytes / 1024 / 1024} MB.`, again);
  const over = excess(bytes);
  if (over) refuse(over.code, `The JSON of ${name} ${over.what}.`, again);
  const json = tryJson(bytes);
  if (!json) refuse('json-broken', `The JSON of ${name} cannot be read.`, again);
  const asset = json['asset'] as { version?: unknown } | undefined;
  const version = typeof asset === 'object' && asset !== null ? asset.version : undefined;
  if (typeof version !== 'string' || !/^2\.\d+$/.test(version))
    refuse('gltf-version', `${name} says it is glTF ${JSON.stringify(version ?? 'of no version')}; glTF 2.0 can be read.`, again);
  return json;
}

/** A JSON object, or null: it is none, or too much to be one that shows something. */
export function tryJson(bytes: Uint8Array): Json | null {
  if (excess(bytes) !== null) return null;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
  } catch {
    return null;
  }
}

/** A look at the JSON of a GLB or glTF without any check of the container; null: there is none. */
export function peekJson(bytes: Uint8Array): Json | null {
  if (!isGlb(bytes)) return tryJson(bytes);
  if (bytes.length < 20) return null;
  const length = view(bytes).getUint32(12, true);
  return length <= Math.min(bytes.length - 20, sceneLimits.jsonBytes) ? tryJson(bytes.subarray(20, 20 + length)) : null;
}
