import type { Document } from '@gltf-transform/core';
import { cloneDocument } from '@gltf-transform/functions';
import { bake } from '../baked/index.ts';
import { variantNames } from '../baked/variants.ts';
import { made, slug } from '../made.ts';
import { trianglesIn } from '../optimise/count.ts';
import { prepare } from '../optimise/prepare.ts';
import type { Imported, Made } from '../types.ts';
import { plainGlb } from './scene-viewer.ts';
import { usdzOf, type UsdzWish } from './usdz.ts';
import { readUsdz } from './read.ts';

export { readUsdz } from './read.ts';

export interface ArOptions {
  signal: AbortSignal;
  progress(part: number): void;
}

/** Third parties' advice for phones; Apple and Google name no limits: triangles, bytes. */
const bounds = { triangles: 100_000, bytes: 10_000_000 };
/** Tried in order until a file is small enough; the last is taken whatever it weighs. */
const wishes = [
  { maxTexture: 2048, jpegQuality: 85 },
  { maxTexture: 1024, jpegQuality: 85 },
  { maxTexture: 1024, jpegQuality: 72 },
  { maxTexture: 512, jpegQuality: 72 },
];

/** A model that every phone can bear: its own triangles up to 100,000, fewer where it has more. */
async function bearable(document: Document): Promise<Document> {
  const triangles = trianglesIn(document);
  const many = triangles > bounds.triangles;
  return prepare(document, { keep: new Set(), error: many ? 0.02 : 0, ratio: many ? bounds.triangles / triangles : 1 });
}

async function bounded(write: (wish: (typeof wishes)[number]) => Promise<Uint8Array>): Promise<Uint8Array> {
  for (const wish of wishes.slice(0, -1)) {
    const bytes = await write(wish);
    if (bytes.byteLength <= bounds.bytes) return bytes;
  }
  return write(wishes.at(-1)!);
}

/** The USDZ for iOS' Quick Look: true scale, Y up, on the ground, skin in its rest pose. */
export const makeUsdz = ({ document }: Imported, wish: UsdzWish): Promise<Uint8Array> => usdzOf(document, wish);

/**
 * What AR needs: a GLB for Scene Viewer and a USDZ for Quick Look, each once as the model comes and once for each colourway.
 * Their structure is checked by reading them again; they were not seen on a device.
 */
export async function makeAr(imported: Imported, { signal, progress }: ArOptions): Promise<Made[]> {
  const model: Imported = { ...imported, document: await bearable(imported.document) };
  const variants = [null, ...variantNames(imported.document)];
  const files: Made[] = [];
  const taken = new Set<string>();
  for (const [index, variant] of variants.entries()) {
    signal.throwIfAborted();
    const part = variant === null ? '' : `-${slug(variant, taken)}`;
    taken.add(part.slice(1));
    const triangles = bake(model.document, variant).reduce((sum, { indices }) => sum + indices.length / 3, 0);
    // at most 10 MB, unless the triangles alone weigh more
    const glb = await bounded((wish) => plainGlb(cloneDocument(model.document), { ...wish, variant }));
    files.push(made('ar', `ar${part}.glb`, glb, { variant, triangles }));
    signal.throwIfAborted();
    const usdz = await bounded((wish) => usdzOf(model.document, { ...wish, variant }));
    const read = readUsdz(usdz);
    if (!read.ok) throw new Error(read.error.message);
    if (read.value.triangles !== triangles) throw new Error(`The USDZ has ${read.value.triangles} triangles, its source ${triangles}.`);
    files.push(made('usdz', `ar${part}.usdz`, usdz, { variant, triangles }));
    progress((index + 1) / variants.length);
  }
  return files;
}
