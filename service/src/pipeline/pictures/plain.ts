import type { Document, Material, Texture } from '@gltf-transform/core';
import sharp from 'sharp';
import { bake, type BakedPart } from '../baked/index.ts';
import { pixelLimit } from '../optimise/textures.ts';
import { createCanvas, type Canvas } from './raster.ts';

export interface PlainView {
  pixels: number;
  /** degrees, as in `View`. */
  theta: number;
  phi: number;
}

interface Swatch {
  data: Uint8Array;
  size: number;
}

const swatch = 256;

/** A small copy of each base colour texture, for looking colours up. */
async function swatches(parts: readonly BakedPart[]): Promise<Map<Texture, Swatch>> {
  const found = new Map<Texture, Swatch>();
  for (const { material } of parts) {
    const texture = material?.getBaseColorTexture();
    const image = texture?.getImage();
    if (!texture || !image || found.has(texture)) continue;
    const data = await sharp(image, { limitInputPixels: pixelLimit })
      .resize(swatch, swatch, { fit: 'fill' })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer();
    found.set(texture, { data, size: swatch });
  }
  return found;
}

const wrap = (value: number): number => value - Math.floor(value);
const toSrgb = (linear: number): number => (linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055);

/** The colour of one triangle's middle, red, green and blue from 0 to 255. */
function colourAt(part: BakedPart, corner: number, found: ReadonlyMap<Texture, Swatch>): [number, number, number] {
  const { material, uvs, indices } = part;
  const factor = material?.getBaseColorFactor() ?? [0.8, 0.8, 0.8, 1];
  const plain = [0, 1, 2].map((channel) => 255 * toSrgb(factor[channel]!)) as [number, number, number];
  const texture = material?.getBaseColorTexture();
  const picture = texture && found.get(texture);
  const uv = uvs[material?.getBaseColorTextureInfo()?.getTexCoord() ?? 0];
  if (!picture || !uv) return plain;
  let u = 0;
  let v = 0;
  for (let k = 0; k < 3; k++) {
    u += uv[indices[corner + k]! * 2]! / 3;
    v += uv[indices[corner + k]! * 2 + 1]! / 3;
  }
  const at = (Math.floor(wrap(v) * picture.size) * picture.size + Math.floor(wrap(u) * picture.size)) * 4;
  return [0, 1, 2].map((channel) => (plain[channel]! * picture.data[at + channel]!) / 255) as [number, number, number];
}

type Project = (x: number, y: number, z: number) => [number, number, number];

/** Turns the model so that the view looks along −Z, then fits it into the picture with a margin. */
function projection(parts: readonly BakedPart[], { theta, phi }: PlainView, size: number): Project {
  const [a, b] = [(-theta * Math.PI) / 180, ((90 - phi) * Math.PI) / 180];
  const turned: Project = (x, y, z) => {
    const across = x * Math.cos(a) + z * Math.sin(a);
    const deep = -x * Math.sin(a) + z * Math.cos(a);
    return [across, y * Math.cos(b) - deep * Math.sin(b), y * Math.sin(b) + deep * Math.cos(b)];
  };
  const min = [Infinity, Infinity];
  const max = [-Infinity, -Infinity];
  for (const { points } of parts)
    for (let index = 0; index < points.length; index += 3) {
      const place = turned(points[index]!, points[index + 1]!, points[index + 2]!);
      for (const axis of [0, 1]) {
        min[axis] = Math.min(min[axis]!, place[axis]!);
        max[axis] = Math.max(max[axis]!, place[axis]!);
      }
    }
  const scale = (0.84 * size) / (Math.max(max[0]! - min[0]!, max[1]! - min[1]!) || 1);
  return (x, y, z) => {
    const [px, py, pz] = turned(x, y, z);
    return [size / 2 + (px - (min[0]! + max[0]!) / 2) * scale, size / 2 - (py - (min[1]! + max[1]!) / 2) * scale, pz * scale];
  };
}

function drawPart(canvas: Canvas, part: BakedPart, project: Project, found: ReadonlyMap<Texture, Swatch>): void {
  const { points, indices, material } = part;
  const place = (index: number): [number, number, number] => project(points[index * 3]!, points[index * 3 + 1]!, points[index * 3 + 2]!);
  for (let corner = 0; corner + 2 < indices.length; corner += 3) {
    const [a, b, c] = [place(indices[corner]!), place(indices[corner + 1]!), place(indices[corner + 2]!)];
    const [ux, uy, uz] = [b[0] - a[0], a[1] - b[1], b[2] - a[2]];
    const [vx, vy, vz] = [c[0] - a[0], a[1] - c[1], c[2] - a[2]];
    const normal = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx] as const;
    const length = Math.hypot(...normal);
    if (length === 0) continue;
    const towards = normal[2] / length;
    if (towards < 0 && !isOpen(material)) continue;
    const side = towards < 0 ? -1 : 1;
    // light from the upper left, a third of it from everywhere
    const lit = Math.max(0, (side * (-0.35 * normal[0] + 0.6 * normal[1] + 0.72 * normal[2])) / length);
    const shade = 0.38 + 0.68 * lit;
    const [red, green, blue] = colourAt(part, corner, found);
    canvas.triangle([a, b, c], [red * shade, green * shade, blue * shade]);
  }
}

const isOpen = (material: Material | null): boolean => material?.getDoubleSided() ?? false;

/** A poster without a graphics card or a browser: flat shaded triangles with their base colours. PNG with a transparent background. */
export async function drawPlain(document: Document, view: PlainView): Promise<Buffer> {
  const parts = bake(document);
  const found = await swatches(parts);
  const size = view.pixels * 2;
  const canvas = createCanvas(size);
  const project = projection(parts, view, size);
  for (const part of parts) drawPart(canvas, part, project, found);
  return sharp(canvas.pixels, { raw: { width: size, height: size, channels: 4 } })
    .resize(view.pixels, view.pixels, { kernel: 'mitchell' })
    .png()
    .toBuffer();
}
