import { describe, expect, test } from '@jest/globals';
import { headingsOf } from './headings.ts';
import { englishSyllables, readabilityOf } from './readability.ts';
import { sentencesOf } from './segment.ts';
import { shorten } from './shorten.ts';

describe('sentences', () => {
  test('are not ended by titles, initials and abbreviations', () =>
    expect(sentencesOf('Dr. J. Moss cut it. It fits, e.g. over a shirt. Good.', 'en_US')).toEqual([
      'Dr. J. Moss cut it.',
      'It fits, e.g. over a shirt.',
      'Good.',
    ]));
  test('are found in scripts without spaces', () => expect(sentencesOf('これは麻です。軽いです。', 'ja')).toHaveLength(2));
});

describe('readability', () => {
  test.each([
    ['linen', 2],
    ['washed', 1],
    ['pockets', 2],
    ['made', 1],
    ['table', 2],
    ['sleeves', 1],
    ['fitted', 2],
    ['beautiful', 3],
    ['dresses', 2],
  ])('counts the syllables of %s', (word, count) => expect(englishSyllables(word)).toBe(count));

  test('gives Flesch and Flesch–Kincaid for English, by their published formulas', () => {
    const { words, sentences, scores } = readabilityOf('The cat sat on the mat. The dog ran to the house.', 'en_GB');
    expect([words, sentences]).toEqual([12, 2]);
    // 206.835 − 1.015 × 6 − 84.6 × 1, and 0.39 × 6 + 11.8 × 1 − 15.59
    expect(scores.map(({ formula, value }) => [formula, value])).toEqual([
      ['flesch-reading-ease', 116.1],
      ['flesch-kincaid-grade', -1.4],
    ]);
  });
  test('gives Gulpease for Italian and LIX where it was compared', () => {
    // 89 + (300 × 1 − 10 × 17) / 4
    expect(readabilityOf('Il vestito è leggero.', 'it_IT').scores).toMatchObject([{ formula: 'gulpease', value: 100, band: 'very-easy' }]);
    // 4 words a sentence, 1 of 4 with more than six letters
    expect(readabilityOf('Das Kleid ist leichter.', 'de_DE').scores).toMatchObject([{ formula: 'lix', value: 29, band: 'easy' }]);
  });
  test('gives counts and no score where no formula holds', () =>
    expect(readabilityOf('これは麻です。', 'ja')).toMatchObject({ sentences: 1, scores: [] }));
  test('names the long sentences, the longest first', () => {
    const long = `It ${'really '.repeat(30)}fits.`;
    expect(readabilityOf(`Short. ${long}`, 'en_US').long).toMatchObject({ count: 1, examples: [{ words: 32, text: long }] });
  });
  test('of nothing is nothing', () => expect(readabilityOf('', 'en_US')).toMatchObject({ words: 0, words_per_sentence: 0, scores: [] }));
});

describe('shortening by rules', () => {
  test('leaves out what says nothing, and mends the article', () =>
    expect(shorten('It is a very elegant coat, made in order to last.', 'en_US')).toEqual({
      text: 'It is an elegant coat, made to last.',
      notes: [
        { code: 'words-dropped', text: 'in order to' },
        { code: 'words-dropped', text: 'very' },
      ],
    }));
  test('leaves out a sentence whose every subject stands elsewhere, and keeps the first', () => {
    const passage = 'The dress is made of washed linen. It has two deep pockets. The dress is made of linen with deep pockets.';
    expect(shorten(passage, 'en_US').text).toBe('The dress is made of washed linen. It has two deep pockets.');
  });
  test('never leaves out a number that stands nowhere else', () => {
    const passage = 'The dress has deep pockets. The dress has deep pockets for 29 euros.';
    expect(shorten(passage, 'en_US').text).toContain('29 euros');
  });
  test('keeps paragraphs and lists, and says when there is nothing to leave out', () => {
    const passage = 'One coat of wool.\n\n- Horn buttons\n- Two pockets';
    expect(shorten(passage, 'en_US')).toEqual({ text: passage, notes: [{ code: 'nothing-redundant', text: '' }] });
  });
  test('of two equal sentences the later goes, in every language', () =>
    expect(shorten('Das Kleid ist aus Leinen gemacht. Es hat Taschen. Das Kleid ist aus Leinen gemacht.', 'de_DE')).toMatchObject({
      text: 'Das Kleid ist aus Leinen gemacht. Es hat Taschen.',
      notes: [{ code: 'sentence-dropped' }, { code: 'rules-for-english' }],
    }));
});

describe('headings by rules', () => {
  const body =
    'Washed linen keeps you cool in summer. The Marina dress is cut from washed linen, with deep side pockets. Washed linen dries fast, and deep side pockets hold a phone.';
  test('are made of the text’s own words, differ from the present one and fit a line', () => {
    const lines = headingsOf('Our linen', body, 'en_US').text.split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(3);
    expect(lines.length).toBeLessThanOrEqual(5);
    const own = new Set(body.toLowerCase().match(/\p{L}+/gu));
    for (const line of lines) {
      expect(line.length).toBeLessThanOrEqual(72);
      for (const word of line.toLowerCase().match(/\p{L}+/gu)!) expect(own.has(word)).toBe(true);
    }
    expect(headingsOf('Deep side pockets', body, 'en_US').text.split('\n')).not.toContain('- Deep side pockets');
  });
  test('are none where the text is too short', () =>
    expect(headingsOf('Linen', '', 'en_US')).toEqual({ text: '', notes: [{ code: 'no-headings', text: '' }] }));
});
