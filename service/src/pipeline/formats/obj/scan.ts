import { refuse } from '../../refusal.ts';

const next = 'Export it again as GLB, or as OBJ from the program that made it.';

/** The most corners of faces that are read: 5 million triangles. */
const mostCorners = 15_000_000;

interface Counts {
  v: number;
  vt: number;
  vn: number;
}

/** One number of a corner: counted from one, or from the end when negative; zero and what is beyond is none (OBJ specification, “f”). */
const valid = (text: string, count: number): boolean => {
  const index = Number(text);
  return Number.isInteger(index) && index !== 0 && Math.abs(index) <= count;
};

function checkFace(corners: readonly string[], counts: Counts, line: number): void {
  if (corners.length < 3) refuse('obj-face', `The face in line ${line} has ${corners.length} corners.`, next);
  for (const corner of corners) {
    const [v, vt, vn] = corner.split('/');
    const fits = valid(v ?? '', counts.v) && (!vt || valid(vt, counts.vt)) && (!vn || valid(vn, counts.vn));
    if (!fits) refuse('obj-face', `The face in line ${line} names ${JSON.stringify(corner.slice(0, 40))}, which is not there.`, next);
  }
}

/**
 * Reads through an OBJ before any loader does: every face names vertices that exist, every vertex is made of numbers. Returns the names of its MTL files.
 */
export function scanObj(text: string): { libraries: string[] } {
  const counts: Counts = { v: 0, vt: 0, vn: 0 };
  const libraries: string[] = [];
  let corners = 0;
  const faces: { corners: string[]; line: number }[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const [word, ...rest] = raw.trim().split(/\s+/);
    if (word === 'v' || word === 'vt' || word === 'vn') {
      counts[word]++;
      const wanted = word === 'vt' ? 1 : 3;
      if (rest.length < wanted || !rest.slice(0, wanted).every((value) => Number.isFinite(Number(value))))
        refuse('obj-vertex', `Line ${index + 1} is no usable vertex: ${JSON.stringify(raw.trim().slice(0, 60))}.`, next);
    } else if (word === 'f') {
      corners += rest.length;
      if (corners > mostCorners)
        refuse('obj-too-large', 'The model has more than 5 million triangles.', 'Make it lighter, then export it again.');
      faces.push({ corners: rest, line: index + 1 });
    } else if (word === 'mtllib') libraries.push(raw.trim().slice(6).trim());
  }
  for (const face of faces) checkFace(face.corners, counts, face.line);
  if (faces.length === 0) refuse('nothing-drawn', 'The OBJ holds no faces.', next);
  return { libraries };
}
