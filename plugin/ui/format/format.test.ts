import { describe, expect, test } from '@jest/globals';
import { languageTag } from './locale.ts';
import { formatAmount, formatCost, formatRange } from './money.ts';
import { formatAgo, formatClock, formatDay, formatSeconds, formatSecondsRange } from './time.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const ago = (seconds: number): string => new Date(now - seconds * 1000).toISOString();

describe('money', () => {
  test('shows cents', () => expect(formatAmount(12.5, 'USD', 'en_US')).toBe('$12.50'));
  test('never rounds a fraction of a cent down to nothing', () => expect(formatAmount(0.00042, 'USD', 'en_US')).toBe('$0.00042'));
  test('follows the language of the site', () => expect(formatAmount(1.5, 'USD', 'de_DE').replace(/\s/g, ' ')).toBe('1,50 $'));
  test('tells an unknown price from nothing paid', () =>
    expect([formatCost({ amount: null, currency: 'USD' }, 'en_US'), formatCost({ amount: 0, currency: 'USD' }, 'en_US')]).toEqual([
      'price not known',
      'no cost',
    ]));
  test('shows one amount when both ends are the same', () =>
    expect(formatRange({ low: 1, high: 1, currency: 'USD' }, 'en_US')).toBe('$1.00'));
  test('shows a range', () => expect(formatRange({ low: 0.5, high: 1, currency: 'USD' }, 'en_US')).toBe('$0.50 to $1.00'));
});

describe('time', () => {
  test('speaks of seconds, minutes and hours', () =>
    expect([1, 45, 180, 5400].map(formatSeconds)).toEqual(['1 second', '45 seconds', '3 minutes', '1.5 hours']));
  test('shows one time when both ends read the same', () => expect(formatSecondsRange({ low: 3.1, high: 3.2 })).toBe('3 seconds'));
  test('says how long ago', () =>
    expect([ago(5), ago(300), ago(7200), ago(86_400)].map((iso) => formatAgo(iso, now, 'en_US'))).toEqual([
      'just now',
      '5 minutes ago',
      '2 hours ago',
      'yesterday',
    ]));
  test('says nothing about a moment that is none', () => expect(formatAgo('soon', now, 'en_US')).toBe(''));
  test('writes a day as it is, whatever the time zone', () => expect(formatDay('2026-11-23', 'en_US')).toBe('Nov 23, 2026'));
  test('gives the time alone today and the date with it else', () => {
    const where = { locale: 'en_GB', timeZone: 'UTC' };
    expect([formatClock(ago(3600), now, where), formatClock(ago(86_400 * 2), now, where)]).toEqual(['11:00', '21 Nov 2026, 12:00']);
  });
});

describe('the language tag', () => {
  test('follows the locale of WordPress', () =>
    expect(['en_US', 'de_DE_formal', 'ca', 'pt_PT_ao90'].map(languageTag)).toEqual(['en-US', 'de-DE', 'ca', 'pt-PT']));
  test('is English for what Intl does not know', () => expect(languageTag('!!')).toBe('en'));
});
