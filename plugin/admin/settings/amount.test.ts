import { describe, expect, test } from '@jest/globals';
import { readAmount } from './amount.ts';

describe('an amount of money as typed', () => {
  test('may have a point or a comma', () => expect([readAmount('5'), readAmount(' 2.50 '), readAmount('2,5')]).toEqual([5, 2.5, 2.5]));
  test('is none when nothing is typed', () => expect(readAmount('  ')).toBeNull());
  test('is refused when it is no amount', () =>
    expect(['-1', '1e3', '1.234', 'ten'].map((text) => Number.isNaN(readAmount(text)))).toEqual([true, true, true, true]));
});
