import { bodySeams, cuffBand, inside, neckBand, sleeves, torso, bodyFolds, type Cut, type SleeveCut } from './bodice.ts';
import { seam } from './folds.ts';
import { box, darker, MIDDLE, scatter } from './geometry.ts';
import type { Order } from './order.ts';
import type { Part, Scene } from './scene.ts';
import { buttons } from './trims.ts';

const cut: Cut = { neck: 92, neckY: 262, depth: 350, shoulder: [278, 328], arm: [284, 600], waist: [284, 840], hem: [288, 1120], drop: 10 };
const arms: SleeveCut = { elbow: [448, 770], cuff: [452, 1080], half: 64 };

/** A quilted jacket without a collar: bound edges, press studs, two patch pockets. */
export function quilted(order: Order): Scene {
  const put = scatter(order.seed);
  const binding = { fill: darker(order.accent, 0.1), fabric: 'cotton' as const };
  const front = box(MIDDLE - 5, cut.depth, 24, 780);
  const studs = [400, 545, 690, 835, 980].map((y) => [MIDDLE + 34, y] as const);
  const pocket = (x: number): Part[] => [
    { d: box(x, 840, 168, 190, 20), ...order.cloth, folds: seam(box(x + 8, 848, 152, 174, 14)), edge: [14, 6], form: [60, 10], lift: 7 },
    { d: box(x - 2, 834, 172, 22, 5), ...binding, edge: [7, 4], form: [1, 0], lift: 4 },
  ];
  const hem = `M${MIDDLE - 288} 1108Q${MIDDLE} 1122 ${MIDDLE + 288} 1108V1124Q${MIDDLE} 1142 ${MIDDLE - 288} 1124Z`;
  const parts: Part[] = [
    inside(cut, { fill: darker(order.cloth.fill, 0.3), fabric: 'crepe' }, 0.4),
    ...sleeves({ cut, arms }, order.cloth, put, 1),
    ...([-1, 1] as const).map((way): Part => ({ d: cuffBand(arms, way, 18), ...binding, edge: [8, 4], form: [40, 10], lift: 3 })),
    { d: torso(cut), ...order.cloth, folds: [...bodyFolds(cut, put, 0.5), ...bodySeams(cut, 0)], edge: [22, 10], form: [150, 60], lift: 5 },
    { d: hem, ...binding, edge: [7, 4], form: [1, 0], lift: 3 },
    { d: front, ...binding, edge: [7, 4], form: [1, 0], lift: 7 },
    ...pocket(366),
    ...pocket(672),
    neckBand(cut, 12, binding),
    buttons(studs, 12, '#b79a5b'),
  ];
  return { backdrop: 'wall', tone: order.tone, parts, ground: [] };
}
