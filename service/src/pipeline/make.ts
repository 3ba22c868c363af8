import { ok, type Failure, type Result } from '../kernel/result.ts';
import type { Measurement, Note, Similarity, StageName } from './contract.ts';
import { isFull } from './disk.ts';
import { made } from './made.ts';
import { turnedBack } from './vrm/apart.ts';
import type { Imported, Made, Renderer, StageContext } from './types.ts';

/** Runs a stage: times it and tells of its progress. */
export type RunStage = <T>(name: StageName, work: (context: StageContext) => Promise<T> | T) => Promise<T>;

/** What is made of a mended model. */
export interface Products {
  files: Made[];
  result: Measurement;
  similarity: Similarity | null;
  notes: Note[];
}

/** The viewer's file, then what hangs on it. Fails only where nothing could be shown at all. */
export async function makeProducts(
  imported: Imported,
  world: { renderer: Renderer | null; turntable: boolean },
  run: RunStage,
): Promise<Result<Products, Failure>> {
  const { renderer, turntable } = world;
  const { optimise } = await import('./optimise/index.ts');
  const optimised = await run('optimise', (stage) => optimise(imported, { renderer, ...stage }));
  if (!optimised.ok) return optimised;
  const { glb, similarity, notes } = optimised.value;
  const result = await measureGlb(glb);
  const files = [made('viewer', 'viewer.glb', glb, { triangles: result.triangles })];
  const more: Note[] = [...notes];
  const side = sideStages(run, more);
  if (imported.vrm?.turned) files.push(made('vrm', 'avatar.vrm', turnedBack(glb), { triangles: result.triangles }));
  // drawn before copies are made of the model, as these leave memory behind that the browser needs
  const { takePictures } = await import('./pictures/index.ts');
  const { document } = imported;
  const pictures = await side('pictures', (stage) =>
    takePictures({ renderer, glb, document, variants: result.variants, turntable, ...stage }),
  );
  if (pictures) {
    files.push(...pictures.files);
    more.push(...pictures.notes);
  }
  const { makeLods } = await import('./lods/index.ts');
  files.push(...((await side('lods', (stage) => makeLods(imported, { viewerBytes: glb.byteLength, ...stage }))) ?? []));
  const { makeAr } = await import('./ar/index.ts');
  files.push(...((await side('ar', (stage) => makeAr(imported, stage))) ?? []));
  return ok({ files, result, similarity, notes: more });
}

/** Runs what the model can be shown without: when it fails, a note says so and the rest goes on; a full disk lets nothing go on. */
export const sideStages =
  (run: RunStage, notes: Note[]) =>
  async <T>(name: StageName, work: (stage: StageContext) => Promise<T>): Promise<T | null> => {
    try {
      return await run(name, work);
    } catch (error) {
      if (isFull(error)) throw error;
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      process.stderr.write(`${stack ?? message}\n`);
      notes.push({ code: `${name}-failed`, message: `This part could not be made: ${message.split('\n')[0]}`, where: null });
      return null;
    }
  };

/** The finished file, read back: what is reported was counted in it. */
async function measureGlb(glb: Uint8Array): Promise<Measurement> {
  const [{ openIo }, { measure }] = await Promise.all([import('./gltf/io.ts'), import('./measure/index.ts')]);
  return measure(await (await openIo()).readBinary(glb as Uint8Array<ArrayBuffer>));
}
