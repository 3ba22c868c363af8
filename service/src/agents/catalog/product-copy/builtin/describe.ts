import { escapeHtml } from '../../../runtime/product-facts/text.ts';
import { usage } from '../lexicon/usage.ts';
import { detailSentences } from './details.ts';
import { It, type Frame, leadsWithBoth, leadsWithCloth, leadsWithColours, leadsWithCut, them } from './frames.ts';
import { capital, chooser, list } from './grammar.ts';
import type { Piece } from './piece.ts';
import {
  careOnly,
  chooseBoth,
  chooseColour,
  chooseSize,
  measuresOnly,
  measuresWithOrigin,
  originOnly,
  originWithCare,
  originWithSizes,
} from './practical.ts';
import { inTone, type Voice } from './voice.ts';

type Choose = ReturnType<typeof chooser>;

interface Teller {
  piece: Piece;
  voice: Voice;
  choose: Choose;
}

const suits =
  (voice: Voice) =>
  (one: { tones?: string }): boolean =>
    one.tones === undefined || one.tones.includes(voice.initial);

const say = (frames: readonly Frame[], { piece, voice, choose }: Teller): string | null => {
  const possible = frames.filter(suits(voice)).filter((frame) => frame.say(piece) !== null);
  return choose(possible)?.say(piece) ?? null;
};

type Said = 'cut' | 'colours' | 'sizes' | 'origin' | 'care' | 'measures';

const details = ({ shape, closing, carrying, inside }: Piece): number => shape.length + closing.length + carrying.length + inside.length;

const lead = (teller: Teller, said: Set<Said>): string | null => {
  const alone = details(teller.piece) === 0;
  const both = alone || teller.choose([true, true, false]) ? say(leadsWithBoth, teller) : null;
  if (both) {
    said.add('cut');
    return both;
  }
  const cloth = say(leadsWithCloth, teller);
  if (cloth) return cloth;
  const cut = say(leadsWithCut, teller);
  if (cut) said.add('cut');
  const colours = cut ? null : say(leadsWithColours, teller);
  if (colours) said.add('colours');
  return cut ?? colours;
};

const usageLine = ({ piece, voice, choose }: Teller): string | null => {
  const garment = piece.read.garment;
  if (!garment) return null;
  const lines = usage[garment.family].filter(suits(voice)).filter((line) => !line.only || line.only.includes(garment.noun));
  const text = choose(lines)?.text ?? null;
  return (
    text
      ?.replace(/\{it\}/g, piece.pair ? 'they' : 'it')
      .replace(/\{It\}/g, It(piece))
      .replace(/\{them\}/g, them(piece))
      .replace(/\{([^|{}]*)\|([^|{}]*)\}/g, (_, one: string, several: string) => (piece.pair ? several : one)) ?? null
  );
};

/** Tries to say several things in one sentence first, then each alone; what was said is not said again. */
const practical = (teller: Teller, said: Set<Said>): string[] => {
  const { piece, choose } = teller;
  const sentences: string[] = [];
  const tell = (frames: readonly Frame[], things: readonly Said[]): void => {
    if (things.some((thing) => said.has(thing))) return;
    const sentence = say(frames, teller);
    if (sentence === null) return;
    for (const thing of things) said.add(thing);
    sentences.push(sentence);
  };
  const choices = (): void => {
    tell(chooseBoth, ['colours', 'sizes']);
    tell(chooseColour, ['colours']);
    if (piece.options.length > 0) sentences.push(`You can have ${them(piece)} ${list(piece.options)}.`);
  };
  const making = (): void => {
    tell(measuresWithOrigin, ['measures', 'origin']);
    tell(measuresOnly, ['measures']);
    if (choose([true, false])) tell(originWithSizes, ['origin', 'sizes']);
    tell(originWithCare, ['origin', 'care']);
  };
  for (const step of choose([true, false]) ? [choices, making] : [making, choices]) step();
  tell(chooseSize, ['sizes']);
  if (piece.sizes?.one)
    sentences.push(
      `${It(piece)} ${piece.pair ? 'come' : 'comes'} in ${piece.sizes.text === 'one size' ? 'one size' : `size ${piece.sizes.text}`}.`,
    );
  tell(originOnly, ['origin']);
  tell(careOnly, ['care']);
  return sentences;
};

/** The paragraphs and list of one description, in plain text. */
export interface Draft {
  paragraphs: string[];
  items: string[];
}

const pronoun = /\b(?:it|its|them|they|this|these)\b/i;

/** A single detail stands better beside the cut than in a sentence of its own. */
const gathered = (piece: Piece): Piece => {
  const all = [...piece.shape, ...piece.closing, ...piece.carrying, ...piece.inside];
  return all.length === 1 && piece.cut.length < 3
    ? { ...piece, cut: [...piece.cut, ...all], shape: [], closing: [], carrying: [], inside: [] }
    : piece;
};

/** One way to describe the piece; the seed chooses the words and their order, the facts stay the same. */
export const draftDescription = (given: Piece, voice: Voice, seed: number): Draft => {
  const piece = gathered(given);
  const teller: Teller = { piece, voice, choose: chooser(seed) };
  const said = new Set<Said>();
  const first = lead(teller, said);
  const told = detailSentences(piece, said.has('cut') ? [] : piece.cut, voice.initial, teller.choose);
  const line = usageLine(teller);
  const facts = practical(teller, said);
  const shapes = [
    [[first, ...told, line], facts],
    [
      [first, line],
      [...told, ...facts],
    ],
    [
      [first, ...told],
      [line, ...facts],
    ],
    [
      [first, ...told],
      [...facts, line],
    ],
    ...(line && !pronoun.test(line) ? [[[line, first, ...told], facts]] : []),
  ];
  const paragraphs = (teller.choose(shapes) ?? [])
    .map((sentences) => inTone(sentences.filter(Boolean).join(' '), voice))
    .filter((one) => one !== '');
  return { paragraphs, items: piece.others.map((one) => `${capital(one.label)}: ${one.value}`) };
};

/** The description as the simple HTML that shops use. */
export const toHtml = (draft: Draft): string => {
  const paragraphs = draft.paragraphs.map((one) => `<p>${escapeHtml(one)}</p>`);
  const items = draft.items.length > 0 ? [`<ul>${draft.items.map((one) => `<li>${escapeHtml(one)}</li>`).join('')}</ul>`] : [];
  return [...paragraphs, ...items].join('\n');
};
