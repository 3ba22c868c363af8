import { turnToFront } from './avatar/front.ts';
import { readAvatar, type AvatarReading } from './avatar/index.ts';
import type { Measurement, ModelReport, Note } from './contract.ts';
import { made } from './made.ts';
import { sideStages, type Products, type RunStage } from './make.ts';
import type { ChildJob } from './protocol.ts';
import { verdictOf } from './repair/categories.ts';
import type { Imported, Renderer } from './types.ts';

/**
 * The reading of an avatar whose terms let a shop show it and forbid to change it; null: they do not, or garments are to be put on it, which would change it.
 */
export function readUntouchable(imported: Imported, job: ChildJob): AvatarReading | null {
  const reading = imported.vrm && job.garments.length === 0 ? readAvatar(imported) : null;
  return reading?.publish.ok && !reading.change.ok ? reading : null;
}

/** What may not be done to the file was perhaps asked for. */
const asked = ({ options }: ChildJob): boolean => options.scale !== null || Object.keys(options.finishes).length > 0;

function notesOn(job: ChildJob): Note[] {
  const notes: Note[] = [
    {
      code: 'avatar-untouched',
      message:
        'The avatar’s own terms forbid to change it and pass the changed one on, so the file is shown as it came, byte for byte: it was not mended, made smaller, animated or converted for AR.',
      where: null,
    },
  ];
  if (asked(job))
    notes.push({
      code: 'avatar-wish-refused',
      message: 'The scale and the finishes that were asked for would change it and were not given.',
      where: null,
    });
  return notes;
}

interface Untouchable {
  job: ChildJob;
  imported: Imported;
  reading: AvatarReading;
  /** the file as it was sent. */
  bytes: Uint8Array;
  found: Measurement;
}

/** The file itself as the viewer's, and pictures of it, for which it is turned to the front. Changes the document, which nobody is given. */
export async function showUntouched(
  { job, imported, reading, bytes, found }: Untouchable,
  renderer: Renderer | null,
  run: RunStage,
): Promise<Products> {
  const notes = [...reading.notes, ...notesOn(job)];
  const files = [made('viewer', 'viewer.glb', bytes, { triangles: found.triangles })];
  const { document } = imported;
  if (turnToFront(document, reading.humanoid))
    notes.push({
      code: 'avatar-faces-away',
      message: 'The avatar faces away from the viewer, and it may not be turned: choose a first view from behind (180°).',
      where: null,
    });
  const [{ takePictures }, { writeGlb }] = await Promise.all([import('./pictures/index.ts'), import('./optimise/io.ts')]);
  const { turntable } = job.options;
  const pictures = await sideStages(run, notes)('pictures', async (stage) =>
    takePictures({ renderer, glb: await writeGlb(document), document, variants: found.variants, turntable, ...stage }),
  );
  if (pictures) {
    files.push(...pictures.files);
    notes.push(...pictures.notes);
  }
  return { files, result: found, similarity: null, notes };
}

/** Its size is only judged. */
export function judgeSize({ dimensions }: Measurement): ModelReport['scale'] {
  const { width, height, depth } = dimensions;
  return { category: 'avatar', verdict: verdictOf(Math.max(width, height, depth), 'avatar'), factor: 1 };
}
