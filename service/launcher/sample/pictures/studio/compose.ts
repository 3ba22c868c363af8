import type { Fold, Frame, Part, Scene } from '../draw/scene.ts';
import { materials } from './fabrics.ts';
import { blur, light, type Field } from './light.ts';

const WIDTH = 1200;
const HEIGHT = 1500;

interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

const canvasOf = (w: number, h: number): OffscreenCanvasRenderingContext2D =>
  new OffscreenCanvas(w, h).getContext('2d', { willReadFrequently: true })!;

/** Draws SVG content of a box of the scene onto a canvas of the box's size in pixels. */
async function raster(content: string, box: Box, scale: number): Promise<OffscreenCanvasRenderingContext2D> {
  const w = Math.max(1, Math.round(box.w * scale));
  const h = Math.max(1, Math.round(box.h * scale));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="${box.x} ${box.y} ${box.w} ${box.h}">${content}</svg>`;
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  image.src = url;
  await image.decode();
  URL.revokeObjectURL(url);
  const context = canvasOf(w, h);
  context.drawImage(image, 0, 0);
  return context;
}

const pixelsOf = (context: OffscreenCanvasRenderingContext2D): ImageData =>
  context.getImageData(0, 0, context.canvas.width, context.canvas.height);

function fieldOf(pixels: ImageData, channel: number, convert: (value: number) => number): Field {
  const data = new Float32Array(pixels.width * pixels.height);
  for (let index = 0; index < data.length; index++) data[index] = convert(pixels.data[index * 4 + channel]!);
  return { w: pixels.width, h: pixels.height, data };
}

/** The box around a path, unclipped. */
function outline(d: string): DOMRect {
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', d);
  document.querySelector('svg')!.append(path);
  const around = path.getBBox();
  path.remove();
  return around;
}

const ROOM = { w: 990, h: 1240, x: 600, y: 742 };
const TABLE = { w: 960, h: 1020, low: 1240 };

/** The frame in which the whole piece fills the picture well: hung in its middle, or standing low in it. */
function fit(scene: Scene): Frame {
  const boxes = scene.parts.map((part) => outline(part.d));
  const left = Math.min(...boxes.map((one) => one.x));
  const top = Math.min(...boxes.map((one) => one.y));
  const right = Math.max(...boxes.map((one) => one.x + one.width));
  const bottom = Math.max(...boxes.map((one) => one.y + one.height));
  const { w, h } = scene.backdrop === 'wall' ? ROOM : TABLE;
  const scale = Math.min(w / (right - left), h / (bottom - top), 1.4);
  const x = (left + right) / 2 - ROOM.x / scale;
  if (scene.backdrop === 'wall') return { x, y: (top + bottom) / 2 - ROOM.y / scale, scale };
  const low = Math.min(TABLE.low, ROOM.y + ((bottom - top) * scale) / 2 + 60);
  return { x, y: bottom - low / scale, scale };
}

/** The box that a part covers, in whole pixels, with room for its blurs; null when it lies outside of the frame. */
function boxOf(part: Part, frame: Frame): Box | null {
  const { x, y, width, height } = outline(part.d);
  const { scale } = frame;
  const left = frame.x + Math.floor((Math.max(x - 6, frame.x) - frame.x) * scale) / scale;
  const top = frame.y + Math.floor((Math.max(y - 6, frame.y) - frame.y) * scale) / scale;
  const right = Math.min(x + width + 6, frame.x + WIDTH / scale);
  const bottom = Math.min(y + height + 6, frame.y + HEIGHT / scale);
  return right <= left || bottom <= top ? null : { x: left, y: top, w: right - left, h: bottom - top };
}

function foldMark({ d, w, h, dash, fill }: Fold): string {
  const colour = h > 0 ? '#fff' : '#000';
  const opacity = Math.min(1, Math.abs(h));
  if (fill) return `<path d="${d}" fill="${colour}" fill-opacity="${opacity}"/>`;
  const dashes = dash ? ` stroke-dasharray="${dash}"` : '';
  return `<path d="${d}" fill="none" stroke="${colour}" stroke-opacity="${opacity}" stroke-width="${w}" stroke-linecap="round"${dashes}/>`;
}

async function reliefOf(folds: Fold[], box: Box, scale: number): Promise<Field | null> {
  if (folds.length === 0) return null;
  const softs = [...new Set(folds.map((fold) => fold.soft))].sort((a, b) => b - a);
  const area = `filterUnits="userSpaceOnUse" x="${box.x}" y="${box.y}" width="${box.w}" height="${box.h}" color-interpolation-filters="sRGB"`;
  const groups = softs.map((soft, index) => {
    const marks = folds.filter((fold) => fold.soft === soft).map(foldMark);
    return `<filter id="f${index}" ${area}><feGaussianBlur stdDeviation="${soft}"/></filter><g filter="url(#f${index})">${marks.join('')}</g>`;
  });
  const ground = `<rect x="${box.x}" y="${box.y}" width="${box.w}" height="${box.h}" fill="#808080"/>`;
  const context = await raster(ground + groups.join(''), box, scale);
  return fieldOf(pixelsOf(context), 0, (value) => (value - 128) / 128);
}

const DRAPERY_FROM = 6;

async function drawPart(part: Part, frame: Frame, target: OffscreenCanvasRenderingContext2D): Promise<void> {
  const box = boxOf(part, frame);
  if (!box) return;
  const { scale } = frame;
  const clip = `<clipPath id="c"><path d="${part.d}" clip-rule="evenodd"/></clipPath>`;
  const cloth = `<path d="${part.d}" fill="${part.fill}" fill-rule="evenodd"/><g clip-path="url(#c)">${part.paint ?? ''}</g>`;
  const context = await raster(clip + cloth, box, scale);
  const pixels = pixelsOf(context);
  const folds = part.folds ?? [];
  const drapery = await reliefOf(
    folds.filter((fold) => fold.soft >= DRAPERY_FROM),
    box,
    scale,
  );
  const seams = await reliefOf(
    folds.filter((fold) => fold.soft < DRAPERY_FROM),
    box,
    scale,
  );
  light(pixels.data, {
    part,
    material: materials[part.fabric],
    alpha: fieldOf(pixels, 3, (value) => value / 255),
    drapery: drapery && blur(drapery, 3 * scale),
    seams,
    x: box.x,
    y: box.y,
    scale,
  });
  context.putImageData(pixels, 0, 0);
  if (part.shade) {
    const shade = await raster(`${clip}<g clip-path="url(#c)">${part.shade}</g>`, box, scale);
    context.globalCompositeOperation = 'source-atop';
    context.drawImage(shade.canvas, 0, 0);
  }
  place(context.canvas, part, { box, frame, target });
}

interface Placing {
  box: Box;
  frame: Frame;
  target: OffscreenCanvasRenderingContext2D;
}

/** Lays a lit part over what is there: first its shadow on the parts below, then itself. */
function place(canvas: OffscreenCanvas, part: Part, { box, frame, target }: Placing): void {
  const x = Math.round((box.x - frame.x) * frame.scale);
  const y = Math.round((box.y - frame.y) * frame.scale);
  const lift = (part.lift ?? 6) * frame.scale;
  target.globalCompositeOperation = 'source-atop';
  for (const [share, strength] of [
    [1, 0.38],
    [0.35, 0.34],
  ] as const) {
    target.filter = `brightness(0) blur(${lift * share}px) opacity(${strength})`;
    target.drawImage(canvas, x + lift * share * 0.55, y + lift * share * 0.8);
  }
  target.filter = 'none';
  target.globalCompositeOperation = 'source-over';
  target.drawImage(canvas, x, y);
}

const ellipses = (scene: Scene): string =>
  scene.ground
    .map(
      ({ cx, cy, rx, ry, strength }) =>
        `<g opacity="${strength}"><ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="#2a2420" filter="url(#soft)"/><ellipse cx="${cx}" cy="${cy - ry * 0.2}" rx="${rx * 0.92}" ry="${ry * 0.45}" fill="#1d1815" filter="url(#near)"/></g>`,
    )
    .join('');

function backdrop(scene: Scene, { x, y, w, h }: Box): string {
  const [high, low] = scene.tone;
  const horizon = scene.horizon ?? 1010;
  const floor =
    scene.backdrop === 'table'
      ? `<linearGradient id="floor" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#fff" stop-opacity="0"/><stop offset=".16" stop-color="#fff" stop-opacity=".34"/><stop offset="1" stop-color="#fff" stop-opacity=".08"/></linearGradient><rect x="${x}" y="${horizon - 60}" width="${w}" height="${y + h - horizon + 60}" fill="url(#floor)"/>`
      : '';
  return `<radialGradient id="wall" cx=".4" cy=".34" r=".95"><stop offset="0" stop-color="${high}"/><stop offset="1" stop-color="${low}"/></radialGradient>
<filter id="soft" x="-1" y="-2" width="3" height="5"><feGaussianBlur stdDeviation="26 14"/></filter><filter id="near" x="-1" y="-2" width="3" height="5"><feGaussianBlur stdDeviation="9 4"/></filter>
<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="url(#wall)"/>${floor}${ellipses(scene)}`;
}

/** The finished picture on a canvas. */
async function photograph(scene: Scene, frame: Frame): Promise<OffscreenCanvas> {
  const piece = canvasOf(WIDTH, HEIGHT);
  for (const part of scene.parts) await drawPart(part, frame, piece);
  const around = { x: frame.x, y: frame.y, w: WIDTH / frame.scale, h: HEIGHT / frame.scale };
  const picture = await raster(backdrop(scene, around), around, frame.scale);
  if (scene.backdrop === 'wall') {
    for (const [away, softness, strength] of [
      [34, 38, 0.3],
      [9, 10, 0.22],
    ] as const) {
      picture.filter = `brightness(0) blur(${softness * frame.scale}px) opacity(${strength})`;
      picture.drawImage(piece.canvas, away * 0.7 * frame.scale, away * frame.scale);
    }
    picture.filter = 'none';
  }
  picture.drawImage(piece.canvas, 0, 0);
  return picture.canvas;
}

/** Photographs a scene; the WebP as base64, as good as fits into `most` bytes. */
export async function develop(scene: Scene, frame: Frame | null, most: number): Promise<string> {
  const canvas = await photograph(scene, frame ?? fit(scene));
  for (const quality of [0.84, 0.8, 0.75, 0.7, 0.64, 0.58, 0.5]) {
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
    if (blob.size <= most || quality === 0.5) {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    }
  }
  return '';
}
