/** What a piece looks like, so that its pictures can be drawn; never shown as text. */
export interface Look {
  garment:
    | 'coat'
    | 'jacket'
    | 'dress'
    | 'skirt'
    | 'trousers'
    | 'shirt'
    | 'blouse'
    | 'tee'
    | 'jumper'
    | 'cardigan'
    | 'boots'
    | 'loafers'
    | 'trainers'
    | 'tote'
    | 'backpack'
    | 'earrings'
    | 'necklace'
    | 'scarf'
    | 'beanie';
  /** sRGB hex; the first is the piece's main colour, the others its accents. */
  colours: string[];
  pattern: 'plain' | 'stripe' | 'check' | 'rib' | 'cable' | 'herringbone' | 'print' | 'quilt';
  length: 'cropped' | 'regular' | 'midi' | 'long';
  sleeve: 'none' | 'short' | 'long';
  neck: 'none' | 'crew' | 'v' | 'roll' | 'collar' | 'hood' | 'wrap';
  /** what else is drawn: buttons, belt, pockets, buckle, zip, stone … */
  details: string[];
}

export interface SampleAttribute {
  /** the label that the shop shows, e.g. "Material". */
  name: string;
  values: string[];
  /** whether the variations differ by it. */
  variation: boolean;
}

export interface SamplePicture {
  file: string;
  alt: string;
  view: 'front' | 'back' | 'detail';
}

export interface SampleVariation {
  sku: string;
  /** attribute label → value. */
  attributes: Record<string, string>;
  regular_price: string;
  sale_price: string;
  stock: number;
}

/** One piece of the sample shop. Empty strings and empty lists are gaps on purpose, as real shops have them. */
export interface SamplePiece {
  slug: string;
  sku: string;
  title: string;
  type: 'simple' | 'variable';
  /** each category as its path from the top, e.g. ["Women", "Dresses"]. */
  categories: string[][];
  tags: string[];
  attributes: SampleAttribute[];
  short_description: string;
  description: string;
  /** decimal with a point; "" where the shop forgot it, and for variable pieces (their variations carry the prices). */
  regular_price: string;
  sale_price: string;
  /** pieces in stock; null: not counted, or counted by variation. */
  stock: number | null;
  /** kilograms as a decimal; "" where unknown. */
  weight: string;
  pictures: SamplePicture[];
  variations: SampleVariation[];
  /** the owner wants no agent to touch it. */
  handsOff?: boolean;
  look: Look;
}
