import type { Note } from '../../contract.ts';
import { refuse } from '../../refusal.ts';
import { triangulate, type Point } from './polygon.ts';
import { linesOf } from './text.ts';

const next = 'Export it again as GLB, or as OBJ from the program that made it.';

/** The most corners of faces that are read: 5 million triangles. */
const mostCorners = 15_000_000;

/** Faces that name what is not there, of all faces: more than this share means that the file itself is broken. */
const brokenShare = 0.1;

interface Scan {
  lines: string[];
  /** three numbers a vertex. */
  points: number[];
  /** how many of the vertices have a colour, and the largest value in one. */
  coloured: number;
  brightest: number;
  counts: { v: number; vt: number; vn: number };
  libraries: string[];
  faces: { at: number; corners: string[] }[];
  corners: number;
  /** lines and points, which no shop shows. */
  strokes: number;
}

export interface CleanObj {
  /** the same model as three's loader reads it rightly. */
  text: string;
  /** what `mtllib` names, line by line. */
  libraries: string[];
  repaired: Note[];
  dropped: Note[];
}

/** One number of a corner: counted from one, or from the end when negative; zero and what is beyond is none (OBJ specification, “f”). */
const valid = (text: string, count: number): boolean => {
  const index = Number(text);
  return Number.isInteger(index) && index !== 0 && Math.abs(index) <= count;
};

/** Some programs write numbers as their country does, with a comma. */
const numbersOf = (words: readonly string[]): number[] => words.map((word) => Number(word.replace(',', '.')));

function readVertex(scan: Scan, { word, rest, at }: { word: 'v' | 'vt' | 'vn'; rest: string[]; at: number }): void {
  const wanted = word === 'vt' ? 1 : 3;
  const values = numbersOf(rest);
  if (rest.length < wanted || !values.slice(0, wanted).every(Number.isFinite))
    refuse('obj-vertex', `Line ${at + 1} is no usable vertex: ${JSON.stringify(scan.lines[at]!.trim().slice(0, 60))}.`, next);
  scan.counts[word]++;
  if (rest.some((value) => value.includes(','))) scan.lines[at] = `${word} ${values.join(' ')}`;
  if (word !== 'v') return;
  scan.points.push(values[0]!, values[1]!, values[2]!);
  const colour = values.slice(3, 6);
  if (colour.length < 3 || !colour.every(Number.isFinite)) return;
  scan.coloured++;
  scan.brightest = Math.max(scan.brightest, ...colour);
}

function readLine(scan: Scan, at: number): void {
  const [word, ...rest] = scan.lines[at]!.trim().split(/\s+/);
  if (word === 'v' || word === 'vt' || word === 'vn') readVertex(scan, { word, rest, at });
  else if (word === 'f' || word === 'fo') {
    scan.corners += rest.length;
    if (scan.corners > mostCorners)
      refuse('obj-too-large', 'The model has more than 5 million triangles.', 'Make it lighter, then export it again.');
    // relative numbers count back from here, not from the file's end
    const corners = rest.map((corner) => absolute(corner, scan.counts));
    scan.faces.push({ at, corners });
  } else if (word === 'mtllib') scan.libraries.push(scan.lines[at]!.trim().slice(6).trim());
  else if (word === 'l' || word === 'p') {
    scan.strokes++;
    scan.lines[at] = '';
  }
}

function absolute(corner: string, counts: Scan['counts']): string {
  if (!corner.includes('-')) return corner;
  const kinds = ['v', 'vt', 'vn'] as const;
  return corner
    .split('/')
    .map((part, place) => (Number(part) < 0 ? String(counts[kinds[place]!] + 1 + Number(part)) : part))
    .join('/');
}

function pointOf({ points }: Scan, corner: string): Point {
  const at = (Number.parseInt(corner, 10) - 1) * 3;
  return [points[at]!, points[at + 1]!, points[at + 2]!];
}

/** The face's line as it is right, or null: it names vertices that are not there. Texture places and normals that are not there are left away. */
function mendFace({ corners }: { corners: string[] }, scan: Scan): string | null {
  if (corners.length < 3 || !corners.every((corner) => valid(corner.split('/')[0]!, scan.counts.v))) return null;
  const all = (place: 1 | 2, count: number): boolean => corners.every((corner) => valid(corner.split('/')[place] ?? '', count));
  const [textured, lit] = [all(1, scan.counts.vt), all(2, scan.counts.vn)];
  const kept = corners.map((corner) => {
    const [v, vt, vn] = corner.split('/');
    if (lit) return `${v}/${textured ? vt : ''}/${vn}`;
    return textured ? `${v}/${vt}` : v!;
  });
  const triangles = triangulate(corners.map((corner) => pointOf(scan, corner)));
  return triangles ? triangles.map((places) => `f ${places.map((place) => kept[place]).join(' ')}`).join('\n') : `f ${kept.join(' ')}`;
}

function mendFaces(scan: Scan): Note[] {
  const broken: typeof scan.faces = [];
  for (const face of scan.faces) {
    const line = mendFace(face, scan);
    if (line === null) broken.push(face);
    scan.lines[face.at] = line ?? '';
  }
  if (scan.faces.length === 0)
    refuse('nothing-drawn', 'The OBJ holds no faces.', 'Export it again with its surfaces; points and lines alone cannot be shown.');
  const [first] = broken;
  if (!first) return [];
  const where = `line ${first.at + 1}`;
  const absent = first.corners.find((corner) => !valid(corner.split('/')[0]!, scan.counts.v));
  if (broken.length > scan.faces.length * brokenShare)
    refuse(
      'obj-face',
      absent === undefined
        ? `The face in ${where} has ${first.corners.length} corners.`
        : `The face in ${where} names ${JSON.stringify(absent.slice(0, 40))}, which is not there.`,
      next,
    );
  return [{ code: 'faces-broken', message: `${broken.length} faces name vertices that are not there and were left out.`, where }];
}

/** Where only some vertices have a colour, three's loader makes none of them a number; colours up to 255 are brought to 1. */
function mendColours(scan: Scan): Note[] {
  const { coloured, brightest, points } = scan;
  if (coloured === 0 || (coloured * 3 === points.length && brightest <= 1)) return [];
  const scale = brightest > 1 ? 255 : 1;
  for (const [at, line] of scan.lines.entries()) {
    const [word, ...rest] = line.trim().split(/\s+/);
    if (word !== 'v') continue;
    const values = numbersOf(rest);
    const colour = values.slice(3, 6);
    const own = colour.length === 3 && colour.every(Number.isFinite);
    scan.lines[at] = `v ${[...values.slice(0, 3), ...(own ? colour.map((value) => value / scale) : [1, 1, 1])].join(' ')}`;
  }
  return [
    { code: 'vertex-colours', message: 'The colours of the vertices were incomplete or out of range and were put right.', where: null },
  ];
}

/**
 * Reads through an OBJ before any loader does: every vertex is made of numbers, every face names vertices that exist. What three's loader would read wrongly
 * is written otherwise: concave polygons, lines and points beside faces, half-given colours, texture places and normals that are not there.
 */
export function scanObj(text: string): CleanObj {
  const scan: Scan = {
    lines: linesOf(text),
    ...{ points: [], coloured: 0, brightest: 0, counts: { v: 0, vt: 0, vn: 0 } },
    ...{ libraries: [], faces: [], corners: 0, strokes: 0 },
  };
  for (let at = 0; at < scan.lines.length; at++) readLine(scan, at);
  const dropped = mendFaces(scan);
  if (scan.strokes > 0)
    dropped.push({ code: 'lines-dropped', message: 'Lines and points beside the surfaces were left out.', where: null });
  const repaired = mendColours(scan);
  return { text: scan.lines.join('\n'), libraries: scan.libraries, repaired, dropped };
}
