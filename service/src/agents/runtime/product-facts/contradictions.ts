import { madeIn, materialsSaid, type Source } from './from-text.ts';
import type { Fact, FactKind } from './kinds.ts';
import { findTerms, hasTerm } from './text.ts';
import { washMethods } from './vocabulary/care.ts';
import { plainColours } from './vocabulary/colours.ts';
import { materialFamilies, materialTerms } from './vocabulary/materials.ts';
import { originOf } from './vocabulary/origins.ts';

/** An attribute and a text of the same product that cannot both be true. */
export interface Contradiction {
  kind: FactKind;
  slug: string;
  label: string;
  attribute: string;
  said: string;
  field: Source['field'];
}

const familiesOf = (text: string): Set<string> => {
  const found = findTerms(text, materialTerms).map((hit) => hit.term);
  return new Set(
    Object.entries(materialFamilies).flatMap(([family, terms]) => (found.some((term) => terms.includes(term)) ? [family] : [])),
  );
};

/** Families that may be two words for one cloth: their meeting is no contradiction. */
const alike: readonly (readonly string[])[] = [
  ['cotton', 'canvas', 'denim', 'corduroy'],
  ['silk', 'viscose', 'polyester', 'corduroy'],
  ['gold', 'silver', 'brass'],
];

const compatible = (one: string, attributes: Set<string>): boolean =>
  attributes.has(one) || alike.some((group) => group.includes(one) && group.some((other) => attributes.has(other)));

const byKind = (facts: readonly Fact[], kind: FactKind): (Fact & { slug: string }) | undefined =>
  facts.find((fact): fact is Fact & { slug: string } => fact.kind === kind && fact.slug !== null);

const entry = (fact: Fact & { slug: string }, said: string, field: Source['field']): Contradiction => ({
  kind: fact.kind,
  slug: fact.slug,
  label: fact.label,
  attribute: fact.values.join(', '),
  said,
  field,
});

const inMaterial = (facts: readonly Fact[], source: Source): Contradiction[] => {
  const material = byKind(facts, 'material');
  if (!material) return [];
  const own = familiesOf(material.values.join(', '));
  const all = familiesOf(facts.flatMap((fact) => fact.values).join(', '));
  if (own.size === 0) return [];
  const wrong = materialsSaid(source.text).find((term) => [...familiesOf(term)].every((family) => !compatible(family, all)));
  return wrong ? [entry(material, wrong, source.field)] : [];
};

const within: Readonly<Record<string, readonly string[]>> = {
  'United Kingdom': ['England', 'Scotland'],
  Europe: ['Portugal', 'Italy', 'Spain', 'France', 'Romania', 'Germany'],
};

const inOrigin = (facts: readonly Fact[], source: Source): Contradiction[] => {
  const origin = byKind(facts, 'origin');
  const said = madeIn(source.text);
  if (!origin || !said) return [];
  const countries = origin.values.map((value) => originOf(value) ?? value);
  const same = countries.some(
    (country) => country === said || within[country]?.includes(said) === true || within[said]?.includes(country) === true,
  );
  return same || countries.every((country) => originOf(country) === null) ? [] : [entry(origin, `made in ${said}`, source.field)];
};

const inCare = (facts: readonly Fact[], source: Source): Contradiction[] => {
  const care = byKind(facts, 'care');
  if (!care) return [];
  const own = washMethods.filter((one) => one.pattern.test(care.values.join('; ')));
  const said = washMethods.filter((one) => one.pattern.test(source.text));
  const wrong = own.length > 0 ? said.find((one) => !own.includes(one)) : undefined;
  return wrong ? [entry(care, wrong.method, source.field)] : [];
};

const inFit = (facts: readonly Fact[], source: Source): Contradiction[] => {
  const fit = byKind(facts, 'fit');
  const said = /\b(slim|skinny|relaxed|regular|loose|oversized|boxy|tailored)[ -]fit\b/i.exec(source.text)?.[1];
  return fit && said && !hasTerm(fit.values.join(' '), said) ? [entry(fit, `${said.toLowerCase()} fit`, source.field)] : [];
};

const inColour = (facts: readonly Fact[], source: Source): Contradiction[] => {
  const colour = byKind(facts, 'colour');
  if (!colour || source.field !== 'title') return [];
  const wrong = findTerms(source.text, plainColours).find(
    (hit) => !colour.values.some((value) => value.toLowerCase().includes(hit.term) || hit.term.includes(value.toLowerCase())),
  );
  return wrong && colour.values.some((value) => findTerms(value, plainColours).length > 0) ? [entry(colour, wrong.term, source.field)] : [];
};

const checks = [inMaterial, inOrigin, inCare, inFit, inColour];

/** Every contradiction between the attributes and the owner's texts; one per kind of fact and text. */
export const contradictions = (facts: readonly Fact[], sources: readonly Source[]): Contradiction[] => {
  const found = sources.flatMap((source) => (source.text ? checks.flatMap((check) => check(facts, source)) : []));
  return found.filter((one, index) => found.findIndex((other) => other.kind === one.kind && other.field === one.field) === index);
};
