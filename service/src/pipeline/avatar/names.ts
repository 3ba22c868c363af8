/** What a bone's name says of it: which limb's part, on which side. */
export interface Spoken {
  part: LimbPart | 'hips' | 'head';
  side: 'left' | 'right' | null;
}

export type LimbPart = 'Shoulder' | 'UpperArm' | 'LowerArm' | 'Hand' | 'UpperLeg' | 'LowerLeg' | 'Foot' | 'Toes' | 'arm' | 'leg';

/**
 * The words of Mixamo and Ready Player Me (LeftArm, LeftForeArm, LeftUpLeg …), Unreal's mannequin (upperarm_l, calf_l …), 3ds Max's biped
 * (Bip001 L Thigh), VRoid (J_Bip_L_UpperArm), Rigify (DEF-upper_arm.L), KayKit (upperarm.l, wrist.l) and of people who name bones by hand
 * ("Left elbow"). `arm` and `leg` are an upper or a whole limb's part, as the other names of that skeleton say.
 */
const parts: Record<string, Spoken['part']> = {
  hips: 'hips',
  hip: 'hips',
  pelvis: 'hips',
  head: 'head',
  shoulder: 'Shoulder',
  clavicle: 'Shoulder',
  collar: 'Shoulder',
  collarbone: 'Shoulder',
  upperarm: 'UpperArm',
  uparm: 'UpperArm',
  lowerarm: 'LowerArm',
  loarm: 'LowerArm',
  forearm: 'LowerArm',
  elbow: 'LowerArm',
  hand: 'Hand',
  wrist: 'Hand',
  upperleg: 'UpperLeg',
  upleg: 'UpperLeg',
  thigh: 'UpperLeg',
  lowerleg: 'LowerLeg',
  loleg: 'LowerLeg',
  calf: 'LowerLeg',
  shin: 'LowerLeg',
  knee: 'LowerLeg',
  foot: 'Foot',
  ankle: 'Foot',
  toe: 'Toes',
  toes: 'Toes',
  toebase: 'Toes',
  ball: 'Toes',
  arm: 'arm',
  leg: 'leg',
};

/** Words around a bone's own name that say nothing about which it is. */
const prefixes = /^(mixamorig|armature|bip|bone|def|cc|base|j|c|rig|skeleton|character|human|ctrlrig)$/;
/** Controls, helpers and ends of bones: never the bone itself. */
const helpers =
  /^(ik|fk|pole|control|ctrl|roll|twist|end|slot|handslot|target|mch|org|effector|helper|nub|null|site|top|tip|pivot|heel|share|attach|attachment|weapon|corrective|root)$/;

/** Splits at punctuation, at a capital after a small letter, and off digits: `mixamorig:LeftUpLeg` → mixamorig, left, up, leg. */
const words = (name: string): string[] =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');

const sides: Record<string, 'left' | 'right'> = { left: 'left', l: 'left', right: 'right', r: 'right' };

/** Reads a bone's name; null: it names none of the body's bones, or a helper. */
export function readBoneName(name: string): Spoken | null {
  const all = words(name.replace(/^.*[:|]/, ''));
  if (all.some((word) => helpers.test(word))) return null;
  const side = all.map((word) => sides[word]).find((found) => found !== undefined) ?? null;
  const own = all.filter((word) => sides[word] === undefined && !prefixes.test(word)).join('');
  if (own === '' && side === null) return null;
  return spoken(own, side) ?? endsInSide(own, side);
}

function spoken(own: string, side: Spoken['side']): Spoken | null {
  const part = parts[own];
  if (part === undefined) return null;
  const middle = part === 'hips' || part === 'head';
  return middle === (side === null) ? { part, side } : null;
}

/** three's loaders drop the full stop of `upperarm.l`; some write `leftarm` in one word. */
function endsInSide(own: string, side: Spoken['side']): Spoken | null {
  if (side !== null) return null;
  const end = /^(.+)(l|r|left|right)$/.exec(own);
  const start = /^(left|right)(.+)$/.exec(own);
  return (start && spoken(start[2]!, sides[start[1]!]!)) ?? (end && spoken(end[1]!, sides[end[2]!]!)) ?? null;
}
