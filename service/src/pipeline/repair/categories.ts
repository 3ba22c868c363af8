import type { Note, PipelineOptions } from '../contract.ts';

export type Category = NonNullable<PipelineOptions['category']>;

/** Metres of the longest side: from, to, and what is usual. From the trade's own sizes (ring size 50 is 16 mm inside; a maxi dress is 1.5 m). */
export const sizes: Readonly<Record<Category, readonly [from: number, to: number, usual: number]>> = {
  ring: [0.012, 0.06, 0.024],
  jewellery: [0.006, 0.7, 0.05],
  bag: [0.08, 0.9, 0.35],
  shoe: [0.08, 0.6, 0.29],
  garment: [0.15, 2.2, 0.8],
  scarf: [0.2, 3, 1.2],
  hat: [0.1, 0.7, 0.3],
  eyewear: [0.1, 0.25, 0.14],
  furniture: [0.2, 4, 1.2],
  avatar: [0.7, 2.6, 1.7],
  other: [0.02, 3, 0.5],
};

/** Units that programs write where metres are meant, as factors to metres and back. */
export const units: readonly (readonly [factor: number, name: string])[] = [
  [0.001, 'millimetres'],
  [0.01, 'centimetres'],
  [0.0254, 'inches'],
  [0.3048, 'feet'],
  [100, 'hundredths of a metre'],
  [1000, 'thousandths of a metre'],
];

export type Verdict = 'plausible' | 'too-large' | 'too-small';

/** Whether something of that longest side can be of that kind. */
export function verdictOf(longest: number, category: Category): Verdict {
  const [from, to] = sizes[category];
  if (longest > to) return 'too-large';
  return longest < from ? 'too-small' : 'plausible';
}

/** Where nobody says what a model is, only sizes that no product has are doubted: from, to, in metres. */
const doubtless = [0.005, 10] as const;

/** Then the usual slips are tried in this order; a guess at inches or feet would be as likely wrong as right. */
const slips: readonly number[] = [0.01, 0.001, 100, 1000];

/** The unit that explains the size of something unknown; null: none is needed, or none does. */
export function likelySlip(longest: number): readonly [number, string] | null {
  if (longest >= doubtless[0] && longest <= doubtless[1]) return null;
  const factor = slips.find((one) => verdictOf(longest * one, 'other') === 'plausible');
  return units.find(([one]) => one === factor) ?? null;
}

/** The unit that makes the size plausible and most usual; null: none does. */
export function likelyUnit(longest: number, category: Category): readonly [number, string] | null {
  const usual = sizes[category][2];
  const distance = (factor: number): number => Math.abs(Math.log((longest * factor) / usual));
  const plausible = units.filter(([factor]) => verdictOf(longest * factor, category) === 'plausible');
  return plausible.sort((a, b) => distance(a[0]) - distance(b[0]))[0] ?? null;
}

/** A length for people: 2.4 cm, 1.70 m. */
export const length = (metres: number): string => {
  if (metres < 0.01) return `${(metres * 1000).toFixed(1)} mm`;
  return metres < 1 ? `${(metres * 100).toFixed(1)} cm` : `${metres.toFixed(2)} m`;
};

export const scaleNote = (code: string, message: string): Note => ({ code, message, where: null });
