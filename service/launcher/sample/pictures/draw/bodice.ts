import { crease, depth, drape, seam } from './folds.ts';
import { band, darker, line, MIDDLE, place, shape, symmetric, type Point, type Scatter } from './geometry.ts';
import type { Fabric, Fold, Part } from './scene.ts';

/** Measures of a top; x are distances from the middle. */
export interface Cut {
  neck: number;
  neckY: number;
  /** lowest point of the neckline in front; `v` makes it a point. */
  depth: number;
  v?: boolean;
  shoulder: readonly [number, number];
  arm: readonly [number, number];
  waist: readonly [number, number];
  hem: readonly [number, number];
  /** how far the middle of the hem hangs below its sides. */
  drop?: number;
}

export interface Cloth {
  fill: string;
  fabric: Fabric;
}

const neckline = ({ neck, neckY, depth: low, v }: Cut): Point[] =>
  v
    ? [
        [0, low, 1],
        [neck, neckY, 1],
      ]
    : [
        [0, low],
        [neck * 0.62, low - (low - neckY) * 0.3],
        [neck, neckY, 1],
      ];

const side = (cut: Cut): Point[] => [
  [cut.shoulder[0], cut.shoulder[1], 1],
  [cut.shoulder[0] - 34, cut.shoulder[1] + (cut.arm[1] - cut.shoulder[1]) * 0.56],
  [cut.arm[0], cut.arm[1], 1],
  [cut.waist[0], cut.waist[1]],
  [cut.hem[0], cut.hem[1], 1],
];

/** Outline of a front or a back. */
export const torso = (cut: Cut): string => symmetric([...neckline(cut), ...side(cut), [0, cut.hem[1] + (cut.drop ?? 10)]]);

/** The inside of the back, seen through the neck. */
export function inside(cut: Cut, cloth: Cloth, strength = 0.5): Part {
  const low = cut.depth + 46;
  const d = symmetric([
    [0, cut.neckY + 6],
    [cut.neck * 0.7, cut.neckY - 4],
    [cut.neck + 2, cut.neckY - 1, 1],
    [cut.neck + 26, cut.neckY + 20, 1],
    [cut.neck * 0.7, low - 20],
    [0, low],
  ]);
  const area = { x: MIDDLE - 260, y: cut.neckY - 20, w: 520, h: low - cut.neckY + 40 };
  return { d, ...cloth, shade: depth('neck', strength, area), edge: [8, 3], form: [20, 2], lift: 4 };
}

/** Soft folds of a worn top: from the bust or chest to the waist, and pulls from the armpits. */
export function bodyFolds(cut: Cut, put: Scatter, strength = 1): Fold[] {
  const { arm, hem } = cut;
  const folds = drape(
    {
      top: { from: MIDDLE - arm[0] * 0.7, to: MIDDLE + arm[0] * 0.7, y: arm[1] + 60 },
      bottom: { from: MIDDLE - hem[0] * 0.92, to: MIDDLE + hem[0] * 0.92, y: hem[1] },
      count: 7,
      w: 58,
      h: 0.34 * strength,
      ragged: 0.9,
    },
    put,
  );
  for (const way of [1, -1] as const) {
    for (let index = 0; index < 3; index++) {
      const [from, to] = place(
        [
          [arm[0] - 12, arm[1] + 6 + index * 30],
          [arm[0] * put(0.25, 0.5), arm[1] + 70 + index * put(60, 90)],
        ],
        way,
      );
      folds.push(...crease(from!, to!, { bow: way * put(8, 24), w: put(14, 24), h: 0.24 * strength, soft: 10 }));
    }
  }
  return folds;
}

export interface SleeveCut {
  /** the elbow's outer point and the cuff's middle, as distances from the middle. */
  elbow: readonly [number, number];
  cuff: readonly [number, number];
  /** half width of the cuff. */
  half: number;
}

/** The direction in which the lower sleeve runs, as a unit vector of the right half. */
function axis({ elbow, cuff, half }: SleeveCut): readonly [number, number] {
  const dx = cuff[0] - elbow[0] + half + 18;
  const dy = cuff[1] - elbow[1];
  const length = Math.hypot(dx, dy);
  return [dx / length, dy / length];
}

/** A set-in sleeve of one side, hanging; drawn before the body. */
export function sleeve(cut: Cut, { elbow, cuff, half }: SleeveCut, way: 1 | -1): { d: string; grain: number } {
  const [sx, sy] = cut.shoulder;
  const [ax, ay] = cut.arm;
  const [dx, dy] = axis({ elbow, cuff, half });
  const across = [dy * half, -dx * half] as const;
  const outer: Point = [cuff[0] + across[0], cuff[1] + across[1], 1];
  const inner: Point = [cuff[0] - across[0], cuff[1] - across[1], 1];
  const points: Point[] = [
    [sx - 60, sy - 11, 1],
    [sx - 2, sy + 2],
    [sx + 26, sy + 34],
    [(sx + 48 + elbow[0]) / 2 - 2, (sy + elbow[1]) / 2 - 30],
    [elbow[0], elbow[1]],
    outer,
    inner,
    [elbow[0] - half * 2 - 36, elbow[1] + 14],
    [ax + 2, ay + 26],
    [ax - 50, ay - 10, 1],
  ];
  const grain = ((Math.atan2(cuff[1] - sy, cuff[0] - sx) * 180) / Math.PI - 90) * way;
  return { d: shape(place(points, way)), grain };
}

/** Creases of a bent sleeve: at the elbow, below the armpit and above the cuff. */
export function sleeveFolds(cut: Cut, { elbow, cuff, half }: SleeveCut, way: 1 | -1, put: Scatter): Fold[] {
  const inside_ = elbow[0] - half * 2 - 30;
  const folds: Fold[] = [];
  const add = (from: Point, to: Point, h: number): void => {
    const [a, b] = place([from, to], way);
    folds.push(...crease(a!, b!, { bow: way * put(6, 16), w: put(14, 24), h, soft: 8 }));
  };
  for (let index = 0; index < 4; index++)
    add([inside_ - 4, elbow[1] - 70 + index * 48], [elbow[0] - put(18, 50), elbow[1] - 96 + index * 62], put(0.22, 0.42));
  for (let index = 0; index < 2; index++)
    add([cut.arm[0] + 6, cut.arm[1] + 4 + index * 34], [cut.shoulder[0] + put(10, 36), cut.arm[1] - 120 + index * 70], 0.34);
  for (let index = 0; index < 3; index++) {
    const y = cuff[1] - 36 - index * put(34, 46);
    const x = cuff[0] - ((cuff[1] - y) / (cuff[1] - elbow[1])) * (cuff[0] - elbow[0] + half + 16);
    add([x - half * 0.8, y + 8], [x + half * put(0.3, 0.9), y - put(4, 26)], put(0.2, 0.34));
  }
  return folds;
}

/** The cuff's end as a band across the sleeve. */
export function cuffBand(arms: SleeveCut, way: 1 | -1, depthOf: number): string {
  const { cuff, half } = arms;
  const [dx, dy] = axis(arms);
  const back: Point = [cuff[0] - dx * depthOf, cuff[1] - dy * depthOf];
  return band(place([back, [cuff[0] + dx * 3, cuff[1] + dy * 3]], way), [half + 6, half + 2]);
}

/** The seam where the sleeve is set in. */
export function armhole(cut: Cut, way: 1 | -1): string {
  return line(
    place(
      [
        [cut.shoulder[0] - 3, cut.shoulder[1]],
        [cut.shoulder[0] - 37, cut.shoulder[1] + (cut.arm[1] - cut.shoulder[1]) * 0.56],
        [cut.arm[0] - 3, cut.arm[1]],
      ],
      way,
    ),
  );
}

/** Both sleeves with their folds. */
export function sleeves({ cut, arms }: { cut: Cut; arms: SleeveCut }, cloth: Cloth, put: Scatter, strength = 1): Part[] {
  return ([-1, 1] as const).map((way) => {
    const { d, grain } = sleeve(cut, arms, way);
    const folds = sleeveFolds(cut, arms, way, put).map((fold) => ({ ...fold, h: fold.h * strength }));
    return { d, ...cloth, grain, folds, edge: [14, 5], form: [70, 26], lift: 8 } satisfies Part;
  });
}

/** A band along the neckline, from one side of the neck to the other. */
export function neckBand(cut: Cut, half: number, cloth: Cloth): Part {
  const [low, middle, high] = cut.v
    ? ([
        [0, cut.depth],
        [cut.neck * 0.5, (cut.depth + cut.neckY) / 2 + 3],
        [cut.neck + half * 0.3, cut.neckY + 2],
      ] as const)
    : ([
        [0, cut.depth],
        [cut.neck * 0.64, cut.depth - (cut.depth - cut.neckY) * 0.3],
        [cut.neck + half * 0.2, cut.neckY + 1],
      ] as const);
  const left: Point[] = [
    [MIDDLE - high[0], high[1]],
    [MIDDLE - middle[0], middle[1]],
  ];
  const right: Point[] = [
    [MIDDLE + middle[0], middle[1]],
    [MIDDLE + high[0], high[1]],
  ];
  const points: Point[] = [...left, [MIDDLE + low[0], low[1], cut.v ? 1 : 0], ...right];
  return { d: band(points, half), ...cloth, edge: [half * 0.8, half * 0.3], form: [1, 0], lift: 3, crease: 0 };
}

/** Seams of a body: armholes, shoulders, hem. */
export function bodySeams(cut: Cut, hem = 26): Fold[] {
  const level = line(
    [-1, -0.5, 0, 0.5, 1].map((share) => [MIDDLE + share * cut.hem[0], cut.hem[1] + (cut.drop ?? 10) * (1 - share * share) - hem] as const),
  );
  return [...seam(armhole(cut, 1)), ...seam(armhole(cut, -1)), ...(hem > 0 ? seam(level, { stitch: level, h: 0.35 }) : [])];
}

export const lining = (cloth: Cloth): Cloth => ({ ...cloth, fill: darker(cloth.fill, 0.22) });
