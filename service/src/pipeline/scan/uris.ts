import path from 'node:path';
import { refuse } from '../refusal.ts';
import type { Json } from './glb.ts';

const next = 'Export the model as GLB, or pack it with its files into a ZIP archive.';

/**
 * The file that a URI of a buffer or image means, relative to the model's own folder; null: `data:`. Refuses whatever is not a plain relative path inside the
 * upload: a scheme, a host, an absolute path, `..` above the upload, a backslash, also when they are percent-encoded.
 */
export function resolveUri(uri: string, base: string): string | null {
  if (/^data:/i.test(uri)) return null;
  const shown = JSON.stringify(uri.slice(0, 80));
  const decoded = decode(uri);
  const outside = /^[a-z][a-z0-9+.-]*:/i.test(decoded) || /^[/\\]|\\/.test(decoded) || decoded.includes('\0');
  const file = outside ? '' : path.posix.normalize(path.posix.join(path.posix.dirname(base), decoded));
  if (outside || file === '..' || file.startsWith('../') || file.startsWith('/'))
    refuse('uri-outside', `The model names ${shown}, which is not one of the upload’s own files; nothing outside is ever read.`, next);
  return file.normalize('NFC');
}

/** Percent-decoding, twice: what is hidden twice is found too. */
function decode(uri: string): string {
  try {
    const once = decodeURIComponent(uri);
    return /%(2e|2f|5c|3a)/i.test(once) ? decodeURIComponent(once) : once;
  } catch {
    return uri;
  }
}

/** The file of the upload that is meant: exactly, or by its name alone where the folders were lost on the way. */
export function findFile(file: string, names: ReadonlySet<string>): string | null {
  if (names.has(file)) return file;
  const lower = file.toLowerCase();
  const base = path.posix.basename(lower);
  const all = [...names];
  return (
    all.find((name) => name.toLowerCase() === lower) ?? onlyOne(all.filter((name) => path.posix.basename(name).toLowerCase() === base))
  );
}

const onlyOne = (list: string[]): string | null => (list.length === 1 ? list[0]! : null);

/** Every URI points into the upload; every buffer is there. A missing picture is told of later, and the model is shown without it. */
export function checkUris(json: Json, upload: { base: string; names: ReadonlySet<string>; bin: number }): void {
  for (const kind of ['buffers', 'images'] as const)
    for (const [index, item] of ((json[kind] as Json[] | undefined) ?? []).entries()) {
      const uri = item['uri'];
      if (uri === undefined) continue;
      if (typeof uri !== 'string') refuse('json-broken', `The URI of ${kind} ${index} is not a text.`, next);
      const file = resolveUri(uri, upload.base);
      if (kind === 'buffers' && file !== null && !findFile(file, upload.names))
        refuse('buffer-missing', `The model’s file ${JSON.stringify(file)} is missing from the upload.`, next);
    }
}
