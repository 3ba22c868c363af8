import type { Product } from '../../../../domains/catalogue/contract.ts';
import { type Fact, type ProductFacts, readFacts } from '../../../runtime/product-facts/facts.ts';
import type { FactKind } from '../../../runtime/product-facts/kinds.ts';
import { hasTerm, plainText } from '../../../runtime/product-facts/text.ts';
import { list, lower, trade, withArticle } from './grammar.ts';
import { sizeText, type SizeText } from './sizes.ts';

/** A piece in words: every part is made of the product's data and of nothing else. Empty: the data does not say. */
export interface Piece {
  read: ProductFacts;
  title: string;
  /** "the Ines shirt dress", "this scarf", "these trousers". */
  the: string;
  /** "the Ines", or the same as `the` where the piece has no name of its own. */
  called: string;
  /** "a shirt dress", "a pair of chinos". */
  a: string;
  pair: boolean;
  /** "oat linen": colour and material, or the one that is known. */
  cloth: string;
  /** colours the buyer chooses from. */
  colours: string[];
  /** "a relaxed fit", "a midi length". */
  cut: string[];
  /** the colour's part of `cloth`. */
  shade: string;
  /** the material's part of `cloth`. */
  fabric: string;
  /** whether `cloth` names a material and not only a colour. */
  stuff: boolean;
  /** "a band collar", "a herringbone pattern". */
  shape: string[];
  /** what it closes with: "a zip fly", "press studs". */
  closing: string[];
  /** "two side pockets", "a shoulder strap". */
  carrying: string[];
  /** "a viscose lining". */
  inside: string[];
  /** "38 × 30 × 14 cm", "22 litres": measured things with their verb phrase. */
  measures: string[];
  sizes: SizeText | null;
  origin: string;
  /** "machine wash at 30 °C", "dry flat". */
  care: string[];
  /** the shop's own attributes, for a list: "Logo: Yes". */
  others: { label: string; value: string }[];
  /** "with or without logo". */
  options: string[];
}

const valuesOf = (facts: readonly Fact[], kind: FactKind): string[] =>
  facts.filter((fact) => fact.kind === kind).flatMap((fact) => fact.values);

const general = ['neck', 'knit', 'length', 'fit', 'leg'];

/** Whether the noun says it already: "Wide leg" of wide-leg trousers. */
const within = (value: string, noun: string): boolean => {
  const words = value
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 2 && !general.includes(word));
  return words.length > 0 && words.every((word) => hasTerm(noun, word));
};

const clothOf = (facts: readonly Fact[]): Pick<Piece, 'cloth' | 'shade' | 'fabric' | 'stuff'> => {
  const materials = valuesOf(facts, 'material').map(lower);
  const colour = facts.find((fact) => fact.kind === 'colour');
  const colours = colour && !(colour.choice && colour.values.length > 1) && colour.values.length <= 3 ? colour.values.map(lower) : [];
  const shade = list(colours.filter((one) => !materials.some((material) => material.includes(one))));
  const fabric = materials.length > 3 ? '' : list(materials);
  return { cloth: [shade, fabric].filter(Boolean).join(' '), shade, fabric, stuff: fabric !== '' };
};

const fitPhrase = (value: string): string => {
  const said = lower(value);
  if (/(?:leg|cut|shoulder|fit|line|waist)$/.test(said)) return withArticle(said);
  if (/rise$/.test(said)) return withArticle(`${said} cut`);
  return withArticle(`${said} fit`);
};

const lengthsOf = (facts: readonly Fact[], noun: string): string[] =>
  valuesOf(facts, 'length')
    .filter((value) => !/\d/.test(value) && !within(value, noun))
    .map(lower);

/** "knee length" keeps the shop's own words: "a straight fit cut to knee length". */
const cutOf = (facts: readonly Fact[], garment: ProductFacts['garment']): string[] => {
  const noun = garment?.noun ?? '';
  const fits = valuesOf(facts, 'fit')
    .filter((value) => !within(value, noun))
    .map(fitPhrase);
  return lengthsOf(facts, noun).reduce((cut, length) => {
    if (!/ length$/.test(length)) return [...cut, withArticle(`${length} length`)];
    if (garment?.family === 'bottom' && garment.pair) return [...cut, `a leg cut to ${length}`];
    return cut.length > 0 ? [...cut.slice(0, -1), `${cut.at(-1)} cut to ${length}`] : [`a cut to ${length}`];
  }, fits);
};

const joined = (values: readonly string[], noun: string): string => (values.length > 0 ? `${list(values.map(lower))} ${noun}` : '');

const patternPhrase = (value: string): string => {
  const said = lower(value);
  if (/knit$/.test(said)) return `a ${said.replace(/ knit$/, '-knit')} pattern`;
  return withArticle(
    /(?:pattern|print|stripe|stripes|weave|texture|check)$/.test(said) ? said : /ed$/.test(said) ? `${said} texture` : `${said} pattern`,
  );
};

const sleevePhrase = (value: string): string => {
  const said = lower(value);
  return /sleeveless/i.test(value) ? `a ${said} cut` : withArticle(/sleeves?$/.test(said) ? said : `${said} sleeve`);
};

const finishPhrase = (value: string): string => {
  const said = lower(value);
  return /s$/.test(said) || / finish$/.test(said) ? withArticle(said) : withArticle(`${said} finish`);
};

const phrases: Partial<Record<FactKind, (value: string) => string>> = {
  pattern: patternPhrase,
  neckline: (value) => withArticle(/(?:neck|collar|neckline|hood)$/i.test(value) ? lower(value) : `${lower(value)} neckline`),
  collar: (value) => withArticle(/collar$/i.test(value) ? lower(value) : `${lower(value)} collar`),
  sleeve: sleevePhrase,
  closure: (value) => withArticle(lower(value).replace(/ with (?=[^ ]+[^s]$)/, ' with a ')),
  pockets: (value) => (/^yes$/i.test(value) ? 'pockets' : withArticle(lower(value))),
  strap: (value) => withArticle(/(?:strap|straps|handles?|chain)$/i.test(value) ? lower(value) : `${lower(value)} strap`),
  stone: (value) => withArticle(lower(value)),
  finish: finishPhrase,
  heel: (value) => (/\d/.test(value) ? `a heel of ${value}` : withArticle(/heel$/i.test(value) ? lower(value) : `${lower(value)} heel`)),
};

const phrasesOf = (facts: readonly Fact[], noun: string, kinds: readonly FactKind[]): string[] =>
  kinds.flatMap((kind) =>
    valuesOf(facts, kind)
      .filter((value) => !within(value, noun) && !/^no$/i.test(value))
      .map((value) => phrases[kind]?.(value) ?? ''),
  );

/** Closures that a piece has rather than closes with. */
const partOfIt = /(?:sides|waist|waistband|fly|hood|cuffs|belt)$| with /i;

const featuresOf = (facts: readonly Fact[], noun: string, pair: boolean): Pick<Piece, 'shape' | 'closing' | 'carrying' | 'inside'> => {
  const closures = phrasesOf(facts, noun, ['closure']);
  const closes = closures.some((one) => !partOfIt.test(one));
  const sole = joined(valuesOf(facts, 'sole'), pair ? 'soles' : 'sole');
  const trim = joined(valuesOf(facts, 'trim'), 'trim');
  const inside = [joined(valuesOf(facts, 'lining'), 'lining'), joined(valuesOf(facts, 'filling'), 'filling')].filter(Boolean);
  return {
    shape: [
      ...phrasesOf(facts, noun, ['pattern', 'neckline', 'collar', 'sleeve', 'stone', 'finish']),
      ...(closes ? [] : closures),
      ...[trim, sole].filter(Boolean).map(withArticle),
      ...phrasesOf(facts, noun, ['heel']),
    ],
    closing: closes ? closures : [],
    carrying: phrasesOf(facts, noun, ['pockets', 'strap']),
    inside: inside.map(withArticle),
  };
};

const measuresOf = (facts: readonly Fact[], pair: boolean): string[] => {
  const verb = (one: string, several: string): string => (pair ? several : one);
  return [
    ...valuesOf(facts, 'dimensions').map((value) => `${verb('measures', 'measure')} ${value}`),
    ...valuesOf(facts, 'capacity').map((value) => `${verb('holds', 'hold')} ${value}`),
    ...valuesOf(facts, 'diameter').map((value) => `${verb('measures', 'measure')} ${value} across`),
    ...valuesOf(facts, 'length')
      .filter((value) => /\d/.test(value))
      .map((value) => `${verb('measures', 'measure')} ${value} in length`),
  ];
};

const yesNo = (fact: Fact): boolean => fact.values.every((value) => /^(?:yes|no)$/i.test(value));

const optionsOf = (facts: readonly Fact[]): string[] =>
  facts
    .filter((fact) => fact.kind === 'other' && fact.choice && fact.values.length === 2 && yesNo(fact))
    .map((fact) => `with or without ${/s$/.test(fact.label) ? lower(fact.label) : withArticle(lower(fact.label))}`);

const othersOf = (facts: readonly Fact[]): Piece['others'] =>
  facts
    .filter((fact) => fact.kind === 'other' && !yesNo(fact))
    .map((fact) => ({ label: plainText(fact.label), value: fact.values.join(', ') }));

const article = (read: ProductFacts): Pick<Piece, 'the' | 'called' | 'a' | 'pair'> => {
  const garment = read.garment;
  if (!garment) return { the: 'this piece', called: 'this piece', a: 'a piece', pair: false };
  const noun = trade(garment.noun);
  const pair = garment.pair;
  const the = read.name ? `the ${read.name} ${noun}` : `${pair ? 'these' : 'this'} ${noun}`;
  return { the, called: read.name ? `the ${read.name}` : the, a: pair ? `a pair of ${noun}` : withArticle(noun), pair };
};

/** The piece in words, for the sentences to choose from. Facts that hold one of the `avoid` words are left out. */
export const pieceOf = (product: Product, avoid: readonly string[] = []): Piece => {
  const all = readFacts(product);
  const facts = all.facts
    .map((fact) => ({ ...fact, values: fact.values.filter((value) => !avoid.some((word) => hasTerm(value, word))) }))
    .filter((fact) => fact.values.length > 0);
  const noun = all.garment?.noun ?? '';
  const named = article(all);
  const colour = facts.find((fact) => fact.kind === 'colour');
  const cloth = clothOf(facts);
  const sizes = valuesOf(facts, 'size');
  return {
    read: { ...all, facts },
    title: plainText(product.title),
    ...named,
    ...cloth,
    colours: colour && cloth.shade === '' && colour.choice ? colour.values.map(lower) : [],
    cut: cutOf(facts, all.garment),
    ...featuresOf(facts, noun, named.pair),
    measures: measuresOf(facts, named.pair),
    sizes: sizes.length > 0 ? sizeText(sizes) : null,
    origin: list(valuesOf(facts, 'origin').map((value) => value.replace(/^made in /i, ''))),
    care: valuesOf(facts, 'care').map((value) => lower(value)),
    others: othersOf(facts),
    options: optionsOf(facts),
  };
};
