import { cloneDocument } from '@gltf-transform/functions';
import type { Document } from '@gltf-transform/core';
import { ok, type Failure, type Result } from '../../kernel/result.ts';
import type { Similarity } from '../contract.ts';
import type { Renderer, View } from '../types.ts';
import { foregroundSsim } from './compare.ts';
import { writeGlb } from './io.ts';
import { packMeshopt } from './meshopt.ts';
import { ordinaryTextures } from './textures.ts';

const pixels = 768;
const views: View[] = [
  { theta: 30, phi: 75 },
  { theta: 150, phi: 60 },
  { theta: 270, phi: 85 },
];

/** What ordinary WebP textures may lose beyond their own loss. */
const slack = 0.003;

export interface GateOptions {
  renderer: Renderer;
  signal: AbortSignal;
  /** the least mean similarity, whatever ordinary compression does. */
  floor: number;
}

export interface Gate {
  /** the mean similarity that has to be reached. */
  threshold: number;
  /** how like its source a candidate looks. */
  judge(glb: Uint8Array, raised: number): Promise<Result<Similarity, Failure>>;
}

/**
 * A gate made of pictures: the source is drawn, and so is a copy whose textures went the usual way (WebP, quality 80). A candidate has to look as much like
 * the source as that copy does, but for 0.003, and never less than the floor.
 */
export async function openGate(
  source: Document,
  prepared: Document,
  options: GateOptions & { edge: number },
): Promise<Result<Gate, Failure>> {
  const { renderer, signal, floor, edge } = options;
  const draw = (glb: Uint8Array): ReturnType<Renderer['render']> => renderer.render({ glb, views, pixels }, signal);
  const truth = await draw(await writeGlb(source));
  if (!truth.ok) return truth;
  const against = async (glb: Uint8Array): Promise<Result<number[], Failure>> => {
    const drawn = await draw(glb);
    if (!drawn.ok) return drawn;
    const values: number[] = [];
    for (const [index, picture] of drawn.value.entries()) values.push(await foregroundSsim(truth.value[index]!, picture));
    return ok(values);
  };
  let threshold = floor;
  if (prepared.getRoot().listTextures().length > 0) {
    const usual = cloneDocument(prepared);
    await ordinaryTextures(usual, edge, signal);
    const values = await against(await packMeshopt(await writeGlb(usual)));
    if (!values.ok) return values;
    threshold = Math.max(floor, mean(values.value) - slack);
  }
  return ok({
    threshold,
    async judge(glb, raised) {
      const values = await against(glb);
      if (!values.ok) return values;
      const ssim = mean(values.value);
      return ok({ ssim, least: Math.min(...values.value), views: views.length, pixels, gate: threshold, raised });
    },
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
