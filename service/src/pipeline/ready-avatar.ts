import { ok, type Failure, type Result } from '../kernel/result.ts';
import { addClips } from './avatar/retarget.ts';
import { dress } from './avatar/dress/index.ts';
import { afterTurning, turnToFront } from './avatar/front.ts';
import { readAvatar } from './avatar/index.ts';
import { chooseModel } from './choose.ts';
import { pipelineOptions, type AvatarFacts } from './contract.ts';
import { measure } from './measure/index.ts';
import type { ChildJob } from './protocol.ts';
import { repair } from './repair/index.ts';
import { readUpload } from './source.ts';
import type { Imported, StageContext } from './types.ts';

/**
 * What an avatar needs before it is made small: its front towards the viewer, the clips of our own making, and the job's garments put on. Its own
 * terms are kept: what they forbid is refused. Null: the model is no avatar. Changes `imported`.
 */
export async function readyAvatar(imported: Imported, job: ChildJob, context: StageContext): Promise<Result<AvatarFacts | null, Failure>> {
  if (job.garments.length > 0) return dressed(imported, job, context);
  const { document, vrm } = imported;
  const reading = readAvatar(imported, { map: bonesOf(job) });
  if (!reading) return ok(null);
  imported.warnings.push(...reading.notes);
  if (!reading.publish.ok) return reading.publish;
  if (!reading.change.ok) return reading.change;
  const turned = turnToFront(document, reading.humanoid);
  if (turned) {
    imported.repaired.push(turned);
    imported.vrm = vrm && afterTurning(vrm);
  }
  const meant = vrm !== null || job.options.category === 'avatar';
  if (meant && reading.facts.missing.length === 0) addClips(document, reading.humanoid, { keep: true });
  return ok(reading.facts);
}

const bonesOf = ({ options }: ChildJob): Record<string, string> | null => (Object.keys(options.bones).length > 0 ? options.bones : null);

async function dressed(imported: Imported, job: ChildJob, context: StageContext): Promise<Result<AvatarFacts | null, Failure>> {
  const garments: Imported[] = [];
  for (const source of job.garments) {
    const garment = await readGarment(source, context);
    if (!garment.ok) return garment;
    garments.push(garment.value);
  }
  const map = bonesOf(job);
  const result = await dress({ avatar: imported, garments, map, ...context });
  if (!result.ok) return result;
  const { document, repaired, dropped, warnings } = result.value;
  imported.document = document;
  imported.vrm = result.value.vrm;
  imported.repaired.push(...repaired);
  imported.dropped.push(...dropped);
  imported.warnings.push(...warnings);
  return ok(readAvatar(imported, { map })?.facts ?? null);
}

/** A garment goes through the same reading and mending as any model. */
async function readGarment(source: { path: string; name: string }, context: StageContext): Promise<Result<Imported, Failure>> {
  const chosen = await chooseModel(await readUpload(source), source.name);
  const imported = await chosen.format.read(chosen.set, context);
  if (!imported.ok) return imported;
  const options = pipelineOptions.parse({ category: 'garment' });
  await repair(imported.value, { options, found: measure(imported.value.document), format: chosen.format.name });
  return imported;
}
