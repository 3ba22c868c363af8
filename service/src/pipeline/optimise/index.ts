import type { Document } from '@gltf-transform/core';
import { cloneDocument } from '@gltf-transform/functions';
import { ok, type Failure, type Result } from '../../kernel/result.ts';
import type { Note, Similarity } from '../contract.ts';
import type { Imported, Renderer, VrmData } from '../types.ts';
import { giveVrm } from '../vrm/give.ts';
import { namedNodes } from '../vrm/named.ts';
import { packDraco } from './draco.ts';
import { openGate, type Gate, type Verdict } from './gate.ts';
import { writeGlb } from './io.ts';
import { packMeshopt } from './meshopt.ts';
import { isStatic, prepare } from './prepare.ts';
import { compressTextures } from './textures.ts';

export interface OptimiseOptions {
  /** null: nothing can be compared, which a note then says. */
  renderer: Renderer | null;
  signal: AbortSignal;
  progress(part: number): void;
  /** the least mean similarity at 512². Default 0.94. */
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
/** 82 + 3 × 6 is WebP's best for normal maps. */
const mostRaises = 3;
/** So far above the gate, a lower quality is tried once; so near below it, a raise of half a step. */
const headroom = 0.003;

/** The most that simplifying may move a surface, as a part of the mesh's size. Three times as much was seen: 0.007 of similarity on a shoe. */
const error = 1e-4;

/**
 * The viewer's model: the smaller of meshopt and (for what does not move) Draco, its textures as small as they may be while pictures
 * of it stay similar to pictures of its source. The document is not changed.
 */
export async function optimise(imported: Imported, options: OptimiseOptions): Promise<Result<Optimised, Failure>> {
  const { renderer, signal, progress, gate: floor = 0.94 } = options;
  const prepared = await prepare(imported.document, { keep: namedNodes(imported.vrm), error });
  progress(0.1);
  const candidate = (raise: number): Promise<Candidate> => encode(prepared, { raise, vrm: imported.vrm, signal });
  const gate = renderer ? await openGate(imported.document, prepared, { renderer, signal, floor, edge }) : null;
  signal.throwIfAborted();
  progress(0.3);
  if (gate?.ok) return search(candidate, gate.value, { signal, progress });
  // nothing can be compared: the quality that passed on nearly every model that was measured
  const { glb, encoder, notes } = await candidate(step);
  return ok({ glb, encoder, similarity: null, notes: [...notes, notCompared(gate ? gate.error : null)] });
}

interface Tried {
  made: Candidate;
  verdict: Verdict;
}

type Try = (raise: number, raised: number) => Promise<Result<Tried, Failure>>;

/** Raises quality until the gate is passed; then, once, sees whether half of the last step is enough. */
async function search(
  candidate: (raise: number) => Promise<Candidate>,
  gate: Gate,
  { signal, progress }: Pick<OptimiseOptions, 'signal' | 'progress'>,
): Promise<Result<Optimised, Failure>> {
  const attempt: Try = async (raise, raised) => {
    signal.throwIfAborted();
    const made = await candidate(raise);
    const verdict = await gate.judge(made.glb, raised);
    return verdict.ok ? ok({ made, verdict: verdict.value }) : verdict;
  };
  for (let raised = 0; ; raised++) {
    const tried = await attempt(raised * step, raised);
    if (!tried.ok) return tried;
    progress(0.3 + (0.6 * (raised + 1)) / (mostRaises + 1));
    const { passed, similarity } = tried.value.verdict;
    if (!passed && raised < mostRaises) continue;
    const best = passed ? await thriftier(tried.value, gate, attempt) : tried.value;
    progress(1);
    const { glb, encoder, notes } = best.made;
    return ok({ glb, encoder, similarity: best.verdict.similarity, notes: passed ? notes : [...notes, missed(similarity)] });
  }
}

/** A try with less quality than the one that passed; that one where it does not pass, or where there is nothing to gain. */
async function thriftier(passed: Tried, gate: Gate, attempt: Try): Promise<Tried> {
  const { ssim, raised } = passed.verdict.similarity;
  if (passed.made.textures === 0) return passed;
  if (raised === 0 && ssim < gate.threshold + headroom) return passed;
  const lower = await attempt(raised === 0 ? -step : (raised - 0.5) * step, raised);
  return lower.ok && lower.value.verdict.passed && lower.value.made.glb.byteLength < passed.made.glb.byteLength ? lower.value : passed;
}

type Candidate = Pick<Optimised, 'glb' | 'encoder' | 'notes'> & { textures: number };

interface Encoding {
  raise: number;
  vrm: VrmData | null;
  signal: AbortSignal;
}

async function encode(prepared: Document, { raise, vrm, signal }: Encoding): Promise<Candidate> {
  const document = cloneDocument(prepared);
  await compressTextures(document, { raise, edge }, signal);
  const textures = document.getRoot().listTextures().length;
  const meshopt = await packMeshopt(await writeGlb(document));
  if (vrm) return { ...giveVrm(meshopt, vrm), encoder: 'meshopt', textures };
  if (!isStatic(document)) return { glb: meshopt, encoder: 'meshopt', textures, notes: [] };
  const draco = await packDraco(document);
  const smaller = draco.byteLength < meshopt.byteLength;
  return { glb: smaller ? draco : meshopt, encoder: smaller ? 'draco' : 'meshopt', textures, notes: [] };
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
  message: `At the best texture quality the model is ${ssim.toFixed(3)} similar to its source; ${gate.toFixed(3)} was asked for.`,
  where: null,
});
