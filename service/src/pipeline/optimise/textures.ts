import type { Document, Texture } from '@gltf-transform/core';
import { EXTTextureWebP } from '@gltf-transform/extensions';
import { listTextureSlots } from '@gltf-transform/functions';
import sharp from 'sharp';

/** Larger pictures are not decoded: 8192², what graphics hardware takes. */
export const pixelLimit = 8192 * 8192;

export interface TextureWish {
  /** added to every kind's quality: 6 for each time that the gate was missed. */
  raise: number;
  /** the longest edge, in pixels. */
  edge: number;
}

type Kind = 'colour' | 'normal' | 'data';

/**
 * WebP's quality where the search begins. A normal map bears the least; roughness, metal and baked shadows bear the most: on three
 * textured models their step from 75 to 45 cost 0.001 of similarity, that of the normal maps from 88 to 75 0.006 to 0.012.
 */
const quality: Record<Kind, number> = { colour: 66, normal: 82, data: 42 };

/** What a texture holds, by the slots that use it; a normal map bears the least. */
export function kindOf(texture: Texture): Kind {
  const slots = listTextureSlots(texture).join(' ');
  if (/normal/i.test(slots)) return 'normal';
  return /baseColor|emissive|diffuse|sheenColor|specularColor/i.test(slots) ? 'colour' : 'data';
}

interface Picture {
  bytes: Uint8Array;
  media: string;
}

/** The smallest of: lossy WebP of the kind's quality, lossless WebP, the picture as it came. */
async function smallest(image: Uint8Array, media: string, kind: Kind, { raise, edge }: TextureWish): Promise<Picture> {
  const { width, height } = await sharp(image, { limitInputPixels: pixelLimit }).metadata();
  const { isOpaque } = await sharp(image, { limitInputPixels: pixelLimit }).stats();
  const fits = Math.max(width, height) <= edge;
  let source = sharp(image, { limitInputPixels: pixelLimit }).toColourspace('srgb');
  if (!fits) source = source.resize(edge, edge, { fit: 'inside', kernel: 'lanczos3' });
  if (isOpaque) source = source.removeAlpha();
  const q = Math.min(100, quality[kind] + raise);
  const lossy = await source
    .clone()
    .webp({ quality: q, effort: 6, smartSubsample: true, alphaQuality: Math.max(90, q) })
    .toBuffer();
  const choices: Picture[] = [{ bytes: lossy, media: 'image/webp' }];
  // what was lossy already only grows without loss; palettes and flat colours do not
  if (media !== 'image/jpeg') {
    const lossless = await source.clone().webp({ lossless: true, effort: 6 }).toBuffer();
    choices.push({ bytes: lossless, media: 'image/webp' });
  }
  if (fits) choices.push({ bytes: image, media });
  return choices.reduce((best, one) => (one.bytes.byteLength < best.bytes.byteLength ? one : best));
}

const readable = new Set(['image/png', 'image/jpeg', 'image/webp']);

/** Makes each texture as small as its kind bears, in place. */
export const compressTextures = (document: Document, wish: TextureWish, signal: AbortSignal): Promise<void> =>
  eachTexture(document, signal, (image, texture) => smallest(image, texture.getMimeType(), kindOf(texture), wish));

/** The usual way with WebP, quality 80 for everything: how much similarity it costs is what may be lost. In place. */
export const ordinaryTextures = (document: Document, edge: number, signal: AbortSignal): Promise<void> =>
  eachTexture(document, signal, async (image) => {
    const source = sharp(image, { limitInputPixels: pixelLimit }).resize(edge, edge, { fit: 'inside', withoutEnlargement: true });
    return { bytes: await source.webp({ quality: 80, effort: 2 }).toBuffer(), media: 'image/webp' };
  });

async function eachTexture(
  document: Document,
  signal: AbortSignal,
  compress: (image: Uint8Array, texture: Texture) => Promise<Picture>,
): Promise<void> {
  const waiting = document.getRoot().listTextures();
  const worker = async (): Promise<void> => {
    for (let texture = waiting.pop(); texture; texture = waiting.pop()) {
      signal.throwIfAborted();
      const image = texture.getImage();
      if (!image || !readable.has(texture.getMimeType())) continue;
      const { bytes, media } = await compress(image, texture);
      texture.setImage(new Uint8Array(bytes)).setMimeType(media).setURI('');
    }
  };
  // an encoder of WebP uses one core: two of them at a time, and no more pictures than that in memory
  await Promise.all([worker(), worker()]);
  if (
    document
      .getRoot()
      .listTextures()
      .some((texture) => texture.getMimeType() === 'image/webp')
  )
    document.createExtension(EXTTextureWebP).setRequired(true);
}
