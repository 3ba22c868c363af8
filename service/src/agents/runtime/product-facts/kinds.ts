/** What a fact is about. `other` is an attribute of the shop's own that has no phrase of its own here. */
export type FactKind =
  | 'material'
  | 'colour'
  | 'size'
  | 'fit'
  | 'care'
  | 'origin'
  | 'length'
  | 'neckline'
  | 'sleeve'
  | 'collar'
  | 'closure'
  | 'lining'
  | 'filling'
  | 'pattern'
  | 'pockets'
  | 'sole'
  | 'heel'
  | 'dimensions'
  | 'capacity'
  | 'diameter'
  | 'stone'
  | 'finish'
  | 'strap'
  | 'trim'
  | 'other';

/** One thing that the product's data says of the piece. */
export interface Fact {
  kind: FactKind;
  /** the attribute it was read from; null when the owner's texts say it and no attribute does. */
  slug: string | null;
  label: string;
  values: string[];
  /** the product's field it was read from. */
  source: string;
  /** the buyer chooses between the values. */
  choice: boolean;
}

const slugs: Readonly<Record<string, FactKind>> = {
  material: 'material',
  materials: 'material',
  fabric: 'material',
  composition: 'material',
  'fabric-composition': 'material',
  shell: 'material',
  upper: 'material',
  metal: 'material',
  color: 'colour',
  colour: 'colour',
  colors: 'colour',
  colours: 'colour',
  size: 'size',
  sizes: 'size',
  fit: 'fit',
  cut: 'fit',
  leg: 'fit',
  rise: 'fit',
  silhouette: 'fit',
  care: 'care',
  'care-instructions': 'care',
  washing: 'care',
  origin: 'origin',
  'country-of-origin': 'origin',
  'made-in': 'origin',
  length: 'length',
  neckline: 'neckline',
  neck: 'neckline',
  sleeve: 'sleeve',
  sleeves: 'sleeve',
  'sleeve-length': 'sleeve',
  collar: 'collar',
  closure: 'closure',
  fastening: 'closure',
  clasp: 'closure',
  lining: 'lining',
  filling: 'filling',
  padding: 'filling',
  pattern: 'pattern',
  print: 'pattern',
  weave: 'pattern',
  pockets: 'pockets',
  pocket: 'pockets',
  sole: 'sole',
  outsole: 'sole',
  heel: 'heel',
  'heel-height': 'heel',
  dimensions: 'dimensions',
  measurements: 'dimensions',
  capacity: 'capacity',
  volume: 'capacity',
  diameter: 'diameter',
  stone: 'stone',
  gemstone: 'stone',
  finish: 'finish',
  strap: 'strap',
  straps: 'strap',
  handles: 'strap',
  trim: 'trim',
};

/** The kind of fact that an attribute holds, by its slug; WooCommerce's `pa_` in front does not matter. */
export const kindOf = (slug: string): FactKind => slugs[bareSlug(slug)] ?? 'other';

/** The slug without WooCommerce's `pa_`, with hyphens. */
export const bareSlug = (slug: string): string =>
  slug
    .toLowerCase()
    .replace(/^pa[_-]/, '')
    .replace(/_/g, '-');
