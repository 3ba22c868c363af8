import sharp from 'sharp';
import { own } from '../gltf/resources.ts';
import { pixelLimit } from '../limits.ts';
import type { Picture } from './pictures.ts';

const open = (picture: Picture): ReturnType<typeof sharp> => sharp(picture.bytes, { limitInputPixels: pixelLimit, failOn: 'none' });

/** Whether a picture holds heights (grey) and no normals (bluish). */
export async function isGreyPicture(picture: Picture): Promise<boolean> {
  const { channels } = await open(picture).stats();
  const [red, green, blue] = channels;
  return !green || !blue || (Math.abs(red!.mean - blue.mean) < 6 && Math.abs(green.mean - blue.mean) < 6);
}

/** Depth of the relief: the slope that a step from black to white over one pixel stands for, spread over the picture. */
const strength = 2;

/** A normal map out of heights, by central differences (wrapping around, as textures repeat). */
export async function heightToNormal(picture: Picture): Promise<Picture> {
  const { data, info } = await open(picture)
    .resize(2048, 2048, { fit: 'inside', withoutEnlargement: true })
    .removeAlpha()
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const at = (x: number, y: number): number => data[(((y + height) % height) * width + ((x + width) % width)) * channels]! / 255;
  const out = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const dx = (at(x - 1, y) - at(x + 1, y)) * strength;
      const dy = (at(x, y + 1) - at(x, y - 1)) * strength;
      const length = Math.hypot(dx, dy, 1);
      [dx, dy, 1].forEach((value, k) => (out[(y * width + x) * 3 + k] = Math.round(((value / length) * 0.5 + 0.5) * 255)));
    }
  const png = await sharp(out, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  return { name: `${picture.name} normal`, bytes: own(png), media: 'image/png' };
}

/** A picture with another one's green channel as its opacity, as three's alphaMap is read. */
export async function withAlpha(picture: Picture, mask: Picture): Promise<Picture> {
  const { data, info } = await open(picture).removeAlpha().toColourspace('srgb').png().toBuffer({ resolveWithObject: true });
  const alpha = await open(mask)
    .resize(info.width, info.height, { fit: 'fill' })
    .removeAlpha()
    .toColourspace('srgb')
    .extractChannel('green')
    .raw()
    .toBuffer();
  const png = await sharp(data)
    .joinChannel(alpha, { raw: { width: info.width, height: info.height, channels: 1 } })
    .png()
    .toBuffer();
  return { name: picture.name, bytes: own(png), media: 'image/png' };
}

/** One picture with roughness in green and metal in blue; what is missing counts as full, so that the factor alone says it. */
export async function roughAndMetal(rough: Picture | null, metal: Picture | null): Promise<Picture> {
  const { width, height } = await open(rough ?? metal!).metadata();
  const channel = async (picture: Picture | null, name: 'green' | 'blue'): Promise<Buffer> =>
    picture
      ? open(picture).resize(width, height, { fit: 'fill' }).removeAlpha().toColourspace('srgb').extractChannel(name).raw().toBuffer()
      : Buffer.alloc(width * height, 255);
  const [green, blue] = await Promise.all([channel(rough, 'green'), channel(metal, 'blue')]);
  const out = Buffer.alloc(width * height * 3, 255);
  for (let at = 0; at < width * height; at++) {
    out[at * 3 + 1] = green[at]!;
    out[at * 3 + 2] = blue[at]!;
  }
  const png = await sharp(out, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  return { name: `${(rough ?? metal)!.name} metal`, bytes: own(png), media: 'image/png' };
}
