import { KHRMaterialsSheen, KHRMaterialsSpecular } from '@gltf-transform/extensions';
import { CatmullRomCurve3, Matrix4, Vector3 } from 'three';
import { at, join, lathe, moved, sheet, tube, type Shape } from './shape.ts';
import { linear, Studio } from './studio.ts';
import { drawing } from './texture.ts';

const cm = 0.01;
/** Flat: 64 × 138 cm. Hung over a rail, its ends at unlike heights. */
const width = 64 * cm;
const length = 138 * cm;
const rail = 1.1 * cm;
const railHeight = 76 * cm;
/** How wide it is where it is gathered on the rail, and at its ends. */
const gathered = { rail: 0.46 * width, ends: 0.64 * width };

/** Where along its length the scarf crosses the rail. */
const crossing = 0.47;

interface Fold {
  count: number;
  shift: number;
  deep: number;
  drift: number;
}

/** Folds of each side: long, irregular ones, a few within others. */
const folds: Record<'front' | 'back', readonly Fold[]> = {
  front: [
    { count: 4.3, shift: 0.3, deep: 1, drift: 0.16 },
    { count: 2.2, shift: 1.7, deep: 0.6, drift: -0.2 },
    { count: 8.7, shift: 4.1, deep: 0.2, drift: 0.6 },
  ],
  back: [
    { count: 3.9, shift: 2.2, deep: 1, drift: -0.15 },
    { count: 2.4, shift: 0.4, deep: 0.6, drift: 0.2 },
    { count: 9.4, shift: 3.3, deep: 0.18, drift: -0.5 },
  ],
};

/** A place of the cloth: `u` across, `v` along; both 0 to 1. */
function cloth(u: number, v: number): Vector3 {
  const along = (v - crossing) * length;
  const half = (Math.PI / 2) * rail;
  const side = along > 0 ? 'front' : 'back';
  const sign = along > 0 ? 1 : -1;
  const fall = Math.max(0, Math.abs(along) - half);
  const spread = 1 - Math.exp(-fall / (22 * cm));
  const wide = gathered.rail + (gathered.ends - gathered.rail) * spread;
  // What is gathered in width goes into depth.
  const deep = (1.3 + 2.9 * spread) * cm;
  let [fold, sway] = [0, 0];
  for (const { count, shift, deep: part, drift } of folds[side]) {
    const phase = 2 * Math.PI * count * (u - 0.5) + shift + drift * (fall / (30 * cm));
    fold += part * Math.sin(phase);
    sway += part * Math.cos(phase) * 0.32;
  }
  const x = (u - 0.5) * wide + sway * 0.55 * deep + 0.9 * cm * Math.sin(fall / (40 * cm)) * sign;
  const hem = 0.35 * cm * Math.sin(2 * Math.PI * 3 * u) * spread;
  const ridge = rail + 0.25 * cm + Math.abs(fold) * 0.12 * cm * (1 - spread);
  if (fall === 0) {
    const angle = (along / half) * (Math.PI / 2);
    return new Vector3(x, railHeight + Math.cos(angle) * ridge, Math.sin(angle) * ridge);
  }
  const z = sign * (ridge + deep * 0.9 * (1 - Math.exp(-fall / (6 * cm)))) + fold * deep * (1 - Math.exp(-fall / (9 * cm))) * 0.8;
  return new Vector3(x, railHeight - fall + hem, z);
}

/** The rolled hem, as silk squares have. */
function hem(): Shape {
  const round: Vector3[] = [];
  const push = (u: number, v: number): void => void round.push(cloth(u, v));
  for (let k = 0; k < 220; k++) push(0, k / 220);
  for (let k = 0; k < 90; k++) push(k / 90, 1);
  for (let k = 220; k > 0; k--) push(1, k / 220);
  for (let k = 90; k > 0; k--) push(k / 90, 0);
  return tube(new CatmullRomCurve3(round, true), { segments: 900, around: 6, closed: true, radius: () => [0.13 * cm, 0.13 * cm] });
}

/** A brass rail on two posts. */
function stand(): Shape {
  const bar = moved(
    lathe(
      [
        [0, -25 * cm],
        [rail * 0.93, -25 * cm],
        [rail * 0.93, 25 * cm],
        [0, 25 * cm],
      ],
      32,
    ),
    new Matrix4().makeRotationZ(Math.PI / 2),
  );
  const ball = lathe(
    Array.from({ length: 17 }, (_, k) => [Math.sin((k / 16) * Math.PI) * 1.75 * cm, -Math.cos((k / 16) * Math.PI) * 1.75 * cm] as const),
    32,
  );
  const post = lathe(
    [
      [0, 0],
      [7 * cm, 0],
      [7 * cm, 0.5 * cm],
      [6.7 * cm, 0.9 * cm],
      [1.6 * cm, 1.2 * cm],
      [0.95 * cm, 2.4 * cm],
      [0.9 * cm, railHeight],
      [0, railHeight],
    ],
    48,
  );
  return join(
    moved(bar, at(0, railHeight, 0)),
    ...[-1, 1].flatMap((side) => [moved(ball, at(side * 25.6 * cm, railHeight, 0)), moved(post, at(side * 22.5 * cm, 0, 0))]),
  );
}

const ink = { ivory: '#f3ead8', navy: '#16294d', teal: '#2c7a86', coral: '#d2583f', gold: '#c99a3f', pale: '#dcc9a3' };

/** A compass rose of sixteen points. */
function rose(x: number, y: number, radius: number): string {
  const rays = Array.from({ length: 16 }, (_, k) => {
    const long = k % 4 === 0 ? 1 : k % 2 === 0 ? 0.72 : 0.45;
    const ray = (side: number, fill: string): string =>
      `<path d="M0 0 L${side * radius * 0.085} ${-radius * 0.2} L0 ${-radius * long} Z" fill="${fill}"/>`;
    return `<g transform="rotate(${k * 22.5})">${ray(1, k % 2 === 0 ? ink.navy : ink.teal)}${ray(-1, k % 2 === 0 ? ink.gold : ink.pale)}</g>`;
  });
  const ring = (r: number, colour: string, wide: number): string =>
    `<circle r="${r}" fill="none" stroke="${colour}" stroke-width="${wide}"/>`;
  return `<g transform="translate(${x} ${y})">${ring(radius * 0.86, ink.coral, radius * 0.018)}${ring(radius * 0.8, ink.gold, radius * 0.03)}${rays.join('')}<circle r="${radius * 0.07}" fill="${ink.coral}"/></g>`;
}

/** Scales, row on row, as waves were drawn on old charts. */
function waves({ x, y, w, h, step }: Record<'x' | 'y' | 'w' | 'h' | 'step', number>): string {
  const scales: string[] = [];
  for (let row = 0; row * step * 0.5 < h + step; row++) {
    for (let column = -1; column * step < w + step; column++) {
      const [cx, cy] = [x + column * step + (row % 2) * (step / 2), y + row * step * 0.5];
      const arcs = [0.5, 0.36, 0.22].map(
        (r, index) =>
          `<circle cx="${cx}" cy="${cy}" r="${r * step}" fill="${index === 0 ? ink.ivory : 'none'}" stroke="${index === 1 ? ink.teal : ink.navy}" stroke-width="${step * 0.035}"/>`,
      );
      scales.push(arcs.join(''));
    }
  }
  return `<svg x="${x}" y="${y}" width="${w}" height="${h}" viewBox="${x} ${y} ${w} ${h}">${scales.reverse().join('')}</svg>`;
}

/** A scallop shell. */
function shell(x: number, y: number, size: number, turn: number): string {
  const ribs = Array.from(
    { length: 9 },
    (_, k) =>
      `<path d="M0 ${size * 0.42} L${Math.sin((k - 4) * 0.21) * size} ${-Math.cos((k - 4) * 0.21) * size + size * 0.42}" stroke="${ink.ivory}" stroke-width="${size * 0.045}"/>`,
  );
  const fan = `<path d="M0 ${size * 0.46} C${-size * 1.25} ${size * 0.2} ${-size * 1.02} ${-size * 0.62} 0 ${-size * 0.62} C${size * 1.02} ${-size * 0.62} ${size * 1.25} ${size * 0.2} 0 ${size * 0.46} Z" fill="${ink.coral}"/>`;
  return `<g transform="translate(${x} ${y}) rotate(${turn})">${fan}${ribs.join('')}<path d="M${-size * 0.3} ${size * 0.5} Q0 ${size * 0.28} ${size * 0.3} ${size * 0.5} Z" fill="${ink.gold}"/></g>`;
}

/** The print, one end to the other: borders within borders, waves, roses and shells. */
function print(): string {
  const [w, h] = [1024, 2208];
  const frame = (inset: number, colour: string): string =>
    `<rect x="${inset}" y="${inset}" width="${w - 2 * inset}" height="${h - 2 * inset}" fill="${colour}"/>`;
  const rope = Array.from({ length: 2 * Math.round((w + h) / 26) }, (_, k) => {
    const per = 2 * (w - 140) + 2 * (h - 140);
    let d = (k / (2 * Math.round((w + h) / 26))) * per;
    const spot = (x: number, y: number, angle: number): string =>
      `<ellipse cx="${x}" cy="${y}" rx="15" ry="6.5" transform="rotate(${angle + 32} ${x} ${y})" fill="${ink.gold}" stroke="${ink.navy}" stroke-width="2"/>`;
    if (d < w - 140) return spot(70 + d, 70, 0);
    d -= w - 140;
    if (d < h - 140) return spot(w - 70, 70 + d, 90);
    d -= h - 140;
    if (d < w - 140) return spot(w - 70 - d, h - 70, 180);
    return spot(70, h - 70 - (d - (w - 140)), 270);
  });
  const middles = Array.from({ length: 4 }, (_, k) => rose(w / 2, 340 + k * 509, k % 2 === 0 ? 235 : 175));
  const shells = Array.from({ length: 4 }, (_, k) =>
    [0, 1].map((side) => shell(side === 0 ? 250 : w - 250, 595 + k * 509, 62, side === 0 ? -24 : 24)).join(''),
  ).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">${frame(0, ink.navy)}${rope.join('')}${frame(104, ink.coral)}${frame(116, ink.ivory)}${waves({ x: 132, y: 132, w: w - 264, h: h - 264, step: 74 })}<rect x="190" y="190" width="${w - 380}" height="${h - 380}" fill="${ink.ivory}" stroke="${ink.gold}" stroke-width="8"/><rect x="206" y="206" width="${w - 412}" height="${h - 412}" fill="none" stroke="${ink.navy}" stroke-width="3"/>${shells}${middles.join('')}</svg>`;
}

/** A long printed silk scarf, hung over a brass rail. */
export async function scarf(): Promise<Uint8Array> {
  const studio = new Studio('DevSkyy sample shop');
  const { document } = studio;
  const sheen = document
    .createExtension(KHRMaterialsSheen)
    .createSheen()
    .setSheenColorFactor([0.32, 0.3, 0.27])
    .setSheenRoughnessFactor(0.32);
  const specular = document.createExtension(KHRMaterialsSpecular).createSpecular().setSpecularFactor(1);
  const silk = studio
    .material('Silk', { colour: [1, 1, 1], roughness: 0.36 })
    .setBaseColorTexture(studio.texture('Print', await drawing(print())))
    .setDoubleSided(true)
    .setExtension('KHR_materials_sheen', sheen)
    .setExtension('KHR_materials_specular', specular);
  studio.add('Scarf', sheet(cloth, { across: 150, along: 300 }), silk);
  studio.add('Hem', hem(), studio.material('Hem', { colour: linear(ink.navy), roughness: 0.5 }));
  studio.add('Rail', stand(), studio.material('Brass', { colour: linear('#e8c37e'), metallic: 1, roughness: 0.28 }));
  return studio.glb();
}
