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

const quality: Record<Kind, number> = { colour: 75, normal: 88, data: 75 };

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
export async function compressTextures(document: Document, wish: TextureWish, signal: AbortSignal): Promise<void> {
  for (const texture of document.getRoot().listTextures()) {
    signal.throwIfAborted();
    const image = texture.getImage();
    if (!image || !readable.has(texture.getMimeType())) continue;
    const { bytes, media } = await smallest(image, texture.getMimeType(), kindOf(texture), wish);
    texture.setImage(new Uint8Array(bytes)).setMimeType(media).setURI('');
  }
  if (
    document
      .getRoot()
      .listTextures()
      .some((texture) => texture.getMimeType() === 'image/webp')
  )
    document.createExtension(EXTTextureWebP).setRequired(true);
}
