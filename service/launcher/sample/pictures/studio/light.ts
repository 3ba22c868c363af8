import type { Part } from '../draw/scene.ts';
import type { Material } from './fabrics.ts';
import { cloud } from './noise.ts';

/** A field of heights or other values, one for each pixel. */
export interface Field {
  w: number;
  h: number;
  data: Float32Array;
}

const pass = (source: Float32Array, target: Float32Array, size: { w: number; h: number; radius: number; along: boolean }): void => {
  const { w, h, radius, along } = size;
  const lines = along ? h : w;
  const length = along ? w : h;
  const step = along ? 1 : w;
  for (let line = 0; line < lines; line++) {
    const start = along ? line * w : line;
    const at = (index: number): number => source[start + Math.max(0, Math.min(length - 1, index)) * step]!;
    let sum = 0;
    for (let index = -radius; index <= radius; index++) sum += at(index);
    for (let index = 0; index < length; index++) {
      target[start + index * step] = sum / (2 * radius + 1);
      sum += at(index + radius + 1) - at(index - radius);
    }
  }
};

/** Blurs a field: two box blurs each way, about a Gaussian of the radius. */
export function blur(field: Field, radius: number): Field {
  const size = Math.max(0, Math.round(radius));
  if (size === 0) return field;
  const { w, h } = field;
  const one = new Float32Array(field.data.length);
  const two = new Float32Array(field.data.length);
  pass(field.data, one, { w, h, radius: size, along: true });
  pass(one, two, { w, h, radius: size, along: false });
  pass(two, one, { w, h, radius: size, along: true });
  pass(one, two, { w, h, radius: size, along: false });
  return { w, h, data: two };
}

const rise = (alpha: Field, [over, height]: readonly [number, number], scale: number): Float32Array => {
  const soft = blur(alpha, (over * scale) / 2);
  return soft.data.map((value) => {
    const inside = Math.max(0, Math.min(1, (value - 0.2) / 0.8));
    return inside * (2 - inside) * height * 1.4 * scale;
  });
};

interface Surface {
  part: Part;
  material: Material;
  alpha: Field;
  /** drapery and seams from the drawing, -1 … 1. */
  drapery: Field | null;
  seams: Field | null;
  /** left top corner in the scene, and the zoom. */
  x: number;
  y: number;
  scale: number;
}

const DRAPERY = 26;
const SEAMS = 5;

/** The heights of a part's surface in pixels, and the weave alone. */
export function relief(surface: Surface): { height: Field; weave: Float32Array } {
  const { part, material, alpha, scale } = surface;
  const { w, h } = alpha;
  const data = rise(alpha, part.edge ?? [12, 4], scale);
  const form = rise(alpha, part.form ?? [90, 26], scale);
  const weave = new Float32Array(data.length);
  const angle = ((part.grain ?? 0) * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const [crease, across, along] = material.crease;
  const creaseHeight = crease * (part.crease ?? 1) * scale;
  for (let row = 0, index = 0; row < h; row++) {
    for (let column = 0; column < w; column++, index++) {
      if (alpha.data[index] === 0) continue;
      const x = surface.x + column / scale;
      const y = surface.y + row / scale;
      const u = x * cos + y * sin;
      const v = y * cos - x * sin;
      const thread = material.weave(u, v);
      weave[index] = thread;
      const bend = cloud(u / 300 + 3, v / 300, 2) * 60;
      const fold = creaseHeight === 0 ? 0 : cloud((u + bend) / across, (v + bend) / along, 3) * creaseHeight;
      const drawn = (surface.drapery?.data[index] ?? 0) * DRAPERY + (surface.seams?.data[index] ?? 0) * SEAMS;
      data[index] = data[index]! + form[index]! + fold + thread * material.depth * scale * 0.6 + drawn * scale;
    }
  }
  return { height: { w, h, data }, weave };
}

const LIGHT = [-0.42, -0.56, 0.71] as const;
const HALF = [-0.23, -0.31, 0.92] as const;
const AMBIENT = 0.36;
const DIRECT = 0.82;

const toLinear = new Float32Array(256).map((_, value) => ((value / 255 + 0.055) / 1.055) ** 2.4);
const toScreen = (value: number): number => 255 * (1.055 * Math.max(0, value) ** (1 / 2.4) - 0.055);
/** Keeps bright places from burning out. */
const shoulder = (value: number): number => (value < 0.72 ? value : 0.72 + 0.28 * (1 - Math.exp(-(value - 0.72) / 0.28)));

/** What polished metal shows at a place: a bright window above, a dark room, a light table below. */
function room(nx: number, ny: number): number {
  const up = -ny * 0.8 - nx * 0.45;
  const window = Math.exp(-(((up - 0.45) / 0.2) ** 2)) * 1.15;
  const rim = Math.exp(-(((up + 0.62) / 0.16) ** 2)) * 0.6;
  const side = Math.exp(-(((nx - 0.72) / 0.1) ** 2)) * 0.4;
  return 0.36 + window + rim + side - 0.2 * Math.max(0, ny);
}

interface Lit {
  shade: number;
  gloss: number;
}

function lightAt(normal: readonly [number, number, number], material: Material): Lit {
  const [nx, ny, nz] = normal;
  if (material.mirror) return { shade: room(nx, ny), gloss: 0.5 * Math.max(0, nx * HALF[0] + ny * HALF[1] + nz * HALF[2]) ** 40 };
  const direct = Math.max(0, nx * LIGHT[0] + ny * LIGHT[1] + nz * LIGHT[2]);
  const shade = (AMBIENT * (0.75 + 0.25 * nz) + DIRECT * direct) / (AMBIENT + DIRECT * LIGHT[2]);
  const facing = Math.max(0, nx * HALF[0] + ny * HALF[1] + nz * HALF[2]);
  return { shade, gloss: material.gloss * (facing ** material.tight - 0.9 * HALF[2] ** material.tight * 0.5) };
}

/** Lights the pixels of a part in place. */
export function light(pixels: Uint8ClampedArray, surface: Surface): void {
  const { height, weave } = relief(surface);
  const { w, h, data } = height;
  const around = blur(height, 14 * surface.scale).data;
  const { material, alpha } = surface;
  for (let row = 0, index = 0; row < h; row++) {
    for (let column = 0; column < w; column++, index++) {
      if (alpha.data[index] === 0) continue;
      const dx = data[index + (column < w - 1 ? 1 : 0)]! - data[index - (column > 0 ? 1 : 0)]!;
      const dy = data[index + (row < h - 1 ? w : 0)]! - data[index - (row > 0 ? w : 0)]!;
      const length = Math.hypot(dx / 2, dy / 2, 1);
      const { shade, gloss } = lightAt([-dx / 2 / length, -dy / 2 / length, 1 / length], material);
      const hollow = Math.max(-0.06, Math.min(0.5, ((around[index]! - data[index]!) / surface.scale) * 0.045));
      const mottle = 1 + material.mottle * cloud((surface.x + column / surface.scale) / 70, (surface.y + row / surface.scale) / 70, 4);
      const strength = Math.max(0.02, shade * (1 - hollow) * mottle * (1 + material.tone * weave[index]!));
      paint(pixels, index * 4, strength, gloss);
    }
  }
}

function paint(pixels: Uint8ClampedArray, at: number, strength: number, gloss: number): void {
  // Shadows lean to the cool light of the room, lit places to the warm lamp.
  const warm = (strength - 1) * 0.03;
  for (let channel = 0; channel < 3; channel++) {
    const base = toLinear[pixels[at + channel]!]!;
    const lit = base * strength * (1 + (channel - 1) * -warm) * (1 + Math.min(0, gloss) * 2) + Math.max(0, gloss) * (0.3 + 0.7 * base);
    pixels[at + channel] = toScreen(shoulder(lit));
  }
}
