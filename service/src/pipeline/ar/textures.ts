import type { Texture } from '@gltf-transform/core';
import sharp from 'sharp';
import { kindOf, pixelLimit } from '../optimise/textures.ts';
import type { ZipEntry } from './zip.ts';

export interface TextureWish {
  /** the longest edge, in pixels. */
  maxTexture: number;
  jpegQuality: number;
}

/** A picture as JPEG, or as PNG where its transparency is shown: what AR viewers read. */
export async function arPicture(
  texture: Texture,
  alpha: boolean,
  { maxTexture, jpegQuality }: TextureWish,
): Promise<{ bytes: Buffer; media: string }> {
  const source = sharp(texture.getImage()!, { limitInputPixels: pixelLimit })
    .resize(maxTexture, maxTexture, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb');
  const transparent = alpha && !(await sharp(texture.getImage()!, { limitInputPixels: pixelLimit }).stats()).isOpaque;
  if (transparent) return { bytes: await source.png({ compressionLevel: 9, effort: 10 }).toBuffer(), media: 'image/png' };
  // the channels of normal maps and of data mean different things: they are not blurred into each other
  const chromaSubsampling = kindOf(texture) === 'colour' ? '4:2:0' : '4:4:4';
  const bytes = await source.removeAlpha().jpeg({ quality: jpegQuality, chromaSubsampling, mozjpeg: true }).toBuffer();
  return { bytes, media: 'image/jpeg' };
}

/** The textures of one USDZ, each written once. */
export class TextureFiles {
  readonly entries: ZipEntry[] = [];
  readonly #names = new Map<Texture, Map<boolean, string>>();
  readonly #wish: TextureWish;

  constructor(wish: TextureWish) {
    this.#wish = wish;
  }

  /** The name inside the archive. */
  async add(texture: Texture, alpha: boolean): Promise<string> {
    const known = this.#names.get(texture) ?? new Map<boolean, string>();
    this.#names.set(texture, known);
    const before = known.get(alpha);
    if (before !== undefined) return before;
    const { bytes, media } = await arPicture(texture, alpha, this.#wish);
    const name = `textures/t${this.entries.length}.${media === 'image/png' ? 'png' : 'jpg'}`;
    this.entries.push({ name, data: bytes });
    known.set(alpha, name);
    return name;
  }
}
