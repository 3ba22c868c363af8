import type { Document } from '@gltf-transform/core';
import type { Note } from '../contract.ts';
import { applyFinish } from './apply.ts';
import { finishNames, type FinishName } from './contract.ts';
import { presets } from './presets.ts';

const isFinish = (name: string): name is FinishName => (finishNames as readonly string[]).includes(name);

/** Gives materials, by their names, the finishes that the owner chose. What cannot be done is a warning that says why. */
export function applyFinishes(document: Document, wish: Readonly<Record<string, string>>): { repaired: Note[]; warnings: Note[] } {
  const repaired: Note[] = [];
  const warnings: Note[] = [];
  for (const [name, finish] of Object.entries(wish)) {
    const materials = document
      .getRoot()
      .listMaterials()
      .filter((material) => material.getName() === name);
    if (!isFinish(finish)) {
      warnings.push({
        code: 'finish-unknown',
        message: `There is no finish “${finish}”; there are ${finishNames.join(', ')}.`,
        where: name,
      });
      continue;
    }
    if (materials.length === 0)
      warnings.push({ code: 'finish-material', message: `The model has no material of that name for the finish ${finish}.`, where: name });
    for (const material of materials) applyFinish(document, material, presets[finish]);
    if (materials.length > 0) repaired.push({ code: 'finish', message: `The material was given the finish ${finish}.`, where: name });
  }
  return { repaired, warnings };
}
