import type { Document } from '@gltf-transform/core';
import { KHRMaterialsVariants } from '@gltf-transform/extensions';
import type { Measurement } from './contract.ts';
import { refuse } from './refusal.ts';

/** Longer names are no names; reports and screens repeat them. */
const nameLength = 256;
/** Metres: nothing that is shown in a shop is wider than a continent. */
const widest = 1e7;

/** Cuts names that would swell every report. */
export function shortenNames(document: Document): void {
  const root = document.getRoot();
  const named = [
    ...[root.listMaterials(), root.listMeshes(), root.listTextures(), root.listAnimations(), root.listNodes(), root.listScenes()],
    root.listExtensionsUsed().flatMap((used) => (used instanceof KHRMaterialsVariants ? used.listVariants() : [])),
  ].flat();
  for (const one of named) if (one.getName().length > nameLength) one.setName(one.getName().slice(0, nameLength));
}

/** Refuses a model whose measures no viewer could work with: floats overflow long before they end. */
export function checkMeasures(name: string, { bounds, dimensions }: Measurement): void {
  const values = [...bounds.min, ...bounds.max, ...Object.values(dimensions)];
  if (values.every((value) => Number.isFinite(value) && Math.abs(value) <= widest)) return;
  refuse(
    'numbers-too-large',
    `${name} holds numbers that are too large to be shown: it would be ${Math.max(...values.map(Math.abs)).toPrecision(2)} m wide or far away.`,
    'Reset the scale and place of its objects, then export it again.',
  );
}
