import type { Measurement, Note } from './contract.ts';

interface Budget {
  code: string;
  /** above this a phone notices. */
  warn: number;
  /** above this many phones give up. */
  most: number;
  says(value: number, limit: number): string;
}

const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const count = (value: number): string => value.toLocaleString('en');

/** What a product page on a phone can carry. Bytes: Shopify's advice for 3D (about 4 MB, at most 15). The others: measured frame rates and model-viewer's own advice. */
const budgets = {
  bytes: {
    code: 'budget-bytes',
    warn: 4e6,
    most: 15e6,
    says: (value, limit) => `The viewer’s file is ${mb(value)}; ${mb(limit)} is what a phone loads in good time.`,
  },
  triangles: {
    code: 'budget-triangles',
    warn: 100_000,
    most: 500_000,
    says: (value, limit) => `The model has ${count(value)} triangles; ${count(limit)} are plenty for a product.`,
  },
  drawCalls: {
    code: 'budget-draw-calls',
    warn: 30,
    most: 100,
    says: (value, limit) => `The model is drawn in ${value} parts; up to ${limit} are drawn smoothly. Join parts of the same material.`,
  },
  materials: {
    code: 'budget-materials',
    warn: 10,
    most: 40,
    says: (value, limit) => `The model has ${value} materials; up to ${limit} are drawn smoothly.`,
  },
  pixels: {
    code: 'budget-texture',
    warn: 2048,
    most: 4096,
    says: (value, limit) => `Its largest texture is ${value} pixels wide; ${limit} are plenty.`,
  },
  joints: {
    code: 'budget-joints',
    warn: 128,
    most: 256,
    says: (value, limit) => `Its skeleton has ${value} joints; up to ${limit} are moved smoothly.`,
  },
} satisfies Record<string, Budget>;

/** Notes on what is more than a phone carries well. `heavy` codes end in `-high`: many phones give up there. */
export function budgetNotes(measured: Measurement, bytes: number): Note[] {
  const values: Record<keyof typeof budgets, number> = {
    bytes,
    triangles: measured.triangles,
    drawCalls: measured.drawCalls,
    materials: measured.materials.length,
    pixels: Math.max(0, ...measured.textures.map(({ width, height }) => Math.max(width, height))),
    joints: measured.skin?.joints ?? 0,
  };
  return Object.entries(budgets).flatMap(([key, budget]: [string, Budget]) => {
    const value = values[key as keyof typeof budgets];
    if (value <= budget.warn) return [];
    return [{ code: value > budget.most ? `${budget.code}-high` : budget.code, message: budget.says(value, budget.warn), where: null }];
  });
}
