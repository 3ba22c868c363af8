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
  return common / Math.max(letters(before), letters(after), 1) < MIN_COMMON ? whole(before, after) : pieces;
};

/** What goes and comes between two lists of names; order counts for nothing. */
export const listDiff = (before: readonly string[], after: readonly string[]): Piece[] => [
  ...before.map((text): Piece => ({ kind: after.includes(text) ? 'same' : 'removed', text })),
  ...after.filter((text) => !before.includes(text)).map((text): Piece => ({ kind: 'added', text })),
];
