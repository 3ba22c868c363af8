import type { Family } from '../../../runtime/product-facts/vocabulary/garments.ts';
import { bag, hat, jewel, scarf, shoe, small } from './usage-accessories.ts';
import { bottom, dress, knit, outer, top } from './usage-clothes.ts';

export interface UsageLine {
  text: string;
  /** initials of the tones it suits: warm, plain, refined, playful (y); absent: all. */
  tones?: string;
  /** nouns it is meant for; absent: all of the family. */
  only?: readonly string[];
}

/** What one does with a piece of each family. */
export const usage: Readonly<Record<Family, readonly UsageLine[]>> = {
  dress,
  bottom,
  top,
  knit,
  outer,
  shoe,
  bag,
  jewel,
  scarf,
  hat,
  small,
};
