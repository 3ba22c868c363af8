import { expect, test } from '@jest/globals';
import { readVector, writeVector } from './vector.ts';

test('a place of the viewer is read with its units and written without', () => {
  expect(readVector('0.12345m -2m 1e-3m')).toEqual([0.12345, -2, 0.001]);
  expect(writeVector(readVector('0.12345m -2m 0.00001m'))).toBe('0.1235 -2 0');
});

test('what is no place is the middle', () => {
  expect(readVector(undefined)).toEqual([0, 0, 0]);
  expect(readVector('a b')).toEqual([0, 0, 0]);
});
