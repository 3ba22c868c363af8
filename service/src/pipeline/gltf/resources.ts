import { GLB_BUFFER } from '@gltf-transform/core';
import type { Note } from '../contract.ts';
import { refuse } from '../refusal.ts';
import type { Json } from '../scan/glb.ts';
import { findFile, resolveUri } from '../scan/uris.ts';
import { pictureMedia } from '../scan/sniff.ts';
import { isForeign } from '../rasters/index.ts';
import type { FileSet } from '../types.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** The name of a texture whose picture is not there; it is taken out of the document right after reading. */
export const missingName = '\u0000missing';

/** The smallest PNG: one white pixel. */
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg==', 'base64');

/** A copy of its own: libraries that take an ArrayBuffer see nothing of the neighbours. */
export const own = (bytes: Uint8Array): Bytes => new Uint8Array(bytes);

/** The bytes of a `data:` URI (RFC 2397). */
export function dataUri(uri: string): Bytes {
  const comma = uri.indexOf(',');
  if (comma < 0) return new Uint8Array();
  const body = uri.slice(comma + 1);
  return own(
    Buffer.from(
      /;base64$/i.test(uri.slice(0, comma)) ? body : decodeURIComponent(body),
      /;base64$/i.test(uri.slice(0, comma)) ? 'base64' : 'utf8',
    ),
  );
}

function bytesOf(uri: string, set: FileSet): Bytes | null {
  const file = resolveUri(uri, set.main);
  if (file === null) return dataUri(uri);
  const name = findFile(file, new Set(set.files.keys()));
  return name === null ? null : own(set.files.get(name)!);
}

/**
 * Gathers what the JSON's buffers and images name, under keys of our own, and writes these keys into the JSON. A picture that is missing or no picture is
 * replaced by a mark and told of.
 */
export function gather(json: Json, bin: Uint8Array | null, set: FileSet): { resources: Record<string, Bytes>; dropped: Note[] } {
  const resources: Record<string, Bytes> = {};
  const dropped: Note[] = [];
  if (bin) resources[GLB_BUFFER] = own(bin);
  for (const [index, buffer] of list(json, 'buffers').entries()) {
    const key = `__buffer-${index}.bin`;
    const bytes = bufferBytes(buffer, { index, bin, set });
    if (bytes.length < (buffer['byteLength'] as number))
      refuse(
        'buffer-short',
        `Buffer ${index} of the model should have ${String(buffer['byteLength'])} bytes and has ${bytes.length}.`,
        'Export the model again as GLB.',
      );
    if (buffer['uri'] === undefined && index === 0 && bin) continue;
    resources[key] = bytes;
    buffer['uri'] = key;
  }
  for (const [index, image] of list(json, 'images').entries()) {
    if (image['bufferView'] !== undefined) continue;
    const key = `__image-${index}.png`;
    const { bytes, note } = gatherImage(image, { index, key, set });
    resources[key] = bytes;
    if (note) dropped.push(note);
  }
  return { resources, dropped };
}

function gatherImage(image: Json, { index, key, set }: { index: number; key: string; set: FileSet }): { bytes: Bytes; note: Note | null } {
  const uri = typeof image['uri'] === 'string' ? image['uri'] : '';
  const bytes = uri === '' ? null : bytesOf(uri, set);
  // what glTF does not know is converted when the textures are mended
  const media = bytes && (pictureMedia(bytes) ?? (isForeign(bytes) ? 'image/png' : null));
  image['uri'] = key;
  image['mimeType'] = media ?? 'image/png';
  image['name'] = media ? (image['name'] ?? nameOf(uri, index)) : missingName;
  return media ? { bytes, note: null } : { bytes: own(pixel), note: lost(uri, bytes) };
}

const list = (json: Json, name: string): Json[] => (json[name] as Json[] | undefined) ?? [];

const nameOf = (uri: string, index: number): string =>
  uri.startsWith('data:') ? `image-${index}` : decodeURIComponent(uri.split('/').pop() ?? '').replace(/\.\w+$/, '') || `image-${index}`;

const lost = (uri: string, bytes: Uint8Array | null): Note => {
  const name = uri.startsWith('data:') ? 'an embedded picture' : uri.slice(0, 120);
  return bytes
    ? { code: 'texture-broken', message: `${name} is not a picture that can be read; the model is shown without it.`, where: name }
    : { code: 'texture-missing', message: `${name} is not in the upload; the model is shown without it.`, where: name };
};

/** EXT_meshopt_compression lets a file leave out a buffer that only old readers would want. */
function bufferBytes(buffer: Json, { index, bin, set }: { index: number; bin: Uint8Array | null; set: FileSet }): Bytes {
  const uri = buffer['uri'];
  if (typeof uri === 'string')
    return (
      bytesOf(uri, set) ??
      refuse(
        'buffer-missing',
        `The model’s file ${JSON.stringify(uri.slice(0, 80))} is missing from the upload.`,
        'Pack the model with all its files into a ZIP archive.',
      )
    );
  if (index === 0 && bin) return own(bin);
  const extensions = (buffer['extensions'] ?? {}) as Json;
  const fallback = (extensions['EXT_meshopt_compression'] ?? extensions['KHR_meshopt_compression']) as { fallback?: unknown } | undefined;
  if (fallback) return new Uint8Array(buffer['byteLength'] as number);
  return refuse('buffer-missing', `Buffer ${index} of the model has no data.`, 'Export the model again as GLB.');
}
