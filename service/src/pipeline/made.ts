import { createHash } from 'node:crypto';
import type { Artefact } from './contract.ts';
import type { Made } from './types.ts';

const media: Record<string, string> = {
  glb: 'model/gltf-binary',
  usdz: 'model/vnd.usdz+zip',
  vrm: 'model/gltf-binary',
  webp: 'image/webp',
};

/** A file of the pipeline with what its report says of it; the media type follows from the name. */
export function made(
  kind: Artefact['kind'],
  name: string,
  bytes: Uint8Array,
  facts: Partial<Pick<Artefact, 'width' | 'height' | 'variant' | 'triangles'>> = {},
): Made {
  const type = media[name.slice(name.lastIndexOf('.') + 1)];
  if (type === undefined) throw new Error(`No media type is known for ${name}.`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const artefact = {
    kind,
    name,
    media: type,
    bytes: bytes.byteLength,
    sha256,
    width: null,
    height: null,
    variant: null,
    triangles: null,
    ...facts,
  };
  return { artefact, bytes };
}

/** A colourway's name as part of a file's name: `Midnight Blue` → `midnight-blue`; `taken` keeps two of them apart. */
export function slug(name: string, taken: ReadonlySet<string> = new Set()): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  const base = plain === '' ? 'colourway' : plain;
  let result = base;
  for (let number = 2; taken.has(result); number++) result = `${base}-${number}`;
  return result;
}
