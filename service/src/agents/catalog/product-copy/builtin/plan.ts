import type { Product } from '../../../../domains/catalogue/contract.ts';
import { dataText, unsupportedTerms } from '../../../runtime/product-facts/claims.ts';
import { ownText, wordCount } from '../../../runtime/product-facts/text.ts';
import { draftDescription, toHtml } from './describe.ts';
import { below, descriptionStanding, factList, goodDescription, opening, unsaid } from './existing.ts';
import { hash } from './grammar.ts';
import { takenTexts, type TakenTexts } from '../../../runtime/product-facts/overlap.ts';
import { type Piece, pieceOf } from './piece.ts';
import { describable } from './substance.ts';
import { likedWords, usesAvoided, type Voice } from './voice.ts';

/** Shares of another text's word sequences: what is aimed at, and what is never passed. */
const aim = 0.2;
const limit = 0.38;

export interface PlannedDescription {
  html: string;
  /** words of the owner stand in it. */
  keeps: boolean;
}

/** One description per product id; null: nothing can be said that is true, and unlike what other pieces already say. */
export type Plan = ReadonlyMap<number, PlannedDescription | null>;

interface Writing {
  product: Product;
  piece: Piece;
  voice: Voice;
  taken: TakenTexts;
}

interface Ranked {
  html: string;
  place: number;
  near: number;
  worn: number;
  liked: number;
  /** shorter than a description that stands by itself. */
  brief: boolean;
}

/** Drafts in several goes: more of them only where the first are too near to other texts, or lack the brand's own words. */
const goes: readonly (readonly [from: number, to: number])[] = [
  [0, 10],
  [10, 28],
];

const drafts = ({ product, piece, voice, taken }: Writing, first: string, [from, to]: (typeof goes)[number]): Ranked[] =>
  Array.from({ length: to - from }, (_, index) => {
    const place = from + index;
    const draft = toHtml(draftDescription(piece, voice, hash(`${product.id}|${product.title}|${place}`)));
    const html = first === '' || draft === '' ? draft : below(first, draft);
    return {
      html,
      draft,
      place,
      near: taken.nearest(html, product.title),
      worn: taken.worn(draft),
      liked: likedWords(draft, voice),
      brief: wordCount(html) < goodDescription,
    };
  }).filter((one) => one.html !== '' && one.near < limit && !usesAvoided(one.draft, voice));

/** First those unlike all others, then those with the brand's words, those of a good length, and those whose turns of phrase are least worn. */
const better = (a: Ranked, b: Ranked): number =>
  Number(a.near >= aim) - Number(b.near >= aim) ||
  b.liked - a.liked ||
  Number(a.brief) - Number(b.brief) ||
  a.worn - b.worn ||
  a.place - b.place;

/** The best of several drafts that says nothing which the data does not. */
const choose = (writing: Writing, first: string): string | null => {
  const data = dataText(writing.product);
  let found: Ranked[] = [];
  for (const go of goes) {
    found = [...found, ...drafts(writing, first, go)].filter((one) => unsupportedTerms(one.html, data).length === 0);
    const good = found.some((one) => one.near < aim && !one.brief && (writing.voice.words.length === 0 || one.liked > 0));
    if (good) break;
  }
  return found.sort(better)[0]?.html ?? null;
};

/** A text of the owner's is added to when it leaves out at least so many facts. */
const worthAdding = 2;

/** What becomes of the owner's own text: kept as it stands, kept with the missing facts listed, kept with sentences below, or written anew. */
const intent = (product: Product, piece: Piece): 'keep' | 'list' | 'add' | 'write' => {
  const standing = descriptionStanding(product, piece);
  if (standing === 'leave' || product.hands_off) return 'keep';
  if (standing !== 'keep-and-add') return describable(piece) ? 'write' : 'keep';
  const own = ownText(product.description);
  if (unsaid(own, piece.read.facts).length < worthAdding) return 'keep';
  return wordCount(own) >= goodDescription || !describable(piece) ? 'list' : 'add';
};

const planOne = (product: Product, voice: Voice, taken: TakenTexts): PlannedDescription | null => {
  const piece = pieceOf(product, voice.avoid);
  const own = ownText(product.description);
  const what = intent(product, piece);
  const written =
    what === 'write' || what === 'add'
      ? choose({ product, piece, voice, taken }, what === 'add' ? opening(product.description) : '')
      : null;
  const html = what === 'list' ? below(opening(product.description), factList(unsaid(own, piece.read.facts))) : written;
  if (html ?? own) taken.add(html ?? own, product.title);
  return html === null ? null : { html, keeps: what !== 'write' };
};

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Describes a catalogue piece by piece, by id, so that no two descriptions share 38 % or more of their distinct 5-word
 * sequences. The same catalogue and voice give the same plan.
 */
const planDescriptions = async (products: readonly Product[], voice: Voice): Promise<Plan> => {
  const taken = takenTexts();
  const plan = new Map<number, PlannedDescription | null>();
  for (const product of [...products].sort((a, b) => a.id - b.id)) {
    plan.set(product.id, planOne(product, voice, taken));
    await pause();
  }
  return plan;
};

/** Keeps one plan per catalogue snapshot and voice, for as long as the run keeps the snapshot. */
export const planner = (): ((products: readonly Product[], voice: Voice) => Promise<Plan>) => {
  const kept = new WeakMap<readonly Product[], Map<string, Promise<Plan>>>();
  return (products, voice) => {
    const plans = kept.get(products) ?? new Map<string, Promise<Plan>>();
    kept.set(products, plans);
    const key = JSON.stringify(voice);
    const plan = plans.get(key) ?? planDescriptions(products, voice);
    plans.set(key, plan);
    plan.catch(() => plans.delete(key));
    return plan;
  };
};
