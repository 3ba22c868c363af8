import sharp from 'sharp';
import { cloneDocument } from '@gltf-transform/functions';
import type { Document } from '@gltf-transform/core';
import { ok, type Failure, type Result } from '../../kernel/result.ts';
import type { Note, Similarity } from '../contract.ts';
import type { Renderer, View } from '../types.ts';
import { foregroundSsim } from './compare.ts';
import { writeGlb } from './io.ts';
import { pack } from './pack.ts';
import { ordinaryTextures } from './textures.ts';

const usualPixels = 768;
/** Of models with textures of 2048²: in smaller pictures their grain, and what became of it, is not seen. */
const fine = { edge: 2048, pixels: 1024 };
/** Where the floor is asked for: what the eye sees of a model in a page. */
const floorPixels = 512;
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
  /** the least mean similarity at 512², whatever ordinary compression does. */
  floor: number;
}

export interface Gate {
  /** the mean similarity that has to be reached, in pictures of 768² or 1024². */
  threshold: number;
  /** how like its source a candidate looks, and whether that is enough. */
  judge(glb: Uint8Array, raised: number): Promise<Result<Verdict, Failure>>;
}

export interface Verdict {
  similarity: Similarity;
  /** mean similarity in the small pictures, and what was asked for there. */
  small: { ssim: number; floor: number };
  passed: boolean;
}

const down = (value: number): string => (Math.floor(value * 10_000) / 10_000).toFixed(4);
const up = (value: number): string => (Math.ceil(value * 10_000) / 10_000).toFixed(4);

/** What to tell of a model that did not pass: each bound that it missed, and no other. */
export function missedNote({ similarity: { ssim, gate, pixels }, small }: Verdict): Note {
  const bounds = [
    { value: ssim, asked: gate, edge: pixels },
    { value: small.ssim, asked: small.floor, edge: floorPixels },
  ].filter(({ value, asked }) => value < asked);
  // rounded away from each other: what missed narrowly must not read as if it had passed
  const told = bounds.map(({ value, asked, edge }) => `${down(value)} in pictures of ${edge}² (${up(asked)} was asked for)`);
  return {
    code: 'gate-missed',
    message: `At the best texture quality the model’s similarity to its source is ${told.join(' and ')}.`,
    where: null,
  };
}

const smaller = (png: Uint8Array): Promise<Buffer> =>
  sharp(png).resize(floorPixels, floorPixels, { kernel: 'cubic', withoutEnlargement: true }).png({ compressionLevel: 1 }).toBuffer();

async function compare(one: readonly Uint8Array[], two: readonly Uint8Array[]): Promise<number[]> {
  const values: number[] = [];
  for (const [index, picture] of one.entries()) values.push(await foregroundSsim(picture, two[index]!));
  return values;
}

/**
 * A gate made of pictures: the source is drawn, and so is a copy whose textures went the usual way (WebP, quality 80). A candidate has to look as much like
 * the source as that copy does, but for 0.003, and at 512² never less than the floor (Wang et al.'s similarity of the foreground, see compare.ts).
 */
export async function openGate(
  source: Document,
  prepared: Document,
  options: GateOptions & { edge: number },
): Promise<Result<Gate, Failure>> {
  const { renderer, signal, floor, edge } = options;
  const largest = Math.max(
    0,
    ...prepared
      .getRoot()
      .listTextures()
      .flatMap((texture) => texture.getSize() ?? []),
  );
  const pixels = largest >= fine.edge ? fine.pixels : usualPixels;
  const draw = (glb: Uint8Array): ReturnType<Renderer['render']> => renderer.render({ glb, views, pixels }, signal);
  const truth = await draw(await writeGlb(source));
  if (!truth.ok) return truth;
  let threshold = floor;
  if (prepared.getRoot().listTextures().length > 0) {
    const usual = cloneDocument(prepared);
    await ordinaryTextures(usual, edge, signal);
    const drawn = await draw(await pack('meshopt', usual, await writeGlb(usual)));
    if (!drawn.ok) return drawn;
    threshold = mean(await compare(truth.value, drawn.value)) - slack;
  }
  const small = await Promise.all(truth.value.map(smaller));
  return ok({
    threshold,
    async judge(glb, raised) {
      const drawn = await draw(glb);
      if (!drawn.ok) return drawn;
      const values = await compare(truth.value, drawn.value);
      const ssim = mean(values);
      const atFloor = mean(await compare(small, await Promise.all(drawn.value.map(smaller))));
      const similarity = { ssim, least: Math.min(...values), views: views.length, pixels, gate: threshold, raised };
      return ok({ similarity, small: { ssim: atFloor, floor }, passed: ssim >= threshold && atFloor >= floor });
    },
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
