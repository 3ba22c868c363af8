import { expect, test } from '@jest/globals';
import { suspectClock } from './clocks.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const at = (seconds: number): string => new Date(now + seconds * 1000).toISOString();

test('B12 the browser, as a third clock, tells which of the two is off, and keeps out of it when it agrees with none or both', () => {
  expect(suspectClock({ site: at(600), service: at(1) }, now)).toBe('site');
  expect(suspectClock({ site: at(-3), service: at(-600) }, now)).toBe('service');
  expect(suspectClock({ site: at(600), service: at(-600) }, now)).toBe('unknown');
  expect(suspectClock({ site: at(30), service: at(-40) }, now)).toBe('unknown');
});
