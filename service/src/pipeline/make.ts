import { ok, type Failure, type Result } from '../kernel/result.ts';
import type { AvatarFacts, Measurement, Note, Similarity, StageName } from './contract.ts';
import { made } from './made.ts';
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
  world: { renderer: Renderer | null },
  run: RunStage,
): Promise<Result<Products, Failure>> {
  const { optimise } = await import('./optimise/index.ts');
  const optimised = await run('optimise', ({ signal, progress }) => optimise(imported, { renderer: world.renderer, signal, progress }));
  if (!optimised.ok) return optimised;
  const { glb, similarity, notes } = optimised.value;
  const viewer = await withVrm(glb, imported);
  const result = await measureGlb(viewer.glb);
  const files = [made('viewer', 'viewer.glb', viewer.glb, { triangles: result.triangles })];
  return ok({ files, result, similarity, notes: [...notes, ...viewer.notes] });
}

async function withVrm(glb: Uint8Array, { vrm }: Imported): Promise<{ glb: Uint8Array; notes: Note[] }> {
  if (!vrm) return { glb, notes: [] };
  const { giveVrm } = await import('./vrm/give.ts');
  return giveVrm(glb, vrm);
}

/** The finished file, read back: what is reported was counted in it. */
async function measureGlb(glb: Uint8Array): Promise<Measurement> {
  const [{ openIo }, { measure }] = await Promise.all([import('./gltf/io.ts'), import('./measure/index.ts')]);
  return measure(await (await openIo()).readBinary(glb as Uint8Array<ArrayBuffer>));
}

/** Whether the model is an avatar, what its terms allow, and its front towards the viewer. Null: it is none. */
export async function readAvatarOf(imported: Imported): Promise<Result<AvatarFacts | null, Failure>> {
  const { readAvatar } = await import('./avatar/index.ts');
  const reading = readAvatar(imported);
  if (!reading) return ok(null);
  imported.warnings.push(...reading.notes);
  if (!reading.publish.ok) return reading.publish;
  if (!reading.change.ok) return reading.change;
  return ok(reading.facts);
}
