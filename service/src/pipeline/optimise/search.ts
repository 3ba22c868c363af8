import { ok, type Failure, type Result } from '../../kernel/result.ts';
import type { Note } from '../contract.ts';
import type { Gate, Verdict } from './gate.ts';

/** An optimised model at one quality. */
export interface Candidate {
  glb: Uint8Array;
  encoder: 'meshopt' | 'draco';
  notes: Note[];
  /** how many textures it has; without any there is no quality to search. */
  textures: number;
}

export interface Tried {
  /** what was added to every texture's quality. */
  raise: number;
  made: Candidate;
  verdict: Verdict;
}

/** How much quality goes up when the gate is missed. */
export const raiseStep = 6;
/** 82 + 3 × 6 is WebP's best for normal maps. */
const mostRaises = 3;
/** How much lower is tried where the first try passes by this much. */
const lowering = { raise: -12, headroom: 0.002 };
/** Tries between the last that missed and the first that passed, and how near they may come to each other. */
const refinements = { most: 2, gap: 2 };

export interface SearchOptions {
  signal: AbortSignal;
  progress(part: number): void;
}

type Attempt = (raise: number) => Promise<Result<Tried, Failure>>;

/** Raises quality until the gate is passed (or lowers it where it is passed easily), then closes in on the least that passes. */
export async function search(
  candidate: (raise: number) => Promise<Candidate>,
  gate: Gate,
  { signal, progress }: SearchOptions,
): Promise<Result<Tried, Failure>> {
  let count = 0;
  const attempt: Attempt = async (raise) => {
    signal.throwIfAborted();
    const made = await candidate(raise);
    const verdict = await gate.judge(made.glb, Math.max(0, Math.ceil(raise / raiseStep)));
    progress(++count / (2 + mostRaises + refinements.most));
    return verdict.ok ? ok({ raise, made, verdict: verdict.value }) : verdict;
  };
  const bracket = await enclose(attempt, gate.threshold);
  if (!bracket.ok) return bracket;
  const found = await closeIn(bracket.value, gate.threshold, attempt);
  progress(1);
  return found;
}

interface Bracket {
  /** passed, or the best that there is. */
  high: Tried;
  /** missed; null: nothing lower was tried. */
  low: Tried | null;
}

async function enclose(attempt: Attempt, threshold: number): Promise<Result<Bracket, Failure>> {
  const first = await attempt(0);
  if (!first.ok) return first;
  const { made, verdict } = first.value;
  if (verdict.passed) {
    if (made.textures === 0 || verdict.similarity.ssim < threshold + lowering.headroom) return ok({ high: first.value, low: null });
    const lower = await attempt(lowering.raise);
    if (!lower.ok) return lower;
    return ok(lower.value.verdict.passed ? { high: lower.value, low: null } : { high: first.value, low: lower.value });
  }
  let low = first.value;
  if (made.textures === 0) return ok({ high: low, low: null });
  for (let raised = 1; ; raised++) {
    const tried = await attempt(raised * raiseStep);
    if (!tried.ok) return tried;
    if (tried.value.verdict.passed) return ok({ high: tried.value, low });
    if (raised === mostRaises) return ok({ high: tried.value, low: null });
    low = tried.value;
  }
}

/** The quality at which a straight line between both tries meets the threshold, strictly between them. */
function between(low: Tried, high: Tried, threshold: number): number {
  const [below, above] = [low.verdict.similarity.ssim, high.verdict.similarity.ssim];
  const part = above > below ? (threshold - below) / (above - below) : 0.5;
  const raise = Math.ceil(low.raise + Math.min(1, Math.max(0, part)) * (high.raise - low.raise));
  return Math.min(high.raise - 1, Math.max(low.raise + 1, raise));
}

async function closeIn({ high, low }: Bracket, threshold: number, attempt: Attempt): Promise<Result<Tried, Failure>> {
  for (let count = 0; low && count < refinements.most && high.raise - low.raise > refinements.gap; count++) {
    const tried = await attempt(between(low, high, threshold));
    if (!tried.ok) return tried;
    if (tried.value.verdict.passed) high = tried.value;
    else low = tried.value;
  }
  return ok(high);
}
