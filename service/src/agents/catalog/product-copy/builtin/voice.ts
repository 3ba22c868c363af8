import type { BrandVoice } from '../../../../domains/settings/contract.ts';
import { hasTerm } from '../../../runtime/product-facts/text.ts';

/** The brand's voice as the sentences need it. */
export interface Voice {
  /** w(arm), p(lain), r(efined), (pla)y(ful). */
  initial: 'w' | 'p' | 'r' | 'y';
  words: readonly string[];
  avoid: readonly string[];
}

const initials = { warm: 'w', plain: 'p', refined: 'r', playful: 'y' } as const;

export const voiceOf = (brand: BrandVoice): Voice => ({
  initial: initials[brand.tone],
  words: brand.words.map((word) => word.trim()).filter(Boolean),
  avoid: brand.avoid.map((word) => word.trim()).filter(Boolean),
});

/** A warm or playful shop says "it's" and "you'll"; a plain or refined one writes both words out. */
export const inTone = (text: string, voice: Voice): string =>
  voice.initial === 'w' || voice.initial === 'y'
    ? text.replace(/\b(It|it|That|that) is (?=a |an |the |made |finished |called |all )/g, '$1’s ').replace(/\b(You|you) will\b/g, '$1’ll')
    : text;

/** Whether a text holds a word that the brand never uses. */
export const usesAvoided = (text: string, voice: Voice): boolean => voice.avoid.some((word) => hasTerm(text, word));

/** How many of the brand's own words a text uses. */
export const likedWords = (text: string, voice: Voice): number => voice.words.filter((word) => hasTerm(text, word)).length;
