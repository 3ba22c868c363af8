import type { Document, Material, vec3 } from '@gltf-transform/core';
import {
  KHRMaterialsAnisotropy,
  KHRMaterialsClearcoat,
  KHRMaterialsDispersion,
  KHRMaterialsIOR,
  KHRMaterialsSheen,
  KHRMaterialsSpecular,
  KHRMaterialsTransmission,
  KHRMaterialsVolume,
} from '@gltf-transform/extensions';
import type { Finish } from './presets.ts';

const replaced = [
  ...['KHR_materials_anisotropy', 'KHR_materials_clearcoat', 'KHR_materials_dispersion', 'KHR_materials_ior', 'KHR_materials_iridescence'],
  ...['KHR_materials_sheen', 'KHR_materials_specular', 'KHR_materials_transmission', 'KHR_materials_unlit', 'KHR_materials_volume'],
];

/** Gives a material a finish; what the finish does not speak of (colour of cloth, pictures, normals, alpha) stays. */
export function applyFinish(document: Document, material: Material, finish: Finish): void {
  for (const name of replaced) material.setExtension(name, null);
  material.setMetallicFactor(finish.metallic).setRoughnessFactor(finish.roughness).setMetallicRoughnessTexture(null);
  if (finish.colour) material.setBaseColorTexture(null).setBaseColorFactor([...finish.colour, material.getBaseColorFactor()[3]]);
  applyCloth(document, material, finish);
  if (finish.stone) applyStone(document, material, finish.stone);
}

function applyCloth(document: Document, material: Material, { sheen, anisotropy, clearcoat, specular }: Finish): void {
  if (sheen) {
    const own = material.getBaseColorTexture() ? ([1, 1, 1] as vec3) : (material.getBaseColorFactor().slice(0, 3) as vec3);
    // The brightest channel of the own colour counts as full: dark velvet shines in its own hue.
    const peak = Math.max(...own, 0.001);
    const colour = own.map((value) => sheen.strength * (1 - sheen.tint + (sheen.tint * value) / peak)) as vec3;
    const fibres = document.createExtension(KHRMaterialsSheen).createSheen();
    material.setExtension('KHR_materials_sheen', fibres.setSheenColorFactor(colour).setSheenRoughnessFactor(sheen.roughness));
  }
  if (anisotropy) {
    const threads = document.createExtension(KHRMaterialsAnisotropy).createAnisotropy();
    material.setExtension(
      'KHR_materials_anisotropy',
      threads.setAnisotropyStrength(anisotropy.strength).setAnisotropyRotation(anisotropy.rotation),
    );
  }
  if (clearcoat) {
    const coat = document.createExtension(KHRMaterialsClearcoat).createClearcoat();
    material.setExtension(
      'KHR_materials_clearcoat',
      coat.setClearcoatFactor(clearcoat.factor).setClearcoatRoughnessFactor(clearcoat.roughness),
    );
  }
  if (specular !== undefined)
    material.setExtension(
      'KHR_materials_specular',
      document.createExtension(KHRMaterialsSpecular).createSpecular().setSpecularFactor(specular),
    );
}

function applyStone(document: Document, material: Material, stone: NonNullable<Finish['stone']>): void {
  const colour = material.getBaseColorFactor().slice(0, 3) as vec3;
  // Light takes its colour on the way through the stone, not at its surface.
  material.setBaseColorTexture(null).setBaseColorFactor([1, 1, 1, 1]).setAlphaMode('OPAQUE');
  material.setExtension(
    'KHR_materials_transmission',
    document.createExtension(KHRMaterialsTransmission).createTransmission().setTransmissionFactor(1),
  );
  material.setExtension('KHR_materials_ior', document.createExtension(KHRMaterialsIOR).createIOR().setIOR(stone.ior));
  const volume = document.createExtension(KHRMaterialsVolume).createVolume();
  material.setExtension(
    'KHR_materials_volume',
    volume.setThicknessFactor(stone.depth).setAttenuationDistance(stone.depth).setAttenuationColor(colour),
  );
  material.setExtension(
    'KHR_materials_dispersion',
    document.createExtension(KHRMaterialsDispersion).createDispersion().setDispersion(stone.dispersion),
  );
}
