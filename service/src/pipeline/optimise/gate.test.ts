import { expect, test } from '@jest/globals';
import { missedNote, type Verdict } from './gate.ts';

const verdict = (large: [ssim: number, gate: number], small: [ssim: number, floor: number]): Verdict => ({
  similarity: { ssim: large[0], gate: large[1], least: 0.5, views: 3, pixels: 768, raised: 3 },
  small: { ssim: small[0], floor: small[1] },
  passed: false,
});

test('a missed gate tells of the bound that was missed, and of no other', () => {
  const [large, small] = [missedNote(verdict([0.91, 0.95], [0.97, 0.94])).message, missedNote(verdict([0.98, 0.95], [0.9, 0.94])).message];
  expect(large).toContain('0.9100 in pictures of 768² (0.9500 was asked for)');
  expect(large).not.toContain('512²');
  expect(small).toContain('0.9000 in pictures of 512² (0.9400 was asked for)');
  expect(small).not.toContain('768²');
});

test('where both bounds were missed, both are told', () => {
  const { code, message } = missedNote(verdict([0.91, 0.95], [0.9, 0.94]));
  expect(code).toBe('gate-missed');
  expect(message).toMatch(/768².* and .*512²/);
});

test('a narrow miss does not read as a pass', () => {
  expect(missedNote(verdict([0.949_99, 0.95], [0.97, 0.94])).message).toContain('0.9499 in pictures of 768² (0.9500 was asked for)');
  expect(missedNote(verdict([0.949_91, 0.949_95], [0.97, 0.94])).message).toContain('0.9499 in pictures of 768² (0.9500 was asked for)');
});
