import type { Document } from '@gltf-transform/core';
import { cloneDocument } from '@gltf-transform/functions';
import { ok, type Failure, type Result } from '../../kernel/result.ts';
import type { Note, Similarity } from '../contract.ts';
import type { Imported, Renderer, VrmData } from '../types.ts';
import { namedNodes } from '../vrm/named.ts';
import { missedNote, openGate } from './gate.ts';
import { packSmaller } from './pack.ts';
import { prepare } from './prepare.ts';
import { raiseStep, search, type Candidate } from './search.ts';
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
  if (gate?.ok) {
    const found = await search(candidate, gate.value, { signal, progress: (part) => progress(0.3 + 0.7 * part) });
    if (found.ok) {
      const { made, verdict } = found.value;
      const notes = verdict.passed ? made.notes : [...made.notes, missedNote(verdict)];
      return ok({ glb: made.glb, encoder: made.encoder, similarity: verdict.similarity, notes });
    }
    return plain(candidate, found.error);
  }
  return plain(candidate, gate ? gate.error : null);
}

/** Where nothing can be compared: the quality that passed on nearly every model that was measured. */
async function plain(candidate: (raise: number) => Promise<Candidate>, why: Failure | null): Promise<Result<Optimised, Failure>> {
  const { glb, encoder, notes } = await candidate(raiseStep);
  return ok({ glb, encoder, similarity: null, notes: [...notes, notCompared(why)] });
}

interface Encoding {
  raise: number;
  vrm: VrmData | null;
  signal: AbortSignal;
}

async function encode(prepared: Document, { raise, vrm, signal }: Encoding): Promise<Candidate> {
  const document = cloneDocument(prepared);
  await compressTextures(document, { raise, edge }, signal);
  const textures = document.getRoot().listTextures().length;
  return { ...(await packSmaller(document, vrm)), textures };
}

const notCompared = (why: Failure | null): Note => ({
  code: 'not-compared',
  message: why
    ? `The optimised model was not compared with its source: ${why.message}`
    : 'The optimised model was not compared with its source: there is no Chromium to draw them.',
  where: null,
});
