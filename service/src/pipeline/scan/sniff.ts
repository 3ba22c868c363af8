const text = (bytes: Uint8Array, length: number): string => Buffer.from(bytes.subarray(0, length)).toString('latin1');

const signatures: readonly [RegExp, string][] = [
  [/^\x89PNG/, 'a PNG picture'],
  [/^\xff\xd8\xff/, 'a JPEG picture'],
  [/^RIFF....WEBP/s, 'a WebP picture'],
  [/^GIF8/, 'a GIF picture'],
  [/^%PDF/, 'a PDF document'],
  [/^PK/, 'a ZIP archive'],
  [/^Rar!/, 'a RAR archive'],
  [/^7z\xbc\xaf/, 'a 7-Zip archive'],
  [/^\x1f\x8b/, 'a gzip archive'],
  [/^BLENDER/, 'a Blender project (export it as GLB)'],
  [/^\x7fELF|^MZ/, 'a program'],
  [/^\s*<\?php/i, 'a PHP program'],
  [/^\s*(<!doctype html|<html)/i, 'a web page'],
  [/^\s*<\?xml[\s\S]*<COLLADA/i, 'a COLLADA file'],
  [/^\s*(<\?xml|<svg)/i, 'an XML file'],
  [/^ply\r?\n/, 'a PLY file'],
  [/^solid\s/, 'an STL file'],
  [/^PXR-USDC/, 'a binary USD layer (upload it packed as USDZ)'],
  [/^#usda/, 'a USD layer (upload it packed as USDZ)'],
];

/** What a file is by its first bytes, for people. */
export function sniff(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'empty';
  const head = text(bytes, 600);
  return signatures.find(([pattern]) => pattern.test(head))?.[1] ?? 'of an unknown kind';
}

/** The media type of a picture by its first bytes; null: none that a model may use. */
export function pictureMedia(bytes: Uint8Array): string | null {
  const head = text(bytes, 16);
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^RIFF[\s\S]{4}WEBP/.test(head)) return 'image/webp';
  if (/^[\s\S]{4}ftyp(avif|avis)/.test(head)) return 'image/avif';
  if (head.startsWith('\xabKTX 20\xbb')) return 'image/ktx2';
  return null;
}
