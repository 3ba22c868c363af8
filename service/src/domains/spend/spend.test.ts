import { expect, test } from '@jest/globals';
import { isAlert, siteDay } from './spend.entity.ts';

test("a day is the site's own, by zone name or offset; an unknown zone is UTC", () => {
  const at = new Date('2026-11-22T23:30:00Z');
  expect(siteDay(at, 'Europe/Rome')).toBe('2026-11-23');
  expect(siteDay(at, '+02:00')).toBe('2026-11-23');
  expect(siteDay(at, 'America/New_York')).toBe('2026-11-22');
  expect(siteDay(at, 'UTC')).toBe('2026-11-22');
  expect(siteDay(at, 'Mars/Olympus')).toBe('2026-11-22');
});

test('the alert begins at 80 % of the cap', () => {
  expect(isAlert(0.79, 1)).toBe(false);
  expect(isAlert(0.8, 1)).toBe(true);
  expect(isAlert(5, null)).toBe(false);
  expect(isAlert(0, 0)).toBe(false);
});
