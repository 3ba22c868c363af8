/** What the studio photographs. Lengths are in the picture's own units: 1200 wide, 1500 high, before any zoom. */
export type Fabric =
  | 'linen'
  | 'cotton'
  | 'oxford'
  | 'twill'
  | 'herringbone'
  | 'crepe'
  | 'satin'
  | 'jersey'
  | 'wool'
  | 'knit'
  | 'rib'
  | 'fineRib'
  | 'quilt'
  | 'waxed'
  | 'canvas'
  | 'leather'
  | 'suede'
  | 'rubber'
  | 'horn'
  | 'metal'
  | 'stone';

/** A raised (h > 0) or sunken (h < 0) line, or with `fill` a raised area. */
export interface Fold {
  d: string;
  w: number;
  h: number;
  /** blur in units: small for seams, large for drapery. */
  soft: number;
  dash?: string;
  fill?: boolean;
}

/** One piece of cloth, leather or metal; parts are laid over each other in order, each throwing its shadow on those below. */
export interface Part {
  d: string;
  fill: string;
  fabric: Fabric;
  /** SVG painted onto the fill, clipped to the part, before the light falls on it. */
  paint?: string;
  folds?: Fold[];
  /** roundness of the edge and of the whole form: over how many units it rises, and how high. */
  edge?: [number, number];
  form?: [number, number];
  /** how far it stands off what is below. */
  lift?: number;
  /** direction of the threads in degrees. */
  grain?: number;
  /** SVG laid over the lit part: depth inside a neck, a burnished toe. */
  shade?: string;
  /** strength of the fabric's own creases; 1 unless told. */
  crease?: number;
}

export interface GroundShadow {
  cx: number;
  cy: number;
  rx: number;
  ry: number;
  strength: number;
}

export interface Scene {
  /** a wall behind a worn or hung piece, or a table that a piece stands on. */
  backdrop: 'wall' | 'table';
  tone: [string, string];
  parts: Part[];
  ground: GroundShadow[];
  /** where the table meets the wall. */
  horizon?: number;
}

/** The part of the scene that fills the picture: its left top corner and how much it is enlarged. */
export interface Frame {
  x: number;
  y: number;
  scale: number;
}
