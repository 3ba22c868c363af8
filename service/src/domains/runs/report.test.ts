import { expect, test } from '@jest/globals';
import type { RunReport } from './contract.ts';
import { partBytes, splitReport } from './report.ts';

const piece = (words: number): RunReport[string] => ({
  title: 'A piece',
  outcome: 'needs',
  message: 'word '.repeat(words),
  proposal: null,
  needs: ['material'],
  findings: [],
});

test('a report of 10,000 pieces becomes at most 50 parts below a quarter of a megabyte, and together they are the report', () => {
  const report: RunReport = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [String(index + 1), piece(120)]));
  const parts = splitReport(report);
  expect(parts.length).toBeLessThanOrEqual(50);
  for (const part of parts) expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThanOrEqual(partBytes + 16);
  expect(Object.assign({}, ...parts)).toEqual(report);
  expect(splitReport(report)).toEqual(parts);
});

test('a small report is one part, an empty one too, and a piece larger than a part is a part by itself', () => {
  expect(splitReport({ 1: piece(1) })).toHaveLength(1);
  expect(splitReport({})).toEqual([{}]);
  expect(splitReport({ 1: piece(1), 2: piece(100), 3: piece(1) }, 300)).toEqual([{ 1: piece(1) }, { 2: piece(100) }, { 3: piece(1) }]);
});
