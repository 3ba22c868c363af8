import type { vec3 } from '@gltf-transform/core';
import type { FinishName } from './contract.ts';

/** A surface as glTF says it: metal and roughness, and KHR_materials_* where these two cannot. Colours are linear. */
export interface Finish {
  metallic: number;
  roughness: number;
  /** null: the material keeps its own colour and its picture. */
  colour: vec3 | null;
  /** KHR_materials_sheen: fibres that stand up. `tint`: how far from white towards the material's own colour. */
  sheen?: { strength: number; tint: number; roughness: number };
  /** KHR_materials_anisotropy: threads that run one way stretch the highlight. */
  anisotropy?: { strength: number; rotation: number };
  /** KHR_materials_clearcoat: a finish on top. */
  clearcoat?: { factor: number; roughness: number };
  /** KHR_materials_specular: weaker or stronger reflections than a common dielectric's. */
  specular?: number;
  /** KHR_materials_transmission, _ior, _volume and _dispersion: a stone that light goes through. `depth` in metres. */
  stone?: { ior: number; dispersion: number; depth: number };
  /** what the swatch's sphere is coloured with where the finish has no colour of its own. */
  swatch: vec3;
}

/**
 * Metals: reflectance at normal incidence from measured n and k (physicallybased.info; gold and silver). Stone: corundum, refractive index 1.77, Abbe number
 * 72, thus dispersion 20/72. Cloth: within the range of values that Khronos' sample models of cloth use.
 */
export const presets: Readonly<Record<FinishName, Finish>> = {
  satin: {
    ...{ metallic: 0, roughness: 0.38, colour: null, swatch: [0.48, 0.12, 0.17] },
    ...{ sheen: { strength: 0.25, tint: 0.4, roughness: 0.3 }, anisotropy: { strength: 0.45, rotation: 0 }, specular: 1 },
  },
  silk: {
    ...{ metallic: 0, roughness: 0.28, colour: null, swatch: [0.66, 0.58, 0.42] },
    ...{ sheen: { strength: 0.35, tint: 0.25, roughness: 0.25 }, anisotropy: { strength: 0.6, rotation: 0 }, specular: 1 },
  },
  velvet: {
    metallic: 0,
    roughness: 0.95,
    colour: null,
    sheen: { strength: 1, tint: 0.75, roughness: 0.35 },
    specular: 0.3,
    swatch: [0.05, 0.02, 0.14],
  },
  leather: {
    metallic: 0,
    roughness: 0.52,
    colour: null,
    clearcoat: { factor: 0.2, roughness: 0.45 },
    specular: 0.8,
    swatch: [0.19, 0.07, 0.03],
  },
  denim: {
    metallic: 0,
    roughness: 0.92,
    colour: null,
    sheen: { strength: 0.2, tint: 0.5, roughness: 0.8 },
    specular: 0.5,
    swatch: [0.05, 0.1, 0.24],
  },
  gold: { metallic: 1, roughness: 0.16, colour: [1, 0.782, 0.344], swatch: [1, 0.782, 0.344] },
  silver: { metallic: 1, roughness: 0.14, colour: [0.972, 0.96, 0.915], swatch: [0.972, 0.96, 0.915] },
  gemstone: {
    metallic: 0,
    roughness: 0.02,
    colour: null,
    stone: { ior: 1.77, dispersion: 0.28, depth: 0.004 },
    swatch: [0.02, 0.09, 0.55],
  },
};
