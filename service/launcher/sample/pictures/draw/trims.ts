import { band, box, darker, ellipse, lighter, line, type Point } from './geometry.ts';
import { seam, thread } from './folds.ts';
import type { Fabric, Part } from './scene.ts';

/** Buttons at the given places, with four holes and a thread. */
export function buttons(at: readonly Point[], radius: number, colour: string): Part {
  const holes = at.map(([x, y]) => {
    const o = radius * 0.24;
    const r = radius * 0.13;
    const dots = [
      [-o, -o],
      [o, -o],
      [-o, o],
      [o, o],
    ].map(([dx, dy]) => `<circle cx="${x + dx!}" cy="${y + dy!}" r="${r}" fill="${darker(colour, 0.75)}"/>`);
    const stitch = `<path d="M${x - o} ${y - o}L${x + o} ${y + o}M${x + o} ${y - o}L${x - o} ${y + o}" stroke="${lighter(colour, 0.35)}" stroke-width="${radius * 0.11}"/>`;
    return dots.join('') + stitch;
  });
  const rims = at.map(([x, y]) => ({ d: ellipse(x, y, radius * 0.6, radius * 0.6), w: radius * 0.16, h: -0.5, soft: radius * 0.07 }));
  const d = at.map(([x, y]) => ellipse(x, y, radius, radius)).join('');
  return {
    d,
    fill: colour,
    fabric: 'horn',
    paint: holes.join(''),
    folds: rims,
    edge: [radius * 0.3, radius * 0.18],
    form: [1, 0],
    lift: radius * 0.32,
  };
}

/** A patch pocket, stitched on. */
export function patch(place: { x: number; y: number; w: number; h: number }, cloth: { fill: string; fabric: Fabric }, flap = 0): Part[] {
  const { x, y, w, h } = place;
  const point = h * 0.1;
  const d = `M${x} ${y}h${w}v${h - point}q0 4 -4 6L${x + w / 2} ${y + h}L${x + 4} ${y + h - point + 6}q-4 -2 -4 -6Z`;
  const stitch = `M${x + 9} ${y + 2}v${h - point - 1}L${x + w / 2} ${y + h - 10}L${x + w - 9} ${y + h - point + 1}V${y + 2}`;
  const hem = `M${x} ${y + h * 0.13}h${w}`;
  const tone = darker(cloth.fill, 0.3);
  const parts: Part[] = [
    {
      d,
      ...cloth,
      paint: thread(stitch, tone) + thread(hem, tone),
      folds: [...seam(stitch, { stitch, h: 0.2 }), ...seam(hem, { stitch: hem, h: 0.25 })],
      edge: [8, 3],
      form: [60, 5],
      lift: 4,
      crease: 0.5,
    },
  ];
  if (flap > 0) parts.push(flapOf({ x: x - 5, y: y - 10, w: w + 10, h: flap }, cloth));
  return parts;
}

/** The flap over a pocket. */
export function flapOf({ x, y, w, h }: { x: number; y: number; w: number; h: number }, cloth: { fill: string; fabric: Fabric }): Part {
  const d = `M${x} ${y}h${w}v${h * 0.72}q0 8 -6 12L${x + w / 2} ${y + h}L${x + 6} ${y + h * 0.72 + 12}q-6 -4 -6 -12Z`;
  const stitch = `M${x + 8} ${y}v${h * 0.72}L${x + w / 2} ${y + h - 9}L${x + w - 8} ${y + h * 0.72}V${y}`;
  return {
    d,
    ...cloth,
    paint: thread(stitch, darker(cloth.fill, 0.3)),
    folds: seam(stitch, { stitch, h: 0.2 }),
    edge: [9, 3.5],
    form: [40, 4],
    lift: 7,
    crease: 0.4,
  };
}

/** A welt pocket: a narrow set-in band with stitching. */
export function welt(from: Point, to: Point, half: number, cloth: { fill: string; fabric: Fabric }): Part {
  const d = band([from, to], half);
  const inner = band([from, to], half - 6);
  return {
    d,
    ...cloth,
    paint: thread(inner, darker(cloth.fill, 0.35)),
    folds: seam(inner, { stitch: inner, h: 0.2 }),
    edge: [8, 3],
    form: [1, 0],
    lift: 6,
    crease: 0.3,
  };
}

/** A metal zip from top to bottom with its slider. */
export function zip(x: number, top: number, bottom: number, colours: { tape: string; metal: string }): Part[] {
  const teeth = line([
    [x, top],
    [x, bottom],
  ]);
  return [
    { d: box(x - 13, top, 26, bottom - top), fill: colours.tape, fabric: 'twill', edge: [4, 1], form: [1, 0], lift: 1, crease: 0.2 },
    {
      d: box(x - 5, top, 10, bottom - top),
      fill: colours.metal,
      fabric: 'metal',
      paint: `<path d="${teeth}" stroke="#1c1a18" stroke-opacity=".75" stroke-width="12" stroke-dasharray="2.6 4" fill="none"/>`,
      edge: [4, 3],
      form: [1, 0],
      lift: 2,
    },
    {
      d: box(x - 9, top + 8, 18, 26, 6) + box(x - 6, top + 36, 12, 40, 6),
      fill: colours.metal,
      fabric: 'metal',
      edge: [6, 5],
      form: [1, 0],
      lift: 5,
    },
  ];
}
