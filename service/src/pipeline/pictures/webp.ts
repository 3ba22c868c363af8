import sharp from 'sharp';

/** A picture as WebP with its transparency, in the given size (pixels, square). */
export const still = (png: Uint8Array, pixels: number): Promise<Buffer> =>
  sharp(png)
    .resize(pixels, pixels, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 82, alphaQuality: 90, effort: 5 })
    .toBuffer();

/** Pictures of one size as an endless animated WebP. */
export const animated = (frames: readonly Uint8Array[], milliseconds: number): Promise<Buffer> =>
  sharp([...frames] as Buffer[], { join: { animated: true } })
    .webp({ quality: 70, alphaQuality: 80, effort: 4, loop: 0, delay: frames.map(() => milliseconds) })
    .toBuffer();
