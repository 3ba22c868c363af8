import { expect, test } from '@jest/globals';
import { product } from '../testing/products.ts';
import { chooser, list, lower, withArticle } from './grammar.ts';
import { pieceOf } from './piece.ts';
import { sizeText } from './sizes.ts';
import { cleanTitle } from './title.ts';

test('articles go with the sound, and plural things have none', () => {
  expect(
    ['zip fly', 'elasticated waist', 'overshirt', 'uniform', 'press studs', 'two side pockets', 'leather trim', 'roll top with buckle'].map(
      withArticle,
    ),
  ).toEqual([
    'a zip fly',
    'an elasticated waist',
    'an overshirt',
    'a uniform',
    'press studs',
    'two side pockets',
    'leather trim',
    'a roll top with buckle',
  ]);
});

test('values are lower case inside a sentence; codes, units and places are not', () => {
  expect(['Sky Blue', 'Machine wash at 30 °C', 'V neck', 'Made in Italy', 'Gore-Tex'].map(lower)).toEqual([
    'sky blue',
    'machine wash at 30 °C',
    'V neck',
    'made in Italy',
    'Gore-Tex',
  ]);
});

test('sizes are a range only when none is left out between them', () => {
  expect(
    [['L', 'S', 'M'], ['S', 'XL'], ['38', '39', '40'], ['Large', 'Medium', 'Small'], ['One size'], ['S', 'M', 'XL']].map(
      (sizes) => sizeText(sizes).text,
    ),
  ).toEqual(['S to L', 'S and XL', '38 to 40', 'small to large', 'one size', 'S, M and XL']);
});

test('titles keep their words', () => {
  expect(
    ['noor  BLOUSE', 'court low trainers', 'V-Neck T-Shirt', 'COAT OF ARMS', 'iPad Sleeve', 'The Founders’ Parka'].map(cleanTitle),
  ).toEqual(['Noor Blouse', 'Court Low Trainers', 'V-Neck T-Shirt', 'Coat of Arms', 'iPad Sleeve', 'The Founders’ Parka']);
});

test('a seed always makes the same choices', () => {
  const choices = (seed: number): (number | undefined)[] => {
    const choose = chooser(seed);
    return Array.from({ length: 8 }, () => choose([1, 2, 3, 4, 5]));
  };
  expect(choices(42)).toEqual(choices(42));
  expect(choices(42)).not.toEqual(choices(43));
});

test('lists read as English', () => {
  expect([list(['a']), list(['a', 'b']), list(['a', 'b', 'c'], 'or')]).toEqual(['a', 'a and b', 'a, b or c']);
});

const wordsOf = (title: string, attributes: Record<string, string[]> = {}) => {
  const { the, a, cloth, cut } = pieceOf(product({ id: 1, title, attributes }));
  return { the, a, cloth, cut };
};

test('a piece is called by its name and kind, and by its kind alone where it has no name', () => {
  expect(wordsOf('Ines Linen Shirt Dress')).toMatchObject({ the: 'the Ines shirt dress', a: 'a shirt dress', cloth: 'linen' });
  expect(wordsOf('Summer Dress')).toMatchObject({ the: 'this dress' });
  expect(wordsOf('Weir Chelsea Boots')).toMatchObject({ the: 'the Weir Chelsea boots', a: 'a pair of Chelsea boots' });
});

test('the shop’s own words for fit and length are kept', () => {
  expect(wordsOf('Harbour Trench Coat', { fit: ['Straight'], length: ['Knee length'] }).cut).toEqual(['a straight fit cut to knee length']);
  expect(wordsOf('Odile Trousers', { fit: ['Wide leg', 'High-rise'], length: ['Full length'] }).cut).toEqual([
    'a wide leg',
    'a high-rise cut',
    'a leg cut to full length',
  ]);
});
