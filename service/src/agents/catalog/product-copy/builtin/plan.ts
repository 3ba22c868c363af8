import type { Product } from '../../../../domains/catalogue/contract.ts';
import { dataText, unsupportedTerms } from '../../../runtime/product-facts/claims.ts';
import { ownText, wordCount } from '../../../runtime/product-facts/text.ts';
import { draftDescription, toHtml } from './describe.ts';
import { below, descriptionStanding, factList, goodDescription, unsaid } from './existing.ts';
import { hash } from './grammar.ts';
import { takenTexts, type TakenTexts } from '../../../runtime/product-facts/overlap.ts';
import { type Piece, pieceOf } from './piece.ts';
import { describable } from './substance.ts';
import { likedWords, usesAvoided, type Voice } from './voice.ts';

/** Shares of another text's word sequences: so few that nobody would notice, what is aimed at, and what is never passed. */
const unlike = 0.06;
const aim = 0.25;
const limit = 0.38;
const attempts = 28;

export interface PlannedDescription {
  html: string;
  /** words of the owner stand in it. */
  keeps: boolean;
}

/** One description per product id; null: nothing can be said that is true, and unlike what other pieces already say. */
export type Plan = ReadonlyMap<number, PlannedDescription | null>;

interface Ranked {
  html: string;
  place: number;
  near: number;
  liked: number;
}

const ranked = (product: Product, piece: Piece, voice: Voice, taken: TakenTexts, opening: string): Ranked[] =>
  Array.from({ length: attempts }, (_, place) => {
    const draft = toHtml(draftDescription(piece, voice, hash(`${product.id}|${product.title}|${place}`)));
    const html = opening === '' || draft === '' ? draft : below(opening, draft);
    return { html, own: draft, place, near: taken.nearest(html, product.title), liked: likedWords(draft, voice) };
  }).filter((one) => one.html !== '' && one.near < limit && !usesAvoided(one.own, voice));

const better = (a: Ranked, b: Ranked): number =>
  Number(a.near >= aim) - Number(b.near >= aim) ||
  b.liked - a.liked ||
  Math.max(unlike, a.near) - Math.max(unlike, b.near) ||
  a.place - b.place;

/** The best of several drafts that says nothing which the data does not. */
const choose = (product: Product, piece: Piece, voice: Voice, taken: TakenTexts, opening: string): string | null => {
  const data = dataText(product);
  const drafts = ranked(product, piece, voice, taken, opening).sort(better);
  return drafts.find((one) => unsupportedTerms(one.html, data).length === 0)?.html ?? null;
};

const extended = (product: Product, piece: Piece): string | null => {
  const more = unsaid(ownText(product.description), piece.read.facts);
  return more.length >= 2 ? below(product.description, factList(more)) : null;
};

const planOne = (product: Product, voice: Voice, taken: TakenTexts): PlannedDescription | null => {
  const piece = pieceOf(product, voice.avoid);
  const standing = descriptionStanding(product, piece);
  const own = ownText(product.description);
  const stands = standing === 'leave' || product.hands_off || (standing === 'keep-and-add' && wordCount(own) >= goodDescription);
  const html = stands
    ? null
    : describable(piece)
      ? choose(product, piece, voice, taken, standing === 'keep-and-add' ? product.description : '')
      : null;
  const longer = standing === 'keep-and-add' && stands && !product.hands_off ? extended(product, piece) : null;
  const said = html ?? longer;
  if (said ?? own) taken.add(said ?? own, product.title);
  return said === null ? null : { html: said, keeps: standing === 'keep-and-add' };
};

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Describes a catalogue piece by piece, by id, so that no two descriptions share 38 % or more of their distinct 5-word
 * sequences. The same catalogue and voice give the same plan.
 */
export const planDescriptions = async (products: readonly Product[], voice: Voice, signal: AbortSignal): Promise<Plan> => {
  const taken = takenTexts();
  const plan = new Map<number, PlannedDescription | null>();
  for (const [place, product] of [...products].sort((a, b) => a.id - b.id).entries()) {
    signal.throwIfAborted();
    plan.set(product.id, planOne(product, voice, taken));
    if (place % 10 === 9) await pause();
  }
  return plan;
};

/** Keeps one plan per catalogue snapshot and voice, for as long as the run keeps the snapshot. */
export const planner = (): ((products: readonly Product[], voice: Voice, signal: AbortSignal) => Promise<Plan>) => {
  const kept = new WeakMap<readonly Product[], Map<string, Promise<Plan>>>();
  return (products, voice, signal) => {
    const plans = kept.get(products) ?? new Map<string, Promise<Plan>>();
    kept.set(products, plans);
    const key = JSON.stringify(voice);
    const plan = plans.get(key) ?? planDescriptions(products, voice, signal);
    plans.set(key, plan);
    plan.catch(() => plans.delete(key));
    return plan;
  };
};
