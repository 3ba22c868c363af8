import type { Document } from '@gltf-transform/core';
import type { Measurement, ModelReport, Note, PipelineOptions } from '../contract.ts';
import { length, likelySlip, likelyUnit, scaleNote, sizes, verdictOf, type Category } from './categories.ts';
import { rescale } from './rescale.ts';

/** The longest side of what is drawn; of what is drawn on a body, a hat or a shoe, the body's own where that is longer. */
function longestOf({ dimensions }: Measurement, document: Document): number {
  const joints = document
    .getRoot()
    .listSkins()
    .flatMap((skin) => skin.listJoints().map((joint) => joint.getWorldTranslation()));
  const spans = [0, 1, 2].map((axis) => spread(joints.map((place) => place[axis]!)));
  return Math.max(dimensions.width, dimensions.height, dimensions.depth, ...spans);
}

const spread = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), -Infinity) - values.reduce((least, value) => Math.min(least, value), Infinity);

/** Names of bones that every rig of a body has under some name. */
const body = [/hips|pelvis/i, /spine|chest/i, /head/i, /(upper|fore)?_?arm/i, /leg|thigh/i];

const looksLikeBody = (document: Document): boolean => {
  const names = document
    .getRoot()
    .listSkins()
    .flatMap((skin) => skin.listJoints().map((joint) => joint.getName()));
  return body.every((part) => names.some((name) => part.test(name)));
};

/** What a person measures where nothing else says so. */
const person = 1.7;

const named = (category: Category): string => (category === 'avatar' ? 'a person' : category === 'other' ? 'a product' : `“${category}”`);

interface Decision {
  factor: number;
  note: Note | null;
}

function decide(longest: number, category: Category, known: boolean): Decision {
  const verdict = verdictOf(longest, category);
  if (verdict === 'plausible') return { factor: 1, note: null };
  const unit = known ? likelyUnit(longest, category) : likelySlip(longest);
  const was = `The model is ${length(longest)} long`;
  const kind = known ? `, which is no size for ${named(category)}` : '';
  // A body is known well enough to reject a unit that would make a child or a giant of it.
  if (unit && (category !== 'avatar' || Math.abs(Math.log((longest * unit[0]) / person)) < Math.log(1.3)))
    return {
      factor: unit[0],
      note: scaleNote('scale-unit', `${was}${kind}; its numbers were taken as ${unit[1]}, which makes it ${length(longest * unit[0])}.`),
    };
  if (category === 'avatar')
    return { factor: person / longest, note: scaleNote('scale-person', `${was}${kind}; it was made ${length(person)} tall.`) };
  return { factor: 1, note: null };
}

/**
 * Puts the model's size right: as the owner says; else, when it cannot be of its kind and a unit explains why, by that unit; else a note tells that the size
 * looks wrong. Changes the document.
 */
export async function repairScale(
  document: Document,
  { found, options, notes }: { found: Measurement; options: PipelineOptions; notes: { repaired: Note[]; warnings: Note[] } },
): Promise<ModelReport['scale']> {
  const longest = longestOf(found, document);
  const category = options.category ?? (looksLikeBody(document) ? 'avatar' : null);
  const judged: Category = category ?? 'other';
  const decision: Decision =
    options.scale !== null
      ? { factor: options.scale, note: scaleNote('scale-asked', `The size was multiplied by ${options.scale}, as asked for.`) }
      : decide(longest, judged, category !== null);
  if (decision.factor !== 1) await rescale(document, decision.factor);
  if (decision.note) notes.repaired.push(decision.note);
  const verdict = verdictOf(longest * decision.factor, judged);
  if (verdict !== 'plausible') {
    const [from, to] = sizes[judged];
    const message = `At ${length(longest * decision.factor)} it is ${verdict === 'too-large' ? 'larger' : 'smaller'} than ${named(judged)} is (${length(from)} to ${length(to)}); choose its kind or give its scale.`;
    notes.warnings.push(scaleNote('scale-implausible', message));
  }
  return { category, verdict, factor: decision.factor };
}
