import { refuse } from '../refusal.ts';
import type { Json } from './glb.ts';

/** What a file may require: extensions that the readers know, and VRM's, which add to a scene without changing how it is read. */
const readable = new Set([
  ...['EXT_mesh_gpu_instancing', 'EXT_meshopt_compression', 'EXT_texture_avif', 'EXT_texture_webp', 'KHR_draco_mesh_compression'],
  ...['KHR_lights_punctual', 'KHR_materials_anisotropy', 'KHR_materials_clearcoat', 'KHR_materials_diffuse_transmission'],
  ...['KHR_materials_dispersion', 'KHR_materials_emissive_strength', 'KHR_materials_ior', 'KHR_materials_iridescence'],
  ...['KHR_materials_pbrSpecularGlossiness', 'KHR_materials_sheen', 'KHR_materials_specular', 'KHR_materials_transmission'],
  ...['KHR_materials_unlit', 'KHR_materials_variants', 'KHR_materials_volume', 'KHR_mesh_quantization', 'KHR_meshopt_compression'],
  ...['KHR_node_visibility', 'KHR_texture_basisu', 'KHR_texture_transform', 'KHR_xmp_json_ld'],
  ...['VRM', 'VRMC_vrm', 'VRMC_springBone', 'VRMC_node_constraint', 'VRMC_materials_mtoon', 'VRMC_materials_hdr_emissiveMultiplier'],
]);

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []);

/** A required extension that nobody here can read means that the model would be shown wrongly (glTF 2.0, section 3.12). */
export function checkExtensions(json: Json): void {
  const unknown = strings(json['extensionsRequired']).find((name) => !readable.has(name));
  if (unknown !== undefined)
    refuse(
      'extension-required',
      `The model requires the glTF extension ${JSON.stringify(unknown.slice(0, 60))}, which cannot be read here.`,
      'Export it again without that extension.',
    );
}

/** Extensions that a file uses without requiring them and that are dropped. */
export const unknownExtensions = (json: Json): string[] => strings(json['extensionsUsed']).filter((name) => !readable.has(name));
