import { diffWordsWithSpace } from 'diff';

export interface Piece {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Edits beyond this are not searched for: the two texts are then shown one after the other. */
const MAX_EDITS = 2000;
/** With less than this share of words in common, a diff is confetti: old and new are shown as wholes. */
const MIN_COMMON = 0.25;

const whole = (before: string, after: string): Piece[] =>
  [
    { kind: 'removed' as const, text: before },
    { kind: 'added' as const, text: after },
  ].filter((piece) => piece.text !== '');

/** A stretch this short between two changes only breaks up the reading; it joins them. */
const words = (text: string): number => text.split(/\s+/).filter(Boolean).length;
const MIN_ISLAND = 2;

/**
 * Joins changes that a lonely word separates, and puts what goes before what comes: "very warm" → "warm and light" reads better than
 * single words crossed out between others.
 */
const calm = (pieces: readonly Piece[]): Piece[] => {
  const out: Piece[] = [];
  let removed = '';
  let added = '';
  const flush = (): void => {
    if (removed) out.push({ kind: 'removed', text: removed });
    if (added) out.push({ kind: 'added', text: added });
    removed = '';
    added = '';
  };
  pieces.forEach((piece, at) => {
    const island =
      piece.kind === 'same' &&
      removed + added !== '' &&
      at < pieces.length - 1 &&
      words(piece.text) < MIN_ISLAND &&
      !piece.text.includes('\n');
    if (piece.kind !== 'added' && (piece.kind === 'removed' || island)) removed += piece.text;
    if (piece.kind !== 'removed' && (piece.kind === 'added' || island)) added += piece.text;
    if (piece.kind === 'same' && !island) {
      flush();
      out.push(piece);
    }
  });
  flush();
  return out;
};

const kindOf = (part: { added?: boolean; removed?: boolean }): Piece['kind'] => {
  if (part.added) return 'added';
  return part.removed ? 'removed' : 'same';
};

const letters = (text: string): number => text.replace(/\s/g, '').length;

/**
 * The words that go and come between two texts, in reading order; joined without the added ones they give `before`, without the
 * removed ones `after`.
 */
export const wordDiff = (before: string, after: string): Piece[] => {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  if (before === '' || after === '') return whole(before, after);
  const parts = diffWordsWithSpace(before, after, { maxEditLength: MAX_EDITS });
  if (!parts) return whole(before, after);
  const pieces = parts.map((part) => ({ kind: kindOf(part), text: part.value }));
  const common = pieces.filter((piece) => piece.kind === 'same').reduce((sum, piece) => sum + letters(piece.text), 0);
  return common / Math.max(letters(before), letters(after), 1) < MIN_COMMON ? whole(before, after) : calm(pieces);
};

/** What goes and comes between two lists of names; order counts for nothing. */
export const listDiff = (before: readonly string[], after: readonly string[]): Piece[] => [
  ...before.map((text): Piece => ({ kind: after.includes(text) ? 'same' : 'removed', text })),
  ...after.filter((text) => !before.includes(text)).map((text): Piece => ({ kind: 'added', text })),
];
