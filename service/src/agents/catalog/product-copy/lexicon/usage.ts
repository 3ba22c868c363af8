import type { Family } from '../../../runtime/product-facts/vocabulary/garments.ts';
import type { UsageLine } from './line.ts';
import { bag, hat, jewel, scarf, shoe, small } from './usage-accessories.ts';
import { bottom, dress, knit, outer, top } from './usage-clothes.ts';

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
  other: [],
};
