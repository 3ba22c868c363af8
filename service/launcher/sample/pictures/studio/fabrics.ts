import type { Fabric } from '../draw/scene.ts';
import { cells, cloud, noise } from './noise.ts';

/** How a material answers to light. Heights are in units of the picture. */
export interface Material {
  /** height of the weave or grain at a place, about -1 … 1. */
  weave: (u: number, v: number) => number;
  depth: number;
  /** how much deeper places of the weave are darker. */
  tone: number;
  /** strength and tightness of the highlight. */
  gloss: number;
  tight: number;
  /** height and size (across, along) of the cloth's own creases. */
  crease: [number, number, number];
  /** unevenness of the dye. */
  mottle: number;
  mirror?: boolean;
}

const TURN = Math.PI * 2;
const frac = (value: number): number => value - Math.floor(value);

const threads =
  (size: number) =>
  (u: number, v: number): number =>
    0.5 * noise(u / size, v / (size * 14)) + 0.5 * noise(u / (size * 14), v / size);

const twill =
  (size: number) =>
  (u: number, v: number): number =>
    0.6 * Math.sin((TURN * (u + v)) / size) + 0.5 * noise(u / 2, v / 9);

function herringbone(u: number, v: number): number {
  const width = 26;
  const stripe = Math.floor(u / width);
  const along = stripe % 2 === 0 ? u : -u;
  const seam = Math.abs(frac(u / width) - 0.5) > 0.46 ? -0.5 : 0;
  return 0.9 * Math.sin((TURN * (along + v)) / 9) + 0.3 * noise(u / 2, v / 2) + seam;
}

const knit =
  (width: number, height: number) =>
  (u: number, v: number): number => {
    const column = frac(u / width);
    const leg = Math.abs(column - 0.5) * 2;
    const row = frac(v / height + leg * 0.9 + 0.12 * noise(u / 40, v / 30));
    const loop = Math.sin(Math.PI * row) ** 0.7;
    return loop * (0.35 + 0.65 * Math.sin(Math.PI * frac(leg * 0.999 + 0.0))) * 1.6 - 1 + 0.25 * noise(u / 2.2, v / 2.2);
  };

const rib = (width: number) => {
  const stitch = knit(width * 0.62, width * 0.5);
  return (u: number, v: number): number => {
    const across = frac(u / width) - 0.5;
    const ridge = Math.cos(TURN * across);
    return ridge * 1.1 + stitch(across * width, v) * 0.28 * (ridge > -0.3 ? 1 : 0.3) + 0.12 * noise(u / 2, v / 2);
  };
};

function quilt(u: number, v: number): number {
  const size = 74;
  const a = Math.abs(frac((u + v) / size) - 0.5) * 2;
  const b = Math.abs(frac((u - v) / size) - 0.5) * 2;
  const near = Math.min(1 - a, 1 - b);
  const pillow = 1 - Math.exp(-near * 4.2);
  const pucker = noise(u / 9, v / 9) * Math.exp(-near * 7) * 0.2;
  return pillow * 2 - 1 + pucker;
}

const leather =
  (size: number) =>
  (u: number, v: number): number => {
    const grain = cells(u / size + noise(u / 40, v / 40) * 0.8, v / size);
    return 0.7 - grain * 1.5 + 0.3 * noise(u / 2, v / 2);
  };

const fuzz =
  (size: number) =>
  (u: number, v: number): number =>
    cloud(u / size, v / size, 3) * 1.2;
const smooth = (): number => 0;

/** Every material the studio knows. */
export const materials: Record<Fabric, Material> = {
  linen: { weave: threads(2.6), depth: 0.75, tone: 0.1, gloss: 0.02, tight: 8, crease: [5.5, 70, 120], mottle: 0.03 },
  cotton: { weave: threads(2), depth: 0.35, tone: 0.05, gloss: 0.03, tight: 10, crease: [4.5, 80, 150], mottle: 0.02 },
  oxford: { weave: threads(2.2), depth: 0.5, tone: 0.06, gloss: 0.03, tight: 10, crease: [4, 80, 140], mottle: 0.02 },
  twill: { weave: twill(6), depth: 0.45, tone: 0.07, gloss: 0.04, tight: 10, crease: [4, 90, 170], mottle: 0.03 },
  herringbone: { weave: herringbone, depth: 0.6, tone: 0.17, gloss: 0.02, tight: 8, crease: [4, 90, 170], mottle: 0.04 },
  crepe: { weave: fuzz(2.4), depth: 0.3, tone: 0.05, gloss: 0.07, tight: 9, crease: [5, 60, 240], mottle: 0.02 },
  satin: { weave: twill(2.6), depth: 0.06, tone: 0.015, gloss: 0.5, tight: 14, crease: [3.2, 80, 460], mottle: 0.01 },
  jersey: { weave: knit(4.2, 3.6), depth: 0.3, tone: 0.05, gloss: 0.01, tight: 6, crease: [5.5, 90, 130], mottle: 0.025 },
  wool: { weave: fuzz(3), depth: 0.75, tone: 0.13, gloss: 0.015, tight: 6, crease: [3, 120, 200], mottle: 0.06 },
  knit: { weave: knit(13, 10), depth: 1.7, tone: 0.12, gloss: 0.01, tight: 6, crease: [4, 110, 150], mottle: 0.05 },
  rib: { weave: rib(19), depth: 2.6, tone: 0.1, gloss: 0.01, tight: 6, crease: [3, 120, 160], mottle: 0.05 },
  fineRib: { weave: rib(9), depth: 1.25, tone: 0.08, gloss: 0.015, tight: 6, crease: [4, 110, 140], mottle: 0.04 },
  quilt: { weave: quilt, depth: 7, tone: 0.03, gloss: 0.1, tight: 12, crease: [3, 60, 90], mottle: 0.02 },
  waxed: { weave: threads(2.8), depth: 0.5, tone: 0.08, gloss: 0.12, tight: 9, crease: [6, 60, 90], mottle: 0.14 },
  canvas: { weave: threads(3), depth: 0.7, tone: 0.12, gloss: 0.05, tight: 8, crease: [4, 90, 110], mottle: 0.1 },
  leather: { weave: leather(7), depth: 0.55, tone: 0.06, gloss: 0.22, tight: 14, crease: [2.4, 110, 110], mottle: 0.09 },
  suede: { weave: fuzz(3.4), depth: 0.45, tone: 0.1, gloss: 0.01, tight: 5, crease: [2, 80, 80], mottle: 0.14 },
  rubber: { weave: fuzz(2), depth: 0.12, tone: 0.02, gloss: 0.08, tight: 10, crease: [0, 90, 90], mottle: 0.02 },
  horn: { weave: smooth, depth: 0, tone: 0, gloss: 0.5, tight: 26, crease: [0.3, 16, 16], mottle: 0.22 },
  metal: { weave: smooth, depth: 0, tone: 0, gloss: 0.6, tight: 30, crease: [0, 90, 90], mottle: 0, mirror: true },
  stone: { weave: smooth, depth: 0, tone: 0, gloss: 0.9, tight: 60, crease: [0, 90, 90], mottle: 0.05 },
};
