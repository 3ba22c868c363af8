import type { SamplePiece } from '../../catalogue/types.ts';
import type { Fabric } from './scene.ts';

const byWord: [RegExp, Fabric][] = [
  [/suede/i, 'suede'],
  [/leather/i, 'leather'],
  [/waxed cotton canvas|canvas/i, 'canvas'],
  [/waxed/i, 'waxed'],
  [/linen/i, 'linen'],
  [/silk/i, 'satin'],
  [/viscose/i, 'crepe'],
  [/wool/i, 'wool'],
];

/** The fabric of a piece, from its pattern, its kind and what its material says. */
export function fabricOf(piece: SamplePiece): Fabric {
  const { garment, pattern } = piece.look;
  if (pattern === 'quilt') return 'quilt';
  if (pattern === 'herringbone') return 'herringbone';
  if (garment === 'tee') return 'jersey';
  if (garment === 'shirt') return 'oxford';
  if (garment === 'trousers') return 'twill';
  const material = piece.attributes.find((one) => one.name === 'Material')?.values[0] ?? '';
  if (garment === 'coat' && /^cotton$/i.test(material)) return 'twill';
  return byWord.find(([word]) => word.test(material))?.[1] ?? 'cotton';
}
