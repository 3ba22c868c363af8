import path from 'node:path';
import { bag } from './bag.ts';
import { ring } from './ring.ts';
import { scarf } from './scarf.ts';

export { modelPieces } from './pieces.ts';

/** A model of our own making, built by code: no file of anybody else's is in it. */
export interface SampleModel {
  /** the file's name, without its ending. */
  name: string;
  /** its title in the list of 3D assets. */
  title: string;
  /** the sample piece that it belongs to, by SKU. */
  sku: string;
  category: 'ring' | 'bag' | 'scarf';
  build(): Promise<Uint8Array>;
}

/** Always the same bytes for the same code. */
export const sampleModels: readonly SampleModel[] = [
  { name: 'sapphire-ring', title: 'Maris Sapphire Ring', sku: 'HQ-J-RIN-01', category: 'ring', build: ring },
  { name: 'top-handle-bag', title: 'Tarn Top-Handle Bag', sku: 'HQ-B-TOP-01', category: 'bag', build: bag },
  { name: 'silk-scarf', title: 'Meridian Silk Scarf', sku: 'HQ-A-SCA-03', category: 'scarf', build: scarf },
];

/** Pictures of the pieces, drawn from these models by the service's own renderer. */
export const modelPictures = path.join(import.meta.dirname, 'pictures');
