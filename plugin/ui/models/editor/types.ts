/** A hotspot as the blocks store it; on a picture x and y in per cent, on a model position and normal. */
export interface Hotspot {
  label: string;
  text: string;
  /** 0: none. */
  product: number;
  position?: string;
  normal?: string;
  x?: number;
  y?: number;
}

export const newHotspot = (place: Partial<Hotspot>): Hotspot => ({ label: '', text: '', product: 0, ...place });
