import { PropertyType, type Accessor, type Document } from '@gltf-transform/core';
import type { Volume } from '@gltf-transform/extensions';
import { dequantize } from '@gltf-transform/functions';

/** Multiplies every number of an accessor, or only those at the given places of each element. */
function multiplyAll(accessor: Accessor, factor: number, places?: readonly number[]): void {
  const array = new Float32Array(accessor.getArray()!);
  const size = accessor.getElementSize();
  for (let index = 0; index < array.length; index++) if (!places || places.includes(index % size)) array[index]! *= factor;
  accessor.setArray(array);
}

/**
 * Makes the whole model `factor` times as large, in its data: positions, morphs, node translations, inverse bind matrices, clips, and the lengths of
 * volumes. No node's scale changes, so rigs, clips and avatars go on to work as they were made.
 */
export async function rescale(document: Document, factor: number): Promise<void> {
  await document.transform(dequantize({ pattern: /^POSITION$/ }));
  const root = document.getRoot();
  for (const node of root.listNodes())
    node.setTranslation(node.getTranslation().map((value) => value * factor) as [number, number, number]);
  const whole = lengths(document);
  for (const accessor of whole) multiplyAll(accessor, factor);
  const binds = new Set<Accessor>();
  for (const skin of root.listSkins()) addTo(binds, skin.getInverseBindMatrices());
  for (const accessor of binds) multiplyAll(accessor, factor, [12, 13, 14]);
  for (const material of root.listMaterials()) rescaleVolume(material.getExtension<Volume>('KHR_materials_volume'), factor);
  for (const camera of root.listCameras()) camera.setZNear(camera.getZNear() * factor).setZFar((camera.getZFar() ?? 1000) * factor);
}

/** The accessors whose numbers are all lengths. */
function lengths(document: Document): Set<Accessor> {
  const found = new Set<Accessor>();
  for (const mesh of document.getRoot().listMeshes())
    for (const primitive of mesh.listPrimitives())
      for (const holder of [primitive, ...primitive.listTargets()]) addTo(found, holder.getAttribute('POSITION'));
  for (const clip of document.getRoot().listAnimations())
    for (const channel of clip.listChannels())
      if (channel.getTargetPath() === 'translation') addTo(found, channel.getSampler()?.getOutput() ?? null);
  return found;
}

function addTo(set: Set<Accessor>, accessor: Accessor | null): void {
  if (accessor?.getArray() && accessor.propertyType === PropertyType.ACCESSOR) set.add(accessor);
}

function rescaleVolume(volume: Volume | null, factor: number): void {
  if (!volume) return;
  volume.setThicknessFactor(volume.getThicknessFactor() * factor);
  if (Number.isFinite(volume.getAttenuationDistance())) volume.setAttenuationDistance(volume.getAttenuationDistance() * factor);
}
