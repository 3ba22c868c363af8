import type { Material, Texture, TextureInfo } from '@gltf-transform/core';
import type { Clearcoat, EmissiveStrength, IOR, Transform, Transmission } from '@gltf-transform/extensions';
import type { TextureFiles } from './textures.ts';
import { tuple, type Prim } from './usda.ts';

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
  readonly surface: string[] = [];
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
    const lines = [
      'uniform token info:id = "UsdUVTexture"',
      `asset inputs:file = @${file}@`,
      `token inputs:sourceColorSpace = "${space}"`,
      `float2 inputs:st.connect = <${this.#coordinates(slot, info)}>`,
      `token inputs:wrapS = "${wraps[info.getWrapS()] ?? 'repeat'}"`,
      `token inputs:wrapT = "${wraps[info.getWrapT()] ?? 'repeat'}"`,
      ...(scale ? [`float4 inputs:scale = ${tuple(scale)}`] : []),
      ...(bias ? [`float4 inputs:bias = ${tuple(bias)}`] : []),
      ...['r', 'g', 'b', 'a'].map((channel) => `float outputs:${channel}`),
      'float3 outputs:rgb',
    ];
    this.shaders.push({ type: 'Shader', name: `texture_${slot}`, lines });
    return `${this.path}/texture_${slot}.outputs`;
  }

  #coordinates(slot: string, info: TextureInfo): string {
    const transform = info.getExtension<Transform>('KHR_texture_transform');
    const set = transform?.getTexCoord() ?? info.getTexCoord();
    const reader = `${this.path}/st${set}.outputs:result`;
    if (!this.#readers.has(set)) {
      this.#readers.add(set);
      const lines = [
        'uniform token info:id = "UsdPrimvarReader_float2"',
        `string inputs:varname = "st${set === 0 ? '' : set}"`,
        'float2 outputs:result',
      ];
      this.shaders.push({ type: 'Shader', name: `st${set}`, lines });
    }
    if (!transform) return reader;
    this.shaders.push({ type: 'Shader', name: `transform_${slot}`, lines: transformLines(transform, reader) });
    return `${this.path}/transform_${slot}.outputs:result`;
  }
}

/**
 * KHR_texture_transform moves coordinates whose v runs down; USD's t runs up. Both turn after scaling, so with t = 1 − v the angle and the scale stay and the
 * translation becomes (x + sin·sy, 1 − y − cos·sy).
 */
function transformLines(transform: Transform, reader: string): string[] {
  const [x, y] = transform.getOffset();
  const [, sy] = transform.getScale();
  const angle = transform.getRotation();
  return [
    'uniform token info:id = "UsdTransform2d"',
    `float2 inputs:in.connect = <${reader}>`,
    `float inputs:rotation = ${Number(((angle * 180) / Math.PI).toPrecision(6))}`,
    `float2 inputs:scale = ${tuple(transform.getScale())}`,
    `float2 inputs:translation = ${tuple([x + Math.sin(angle) * sy, 1 - y - Math.cos(angle) * sy])}`,
    'float2 outputs:result',
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
    lines: [
      'uniform token info:id = "UsdPreviewSurface"',
      'int inputs:useSpecularWorkflow = 0',
      ...network.surface,
      'token outputs:surface',
    ],
  };
  const name = path.slice(path.lastIndexOf('/') + 1);
  return {
    type: 'Material',
    name,
    lines: [`token outputs:surface.connect = <${path}/surface.outputs:surface>`],
    children: [surface, ...network.shaders],
  };
}

const isUnlit = (material: Material): boolean => material.getExtension('KHR_materials_unlit') !== null;

/** How much light a glass or gem lets through cannot be said in UsdPreviewSurface; a part of it is shown as transparency. */
const through = (material: Material): number =>
  1 - 0.7 * (material.getExtension<Transmission>('KHR_materials_transmission')?.getTransmissionFactor() ?? 0);

async function colour(material: Material, network: Network, tint: readonly number[]): Promise<void> {
  const factor = material.getBaseColorFactor();
  const rgb = [0, 1, 2].map((channel) => factor[channel]! * tint[channel]!);
  const opacity = factor[3] * through(material);
  const seen = material.getAlphaMode() !== 'OPAQUE';
  const texture = material.getBaseColorTexture();
  const input = isUnlit(material) ? 'emissiveColor' : 'diffuseColor';
  if (isUnlit(material)) network.surface.push('color3f inputs:diffuseColor = (0, 0, 0)');
  if (texture) {
    const info = material.getBaseColorTextureInfo()!;
    const outputs = await network.read({ slot: 'colour', texture, info, space: 'sRGB', alpha: seen, scale: [...rgb, opacity] });
    network.surface.push(`color3f inputs:${input}.connect = <${outputs}:rgb>`);
    if (seen) network.surface.push(`float inputs:opacity.connect = <${outputs}:a>`);
  } else network.surface.push(`color3f inputs:${input} = ${tuple(rgb)}`);
  const constant = seen ? opacity : through(material);
  if ((!texture || !seen) && constant < 1) network.surface.push(`float inputs:opacity = ${Number(constant.toPrecision(4))}`);
  if (material.getAlphaMode() === 'MASK')
    network.surface.push(`float inputs:opacityThreshold = ${Number(material.getAlphaCutoff().toPrecision(4))}`);
}

async function roughness(material: Material, network: Network): Promise<void> {
  const [metal, rough] = [material.getMetallicFactor(), material.getRoughnessFactor()];
  const texture = material.getMetallicRoughnessTexture();
  if (!texture) {
    network.surface.push(
      `float inputs:roughness = ${Number(rough.toPrecision(4))}`,
      `float inputs:metallic = ${Number(metal.toPrecision(4))}`,
    );
    return;
  }
  const info = material.getMetallicRoughnessTextureInfo()!;
  const outputs = await network.read({ slot: 'metal', texture, info, space: 'raw', scale: [1, rough, metal, 1] });
  network.surface.push(`float inputs:roughness.connect = <${outputs}:g>`, `float inputs:metallic.connect = <${outputs}:b>`);
}

/** Normal map and baked shadows, with their strengths. */
async function relief(material: Material, network: Network): Promise<void> {
  const normal = material.getNormalTexture();
  if (normal) {
    const n = material.getNormalScale();
    const read = { slot: 'normal', texture: normal, info: material.getNormalTextureInfo()!, space: 'raw' as const };
    const outputs = await network.read({ ...read, scale: [2 * n, 2 * n, 2, 1], bias: [-n, -n, -1, 0] });
    network.surface.push(`normal3f inputs:normal.connect = <${outputs}:rgb>`);
  }
  const occlusion = material.getOcclusionTexture();
  if (!occlusion) return;
  const s = material.getOcclusionStrength();
  const read = { slot: 'occlusion', texture: occlusion, info: material.getOcclusionTextureInfo()!, space: 'raw' as const };
  const outputs = await network.read({ ...read, scale: [s, s, s, 1], bias: [1 - s, 1 - s, 1 - s, 0] });
  network.surface.push(`float inputs:occlusion.connect = <${outputs}:r>`);
}

async function glow(material: Material, network: Network): Promise<void> {
  if (isUnlit(material)) return;
  const strength = material.getExtension<EmissiveStrength>('KHR_materials_emissive_strength')?.getEmissiveStrength() ?? 1;
  const factor = material.getEmissiveFactor().map((value) => value * strength);
  if (!factor.some(Boolean)) return;
  const texture = material.getEmissiveTexture();
  if (!texture) return void network.surface.push(`color3f inputs:emissiveColor = ${tuple(factor)}`);
  const info = material.getEmissiveTextureInfo()!;
  const outputs = await network.read({ slot: 'glow', texture, info, space: 'sRGB', scale: [...factor, 1] });
  network.surface.push(`color3f inputs:emissiveColor.connect = <${outputs}:rgb>`);
}

function coats(material: Material, network: Network): void {
  const coat = material.getExtension<Clearcoat>('KHR_materials_clearcoat');
  if (coat && coat.getClearcoatFactor() > 0) {
    network.surface.push(
      `float inputs:clearcoat = ${Number(coat.getClearcoatFactor().toPrecision(4))}`,
      `float inputs:clearcoatRoughness = ${Number(coat.getClearcoatRoughnessFactor().toPrecision(4))}`,
    );
  }
  const ior = material.getExtension<IOR>('KHR_materials_ior')?.getIOR();
  if (ior !== undefined) network.surface.push(`float inputs:ior = ${Number(ior.toPrecision(4))}`);
}
