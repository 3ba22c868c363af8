import { describe, expect, test } from '@jest/globals';
import { plainText } from './plain-text.ts';
import { listDiff, wordDiff, type Piece } from './words.ts';

const joined = (pieces: Piece[], without: Piece['kind']): string =>
  pieces
    .filter((piece) => piece.kind !== without)
    .map((piece) => piece.text)
    .join('');

describe('the word diff', () => {
  test('marks the words that changed and keeps the rest', () =>
    expect(wordDiff('A warm wool coat', 'A warm merino wool coat').filter((piece) => piece.kind !== 'same')).toEqual([
      { kind: 'added', text: 'merino ' },
    ]));

  test('gives back both texts to the letter', () => {
    const before = 'Coat in wool.\n\nTwo pockets, made in Porto.';
    const after = 'Long coat in merino wool.\n\nTwo deep pockets, made in Porto; dry clean.';
    const pieces = wordDiff(before, after);
    expect(joined(pieces, 'added')).toBe(before);
    expect(joined(pieces, 'removed')).toBe(after);
  });

  test('joins changes that a lonely word separates', () =>
    expect(wordDiff('A warm coat of wool, made by hand in Porto.', 'A light coat from silk, made by hand in Porto.')).toEqual([
      { kind: 'same', text: 'A ' },
      { kind: 'removed', text: 'warm coat of wool' },
      { kind: 'added', text: 'light coat from silk' },
      { kind: 'same', text: ', made by hand in Porto.' },
    ]));

  test('shows a text where there was none as added only', () =>
    expect(wordDiff('', 'New words')).toEqual([{ kind: 'added', text: 'New words' }]));
  test('says nothing about two empty texts', () => expect(wordDiff('', '')).toEqual([]));
  test('shows old and new as wholes when they share too little', () =>
    expect(wordDiff('alpha beta gamma delta epsilon', 'one two three four delta')).toHaveLength(2));
  test('does not hang on two long texts without a common word', () => {
    const text = (word: string): string => Array.from({ length: 20_000 }, (_, at) => `${word}${at}`).join(' ');
    expect(wordDiff(text('a'), text('b'))).toHaveLength(2);
  });
});

describe('the diff of lists', () => {
  test('tells kept, removed and added names apart', () =>
    expect(listDiff(['Wool', 'Coat'], ['Coat', 'Winter'])).toEqual([
      { kind: 'removed', text: 'Wool' },
      { kind: 'same', text: 'Coat' },
      { kind: 'added', text: 'Winter' },
    ]));
});

describe('the plain text of HTML', () => {
  test('keeps paragraphs and lists apart', () =>
    expect(plainText('<p>One &amp; two</p>\n<ul><li>Wool</li><li>Silk</li></ul>')).toBe('One & two\n\n– Wool\n– Silk'));
  test('leaves text without markup alone', () => expect(plainText('a < b\n c')).toBe('a < b\n c'));
  test('decodes numbered entities and leaves unknown ones', () => expect(plainText('<b>&#8217;&#x2014;&nosuch;</b>')).toBe('’—&nosuch;'));
});
