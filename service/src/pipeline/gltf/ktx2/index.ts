import type { Document, Texture } from '@gltf-transform/core';
import sharp from 'sharp';
import type { Note } from '../../contract.ts';
import { pixelLimit } from '../../limits.ts';
import { refuse } from '../../refusal.ts';
import { pictureMedia } from '../../scan/sniff.ts';
import { readHeader } from './header.ts';
import { transcode } from './transcoder.ts';

const nameOf = (texture: Texture): string => texture.getName() || texture.getURI() || 'a texture';

/** A picture and its smaller levels, four bytes a pixel, take 4 × 4/3; one that says more is no picture. */
const mostBytes = (pixels: number): number => Math.max(65_536, pixels * 6);

async function toPng(texture: Texture, bytes: Uint8Array): Promise<Buffer | null> {
  const header = readHeader(bytes);
  if (!header || header.format !== 0) return null;
  const { width, height, unpacked } = header;
  if (width * height > pixelLimit)
    refuse(
      'texture-too-large',
      `The texture ${nameOf(texture)} has ${width} × ${height} pixels; at most 8192 × 8192 are taken.`,
      'Make it smaller (4096 pixels are plenty), then export the model again.',
    );
  const pixels = unpacked <= mostBytes(width * height) ? await transcode(bytes) : null;
  if (!pixels) return null;
  return sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: 4 }, limitInputPixels: pixelLimit })
    .png({ compressionLevel: 4 })
    .toBuffer();
}

/**
 * Textures in KTX2 (KHR_texture_basisu) become PNG, which everything after this reads. How many pixels and bytes they unpack to is read in their headers first.
 * What cannot be transcoded stays as it is; the mending of textures drops it and says so.
 */
export async function transcodeTextures(document: Document): Promise<Note[]> {
  const notes: Note[] = [];
  const root = document.getRoot();
  for (const texture of root.listTextures()) {
    const image = texture.getImage();
    if (!image || pictureMedia(image) !== 'image/ktx2') continue;
    const png = await toPng(texture, image);
    if (!png) continue;
    notes.push({
      code: 'texture-ktx2',
      message: 'The KTX2 texture was decoded; its smaller levels are made anew.',
      where: nameOf(texture),
    });
    texture.setImage(new Uint8Array(png)).setMimeType('image/png').setURI('');
  }
  for (const extension of root.listExtensionsUsed()) if (extension.extensionName === 'KHR_texture_basisu') extension.dispose();
  return notes;
}
