import type { Material, vec3 } from '@gltf-transform/core';
import type { Transmission, Volume } from '@gltf-transform/extensions';

/** How glass and gems look to a viewer that only knows colour and opacity. */
export interface Clear {
  /** what the material's own colour is multiplied with: the light that is left after the way through it. */
  tint: vec3;
  /** 1: opaque. Of the light that goes through, seven tenths are shown as transparency; the rest stands for what it mirrors. */
  opacity: number;
}

/**
 * Reads KHR_materials_transmission and KHR_materials_volume (attenuation by Beer and Lambert, once through the thickness). Deeply coloured
 * stones end nearly opaque in their own colour, clear glass nearly invisible. Null: light does not go through.
 */
export function clearOf(material: Material): Clear | null {
  const share = material.getExtension<Transmission>('KHR_materials_transmission')?.getTransmissionFactor() ?? 0;
  if (share === 0) return null;
  const volume = material.getExtension<Volume>('KHR_materials_volume');
  const [thick, far] = [volume?.getThicknessFactor() ?? 0, volume?.getAttenuationDistance() ?? 0];
  const inside = thick > 0 && far > 0 && Number.isFinite(far);
  const tint = (inside ? volume!.getAttenuationColor().map((part) => part ** (thick / far)) : [1, 1, 1]) as vec3;
  const own = material.getBaseColorFactor();
  const left = tint.reduce((sum, part, band) => sum + (part * own[band]!) / 3, 0);
  return { tint, opacity: 1 - 0.7 * share * left };
}

/** What {@link makePlain} takes away. */
export const through: readonly string[] = ['KHR_materials_transmission', 'KHR_materials_volume', 'KHR_materials_dispersion'];

/** Gives a material the plain look of glass or gem instead, which every reader of glTF 2.0 draws. */
export function makePlain(material: Material): void {
  const clear = clearOf(material);
  for (const name of through) material.setExtension(name, null);
  if (!clear) return;
  const [red, green, blue, alpha] = material.getBaseColorFactor();
  const [r, g, b] = clear.tint;
  material.setBaseColorFactor([red * r, green * g, blue * b, alpha * clear.opacity]);
  if (material.getAlphaMode() === 'OPAQUE') material.setAlphaMode('BLEND');
}
