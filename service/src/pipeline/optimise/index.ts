import type { Document } from '@gltf-transform/core';
import { cloneDocument } from '@gltf-transform/functions';
import { ok, type Failure, type Result } from '../../kernel/result.ts';
import type { Note, Similarity } from '../contract.ts';
import type { Imported, Renderer, View, VrmData } from '../types.ts';
import { giveVrm } from '../vrm/give.ts';
import { namedNodes } from '../vrm/named.ts';
import { foregroundSsim } from './compare.ts';
import { packDraco } from './draco.ts';
import { writeGlb } from './io.ts';
import { packMeshopt } from './meshopt.ts';
import { isStatic, prepare } from './prepare.ts';
import { compressTextures } from './textures.ts';

export interface OptimiseOptions {
  /** null: nothing can be compared, which a note then says. */
  renderer: Renderer | null;
  signal: AbortSignal;
  progress(part: number): void;
  /** the mean similarity to reach. Default 0.94. */
  gate?: number;
}

export interface Optimised {
  glb: Uint8Array;
  encoder: 'meshopt' | 'draco';
  similarity: Similarity | null;
  notes: Note[];
}

const edge = 2048;
const step = 6;
/** 75 + 4 × 6 is WebP's best. */
const mostRaises = 4;
const pixels = 512;
const views: View[] = [
  { theta: 30, phi: 75 },
  { theta: 150, phi: 60 },
  { theta: 270, phi: 85 },
];

/**
 * The viewer's model: the smaller of meshopt and (for what does not move) Draco, its textures as small as they may be while pictures
 * of it stay similar to pictures of its source. The document is not changed.
 */
export async function optimise(imported: Imported, options: OptimiseOptions): Promise<Result<Optimised, Failure>> {
  const { renderer, signal, progress, gate = 0.94 } = options;
  const keep = namedNodes(imported.vrm);
  const prepared = await prepare(imported.document, { keep, error: 1e-4 });
  progress(0.2);
  const source = renderer ? await pictures(renderer, await writeGlb(imported.document), signal) : null;
  progress(0.4);
  for (let raised = 0; ; raised++) {
    signal.throwIfAborted();
    const candidate = await encode(prepared, { raise: raised * step, vrm: imported.vrm, signal });
    progress(0.4 + (0.5 * (raised + 1)) / (mostRaises + 1));
    if (!renderer || !source?.ok) {
      return ok({ ...candidate, similarity: null, notes: [...candidate.notes, notCompared(source && !source.ok ? source.error : null)] });
    }
    const now = await pictures(renderer, candidate.glb, signal);
    if (!now.ok) return now;
    const values = await Promise.all(now.value.map((picture, index) => foregroundSsim(source.value[index]!, picture)));
    const similarity = judge(values, gate, raised);
    progress(0.45 + (0.5 * (raised + 1)) / (mostRaises + 1));
    if (similarity.ssim >= gate || raised === mostRaises) {
      progress(1);
      return ok({ ...candidate, similarity, notes: [...candidate.notes, ...(similarity.ssim >= gate ? [] : [missed(similarity)])] });
    }
  }
}

const pictures = (renderer: Renderer, glb: Uint8Array, signal: AbortSignal): Promise<Result<Uint8Array[], Failure>> =>
  renderer.render({ glb, views, pixels }, signal);

const judge = (values: readonly number[], gate: number, raised: number): Similarity => ({
  ssim: values.reduce((sum, value) => sum + value, 0) / values.length,
  least: Math.min(...values),
  views: values.length,
  pixels,
  gate,
  raised,
});

type Candidate = Pick<Optimised, 'glb' | 'encoder' | 'notes'>;

async function encode(
  prepared: Document,
  { raise, vrm, signal }: { raise: number; vrm: VrmData | null; signal: AbortSignal },
): Promise<Candidate> {
  const document = cloneDocument(prepared);
  await compressTextures(document, { raise, edge }, signal);
  const meshopt = await packMeshopt(await writeGlb(document));
  if (vrm) return { ...giveVrm(meshopt, vrm), encoder: 'meshopt' };
  if (!isStatic(document)) return { glb: meshopt, encoder: 'meshopt', notes: [] };
  const draco = await packDraco(document);
  const smaller = draco.byteLength < meshopt.byteLength;
  return { glb: smaller ? draco : meshopt, encoder: smaller ? 'draco' : 'meshopt', notes: [] };
}

const notCompared = (why: Failure | null): Note => ({
  code: 'not-compared',
  message: why
    ? `The optimised model was not compared with its source: ${why.message}`
    : 'The optimised model was not compared with its source: there is no Chromium to draw them.',
  where: null,
});

const missed = ({ ssim, gate }: Similarity): Note => ({
  code: 'gate-missed',
  message: `At the best texture quality the model is ${ssim.toFixed(3)} similar to its source; ${gate} was asked for.`,
  where: null,
});
