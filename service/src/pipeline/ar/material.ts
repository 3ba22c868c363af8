import type { Material, Texture, TextureInfo } from '@gltf-transform/core';
import type { Clearcoat, EmissiveStrength, IOR, Transform } from '@gltf-transform/extensions';
import { clearOf } from './clear.ts';
import type { TextureFiles } from './textures.ts';
import { attribute, connection, output, uniform, type Attribute, type Prim } from './prim.ts';

const wraps: Record<number, string> = { 33071: 'clamp', 33648: 'mirror', 10497: 'repeat' };

interface Read {
  slot: string;
  texture: Texture;
  info: TextureInfo;
  space: 'sRGB' | 'raw';
  alpha?: boolean;
  scale?: readonly number[];
  bias?: readonly number[];
}

/** Collects the shaders of one material while its surface is described. */
class Network {
  readonly surface: Attribute[] = [];
  readonly shaders: Prim[] = [];
  readonly path: string;
  readonly #files: TextureFiles;
  readonly #readers = new Set<number>();

  constructor(path: string, files: TextureFiles) {
    this.path = path;
    this.#files = files;
  }

  /** A texture with its coordinates; answers its outputs' path. */
  async read({ slot, texture, info, space, alpha = false, scale, bias }: Read): Promise<string> {
    const file = await this.#files.add(texture, alpha);
    const properties = [
      uniform('token', 'info:id', 'UsdUVTexture'),
      attribute('asset', 'inputs:file', file),
      attribute('token', 'inputs:sourceColorSpace', space),
      connection('float2', 'inputs:st', this.#coordinates(slot, info)),
      attribute('token', 'inputs:wrapS', wraps[info.getWrapS()] ?? 'repeat'),
      attribute('token', 'inputs:wrapT', wraps[info.getWrapT()] ?? 'repeat'),
      ...(scale ? [attribute('float4', 'inputs:scale', scale)] : []),
      ...(bias ? [attribute('float4', 'inputs:bias', bias)] : []),
      ...['r', 'g', 'b', 'a'].map((channel) => output('float', channel)),
      output('float3', 'rgb'),
    ];
    this.shaders.push({ type: 'Shader', name: `texture_${slot}`, properties });
    return `${this.path}/texture_${slot}.outputs`;
  }

  #coordinates(slot: string, info: TextureInfo): string {
    const transform = info.getExtension<Transform>('KHR_texture_transform');
    const set = transform?.getTexCoord() ?? info.getTexCoord();
    const reader = `${this.path}/st${set}.outputs:result`;
    if (!this.#readers.has(set)) {
      this.#readers.add(set);
      const properties = [
        uniform('token', 'info:id', 'UsdPrimvarReader_float2'),
        attribute('string', 'inputs:varname', `st${set === 0 ? '' : set}`),
        output('float2', 'result'),
      ];
      this.shaders.push({ type: 'Shader', name: `st${set}`, properties });
    }
    if (!transform) return reader;
    this.shaders.push({ type: 'Shader', name: `transform_${slot}`, properties: transformProperties(transform, reader) });
    return `${this.path}/transform_${slot}.outputs:result`;
  }
}

/**
 * KHR_texture_transform moves coordinates whose v runs down; USD's t runs up. Both turn after scaling, so with t = 1 − v the angle and the scale stay and the
 * translation becomes (x + sin·sy, 1 − y − cos·sy).
 */
function transformProperties(transform: Transform, reader: string): Attribute[] {
  const [x, y] = transform.getOffset();
  const [, sy] = transform.getScale();
  const angle = transform.getRotation();
  return [
    uniform('token', 'info:id', 'UsdTransform2d'),
    connection('float2', 'inputs:in', reader),
    attribute('float', 'inputs:rotation', (angle * 180) / Math.PI),
    attribute('float2', 'inputs:scale', transform.getScale()),
    attribute('float2', 'inputs:translation', [x + Math.sin(angle) * sy, 1 - y - Math.cos(angle) * sy]),
    output('float2', 'result'),
  ];
}

/** A glTF material as UsdPreviewSurface (specification 2.5). `tint` multiplies its colour, e.g. by the mean of vertex colours. */
export async function materialPrim(
  material: Material,
  path: string,
  files: TextureFiles,
  tint: readonly number[] = [1, 1, 1],
): Promise<Prim> {
  const network = new Network(path, files);
  await colour(material, network, tint);
  await roughness(material, network);
  await relief(material, network);
  await glow(material, network);
  coats(material, network);
  const surface: Prim = {
    type: 'Shader',
    name: 'surface',
    properties: [
      uniform('token', 'info:id', 'UsdPreviewSurface'),
      attribute('int', 'inputs:useSpecularWorkflow', 0),
      ...network.surface,
      output('token', 'surface'),
    ],
  };
  const name = path.slice(path.lastIndexOf('/') + 1);
  return {
    type: 'Material',
    name,
    properties: [connection('token', 'outputs:surface', `${path}/surface.outputs:surface`)],
    children: [surface, ...network.shaders],
  };
}

/** The sets of texture coordinates that a material reads. */
export const setsRead = ({ children = [] }: Prim): number[] =>
  children.flatMap(({ name }) => {
    const set = /^st(\d+)$/.exec(name)?.[1];
    return set === undefined ? [] : [Number(set)];
  });

const isUnlit = (material: Material): boolean => material.getExtension('KHR_materials_unlit') !== null;

async function colour(material: Material, network: Network, tint: readonly number[]): Promise<void> {
  const factor = material.getBaseColorFactor();
  const clear = clearOf(material);
  const rgb = [0, 1, 2].map((channel) => factor[channel]! * tint[channel]! * (clear?.tint[channel] ?? 1));
  const opacity = factor[3] * (clear?.opacity ?? 1);
  const seen = material.getAlphaMode() !== 'OPAQUE';
  const texture = material.getBaseColorTexture();
  const input = isUnlit(material) ? 'emissiveColor' : 'diffuseColor';
  if (isUnlit(material)) network.surface.push(attribute('color3f', 'inputs:diffuseColor', [0, 0, 0]));
  if (texture) {
    const info = material.getBaseColorTextureInfo()!;
    const outputs = await network.read({ slot: 'colour', texture, info, space: 'sRGB', alpha: seen, scale: [...rgb, opacity] });
    network.surface.push(connection('color3f', `inputs:${input}`, `${outputs}:rgb`));
    if (seen) network.surface.push(connection('float', 'inputs:opacity', `${outputs}:a`));
  } else network.surface.push(attribute('color3f', `inputs:${input}`, rgb));
  const constant = seen ? opacity : (clear?.opacity ?? 1);
  if ((!texture || !seen) && constant < 1) network.surface.push(attribute('float', 'inputs:opacity', constant));
  if (material.getAlphaMode() === 'MASK') network.surface.push(attribute('float', 'inputs:opacityThreshold', material.getAlphaCutoff()));
}

async function roughness(material: Material, network: Network): Promise<void> {
  const [metal, rough] = [material.getMetallicFactor(), material.getRoughnessFactor()];
  const texture = material.getMetallicRoughnessTexture();
  if (!texture) {
    network.surface.push(attribute('float', 'inputs:roughness', rough), attribute('float', 'inputs:metallic', metal));
    return;
  }
  const info = material.getMetallicRoughnessTextureInfo()!;
  const outputs = await network.read({ slot: 'metal', texture, info, space: 'raw', scale: [1, rough, metal, 1] });
  network.surface.push(connection('float', 'inputs:roughness', `${outputs}:g`), connection('float', 'inputs:metallic', `${outputs}:b`));
}

/** Normal map and baked shadows, with their strengths. */
async function relief(material: Material, network: Network): Promise<void> {
  const normal = material.getNormalTexture();
  if (normal) {
    const n = material.getNormalScale();
    const read = { slot: 'normal', texture: normal, info: material.getNormalTextureInfo()!, space: 'raw' as const };
    const outputs = await network.read({ ...read, scale: [2 * n, 2 * n, 2, 1], bias: [-n, -n, -1, 0] });
    network.surface.push(connection('normal3f', 'inputs:normal', `${outputs}:rgb`));
  }
  const occlusion = material.getOcclusionTexture();
  if (!occlusion) return;
  const s = material.getOcclusionStrength();
  const read = { slot: 'occlusion', texture: occlusion, info: material.getOcclusionTextureInfo()!, space: 'raw' as const };
  const outputs = await network.read({ ...read, scale: [s, s, s, 1], bias: [1 - s, 1 - s, 1 - s, 0] });
  network.surface.push(connection('float', 'inputs:occlusion', `${outputs}:r`));
}

async function glow(material: Material, network: Network): Promise<void> {
  if (isUnlit(material)) return;
  const strength = material.getExtension<EmissiveStrength>('KHR_materials_emissive_strength')?.getEmissiveStrength() ?? 1;
  const factor = material.getEmissiveFactor().map((value) => value * strength);
  if (!factor.some(Boolean)) return;
  const texture = material.getEmissiveTexture();
  if (!texture) return void network.surface.push(attribute('color3f', 'inputs:emissiveColor', factor));
  const info = material.getEmissiveTextureInfo()!;
  const outputs = await network.read({ slot: 'glow', texture, info, space: 'sRGB', scale: [...factor, 1] });
  network.surface.push(connection('color3f', 'inputs:emissiveColor', `${outputs}:rgb`));
}

function coats(material: Material, network: Network): void {
  const coat = material.getExtension<Clearcoat>('KHR_materials_clearcoat');
  if (coat && coat.getClearcoatFactor() > 0) {
    network.surface.push(
      attribute('float', 'inputs:clearcoat', coat.getClearcoatFactor()),
      attribute('float', 'inputs:clearcoatRoughness', coat.getClearcoatRoughnessFactor()),
    );
  }
  const ior = material.getExtension<IOR>('KHR_materials_ior')?.getIOR();
  if (ior !== undefined) network.surface.push(attribute('float', 'inputs:ior', ior));
}
