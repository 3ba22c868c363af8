import { Document } from '@gltf-transform/core';
import { KHRMaterialsVariants } from '@gltf-transform/extensions';
import sharp from 'sharp';
import { glbIo } from '../../service/src/pipeline/optimise/io.ts';
import { ok, type Failure, type Result } from '../../service/src/kernel/result.ts';
import type { Imported, Renderer } from '../../service/src/pipeline/types.ts';

/** A cloth-like picture: stripes and grain, the same each time. Its corner is transparent when `hole`. */
export async function cloth(size: number, { hole = false, grain: strength = 50 } = {}): Promise<Buffer> {
  const channels = hole ? 4 : 3;
  const data = Buffer.alloc(size * size * channels);
  let seed = 7;
  for (let at = 0; at < size * size; at++) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const grain = (seed / 2_147_483_648 - 0.5) * strength;
    const stripe = Math.floor((at % size) / 8) % 2 === 0 ? 60 : 190;
    for (const [channel, value] of [stripe, 120, 255 - stripe].entries())
      data[at * channels + channel] = Math.max(0, Math.min(255, value + grain));
    if (hole) data[at * 4 + 3] = at < (size * size) / 4 ? 0 : 255;
  }
  return sharp(data, { raw: { width: size, height: size, channels } })
    .png()
    .toBuffer();
}

export interface Wish {
  size?: number;
  hole?: boolean;
  /** how strong the picture's grain is; 0: none, which compresses well. */
  grain?: number;
  /** cells along each edge of the waving sheet. */
  cells?: number;
}

/** A waving sheet of cloth, 0.4 by 0.4 metres, its foot 1 metre above the ground, in two colourways: Day (with the picture) and Night (a plain colour). */
export async function sheet({ size = 128, hole = false, grain = 50, cells = 24 }: Wish = {}): Promise<Imported> {
  const document = new Document();
  const buffer = document.createBuffer();
  const [positions, uvs, indices]: [number[], number[], number[]] = [[], [], []];
  for (let row = 0; row <= cells; row++)
    for (let column = 0; column <= cells; column++) {
      const [u, v] = [column / cells, row / cells];
      positions.push(u * 0.4, 1 + v * 0.4, 0.03 * Math.sin(u * 9) * Math.cos(v * 7));
      uvs.push(u, 1 - v);
      if (row === cells || column === cells) continue;
      const at = row * (cells + 1) + column;
      indices.push(at, at + 1, at + cells + 2, at, at + cells + 2, at + cells + 1);
    }
  const texture = document
    .createTexture('cloth')
    .setImage(new Uint8Array(await cloth(size, { hole, grain })))
    .setMimeType('image/png');
  const day = document
    .createMaterial('Day')
    .setBaseColorTexture(texture)
    .setMetallicFactor(0)
    .setDoubleSided(true)
    .setAlphaMode(hole ? 'MASK' : 'OPAQUE');
  const night = document.createMaterial('Night').setBaseColorFactor([0.02, 0.03, 0.2, 1]).setMetallicFactor(0);
  const variants = document.createExtension(KHRMaterialsVariants);
  const list = variants.createMappingList();
  for (const material of [day, night])
    list.addMapping(variants.createMapping().setMaterial(material).addVariant(variants.createVariant(material.getName())));
  const accessor = (
    type: 'VEC2' | 'VEC3' | 'SCALAR',
    array: Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>,
  ): ReturnType<Document['createAccessor']> => document.createAccessor().setType(type).setArray(array).setBuffer(buffer);
  const primitive = document
    .createPrimitive()
    .setAttribute('POSITION', accessor('VEC3', new Float32Array(positions)))
    .setAttribute('TEXCOORD_0', accessor('VEC2', new Float32Array(uvs)))
    .setIndices(accessor('SCALAR', new Uint16Array(indices)))
    .setMaterial(day)
    .setExtension('KHR_materials_variants', list);
  document
    .getRoot()
    .setDefaultScene(
      document.createScene().addChild(document.createNode('Sheet').setMesh(document.createMesh('Sheet').addPrimitive(primitive))),
    );
  return { document, importer: 'test', repaired: [], dropped: [], warnings: [], vrm: null };
}

/** Draws a model as its first texture laid flat (white where it has none), with a transparent rim: what a browser would show of the texture's quality, turned in hue with the view; never larger than `most`. */
export function flatRenderer(most = Infinity): Renderer & { seen: Uint8Array[] } {
  const seen: Uint8Array[] = [];
  return {
    seen,
    async render({ glb, views, pixels }): Promise<Result<Uint8Array[], Failure>> {
      seen.push(glb);
      const document = await (await glbIo()).readBinary(new Uint8Array(glb));
      const image = document.getRoot().listTextures()[0]?.getImage();
      const inner = Math.min(pixels, most) - 32;
      const flat = image ? sharp(image) : sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } });
      const picture = (theta: number): Promise<Buffer> =>
        flat
          .clone()
          .resize(inner, inner, { kernel: 'nearest' })
          .modulate({ hue: Math.round(theta) % 360 })
          .ensureAlpha()
          .extend({ top: 16, bottom: 16, left: 16, right: 16, background: '#0000' })
          .png({ compressionLevel: 1 })
          .toBuffer();
      return ok(await Promise.all(views.map(({ theta }) => picture(theta))));
    },
  };
}
