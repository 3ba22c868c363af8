import type { Document } from '@gltf-transform/core';
import { cloneDocument } from '@gltf-transform/functions';
import { ok, type Failure, type Result } from '../../kernel/result.ts';
import type { Note, Similarity } from '../contract.ts';
import type { Imported, Renderer, VrmData } from '../types.ts';
import { giveVrm } from '../vrm/give.ts';
import { namedNodes } from '../vrm/named.ts';
import { packDraco } from './draco.ts';
import { openGate, type Gate } from './gate.ts';
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
/** 82 + 3 × 6 is WebP's best. */
const mostRaises = 3;
/** So far above the gate, a lower quality is tried once. */
const headroom = 0.003;

/**
 * The viewer's model: the smaller of meshopt and (for what does not move) Draco, its textures as small as they may be while pictures
 * of it stay similar to pictures of its source. The document is not changed.
 */
export async function optimise(imported: Imported, options: OptimiseOptions): Promise<Result<Optimised, Failure>> {
  const { renderer, signal, progress, gate: floor = 0.94 } = options;
  const prepared = await prepare(imported.document, { keep: namedNodes(imported.vrm), error: 1e-4 });
  progress(0.1);
  const candidate = (raise: number): Promise<Candidate> => encode(prepared, { raise, vrm: imported.vrm, signal });
  const gate = renderer ? await openGate(imported.document, prepared, { renderer, signal, floor, edge }) : null;
  signal.throwIfAborted();
  progress(0.3);
  if (!gate?.ok) {
    // nothing can be compared: the quality that passed on every model that was measured
    const made = await candidate(step);
    return ok({ ...made, similarity: null, notes: [...made.notes, notCompared(gate && !gate.ok ? gate.error : null)] });
  }
  return search(candidate, gate.value, { signal, progress });
}

interface Judged {
  made: Candidate;
  similarity: Similarity;
}

/** Raises quality until the gate is passed; where the first try passes easily, lowers it once. */
async function search(
  candidate: (raise: number) => Promise<Candidate>,
  gate: Gate,
  { signal, progress }: Pick<OptimiseOptions, 'signal' | 'progress'>,
): Promise<Result<Optimised, Failure>> {
  const attempt = async (raise: number, raised: number): Promise<Result<Judged, Failure>> => {
    signal.throwIfAborted();
    const made = await candidate(raise);
    const similarity = await gate.judge(made.glb, raised);
    return similarity.ok ? ok({ made, similarity: similarity.value }) : similarity;
  };
  for (let raised = 0; ; raised++) {
    const tried = await attempt(raised * step, raised);
    if (!tried.ok) return tried;
    progress(0.3 + (0.6 * (raised + 1)) / (mostRaises + 1));
    const { similarity, made } = tried.value;
    const passed = similarity.ssim >= gate.threshold;
    if (!passed && raised < mostRaises) continue;
    let best = { made, similarity };
    if (raised === 0 && similarity.ssim >= gate.threshold + headroom && made.textures > 0) {
      const lower = await attempt(-step, 0);
      if (lower.ok && lower.value.similarity.ssim >= gate.threshold) best = lower.value;
    }
    progress(1);
    const { glb, encoder, notes } = best.made;
    return ok({ glb, encoder, similarity: best.similarity, notes: passed ? notes : [...notes, missed(similarity)] });
  }
}

type Candidate = Pick<Optimised, 'glb' | 'encoder' | 'notes'> & { textures: number };

async function encode(
  prepared: Document,
  { raise, vrm, signal }: { raise: number; vrm: VrmData | null; signal: AbortSignal },
): Promise<Candidate> {
  const document = cloneDocument(prepared);
  await compressTextures(document, { raise, edge }, signal);
  const meshopt = await packMeshopt(await writeGlb(document));
  const textures = document.getRoot().listTextures().length;
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
  message: `At the best texture quality the model is ${ssim.toFixed(3)} similar to its source; ${gate} was asked for.`,
  where: null,
});
