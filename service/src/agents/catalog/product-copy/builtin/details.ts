import { It, it, them, verb } from './frames.ts';
import { isPlural, list } from './grammar.ts';
import type { Piece } from './piece.ts';

interface DetailFrame {
  tones?: string;
  /** how many details it needs at least. */
  from: number;
  say(piece: Piece, details: string, plural: boolean): string;
}

/** Sentences for a list of details. */
const frames: readonly DetailFrame[] = [
  { from: 2, say: (_, details) => `Look closer and you find ${details}.` },
  { from: 1, say: (p, details) => `${It(p)} ${verb(p, 'has', 'have')} ${details}.` },
  { from: 3, say: (_, details) => `The details are ${details}.`, tones: 'pr' },
  { from: 2, say: (_, details, plural) => `Then there ${plural ? 'are' : 'is'} ${details}.` },
  { from: 2, say: (p, details) => `What sets ${them(p)} off: ${details}.`, tones: 'wry' },
  { from: 2, say: (_, details) => `Up close you will see ${details}.`, tones: 'wpr' },
  { from: 2, say: (p, details) => `Add ${details}, and that is all ${it(p)} ${verb(p, 'needs', 'need')}.`, tones: 'wy' },
  { from: 1, say: (p, details) => `${It(p)} ${verb(p, 'comes', 'come')} with ${details}.` },
  { from: 1, say: (p, details) => `${It(p)} ${verb(p, 'is', 'are')} finished with ${details}.` },
  { from: 3, say: (_, details) => `Among the details: ${details}.` },
  { from: 2, say: (_, details) => `Everything has its place: ${details}.`, tones: 'wr' },
  { from: 2, say: (p, details) => `${It(p)} ${verb(p, 'does', 'do')} not stop there: ${details}.`, tones: 'wy' },
];

const clauses = (piece: Piece, cut: readonly string[]): string[] => {
  const shape = [...cut, ...piece.shape];
  const has = shape.length > 0 ? [`${it(piece)} ${verb(piece, 'has', 'have')} ${list(shape)}`] : [];
  const closes = piece.closing.length > 0 ? [`${it(piece)} ${verb(piece, 'closes', 'close')} with ${list(piece.closing)}`] : [];
  const carries = piece.carrying.length > 0 ? [`there ${isPlural(piece.carrying[0] ?? '') ? 'are' : 'is'} ${list(piece.carrying)}`] : [];
  const inside = piece.inside.length > 0 ? [`inside there ${isPlural(piece.inside[0] ?? '') ? 'are' : 'is'} ${list(piece.inside)}`] : [];
  return [...has, ...closes, ...carries, ...inside];
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const byPlace = (piece: Piece, cut: readonly string[]): string[] => {
  const all = clauses(piece, cut);
  const sentences: string[] = [];
  for (let at = 0; at < all.length; at += 2) {
    const [first = '', second] = all.slice(at, at + 2);
    sentences.push(sentence(second ? `${first}${first.includes(', ') ? ';' : ','} ${first.includes(', ') ? '' : 'and '}${second}` : first));
  }
  return sentences;
};

type Choose = <T>(items: readonly T[]) => T | undefined;

/** The details of a piece, in one to three sentences: told by their place on the piece, or as a list. */
export const detailSentences = (piece: Piece, cut: readonly string[], tone: string, choose: Choose): string[] => {
  const flat = [...cut, ...piece.shape, ...piece.closing, ...piece.carrying, ...piece.inside];
  if (flat.length === 0) return [];
  if (flat.length === 1 || flat.length > 5 || choose([true, true, false])) return byPlace(piece, cut);
  const possible = frames.filter((frame) => flat.length >= frame.from && (frame.tones === undefined || frame.tones.includes(tone)));
  const said = choose(possible)?.say(piece, list(flat), isPlural(flat[0] ?? ''));
  return said ? [said] : byPlace(piece, cut);
};
