import { __, _n, sprintf } from '@wordpress/i18n';
import { languageTag } from './locale.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Seconds as words: "45 seconds", "3 minutes", "1.5 hours". */
export const formatSeconds = (seconds: number): string => {
  const whole = Math.max(1, Math.round(seconds));
  // translators: %d: number of seconds.
  if (whole < 90) return sprintf(_n('%d second', '%d seconds', whole, 'devskyy'), whole);
  const minutes = Math.round(whole / MINUTE);
  // translators: %d: number of minutes.
  if (minutes < 90) return sprintf(_n('%d minute', '%d minutes', minutes, 'devskyy'), minutes);
  const hours = Math.round((whole / HOUR) * 10) / 10;
  // translators: %s: number of hours, may have one decimal.
  return sprintf(_n('%s hour', '%s hours', Math.ceil(hours), 'devskyy'), String(hours));
};

/** A range of seconds; "up to" when the lower end says nothing more. */
export const formatSecondsRange = (range: { low: number; high: number }): string => {
  const low = formatSeconds(range.low);
  const high = formatSeconds(range.high);
  if (low === high) return high;
  // translators: 1: shorter time ("20 seconds"), 2: longer time ("2 minutes").
  return sprintf(__('%1$s to %2$s', 'devskyy'), low, high);
};

/** How long ago, or from now: "just now", "5 minutes ago", "yesterday". */
export const formatAgo = (iso: string, now: number, locale: string): string => {
  const seconds = (Date.parse(iso) - now) / 1000;
  const size = Math.abs(seconds);
  if (Number.isNaN(size)) return '';
  if (size < 45) return __('just now', 'devskyy');
  const relative = new Intl.RelativeTimeFormat(languageTag(locale), { numeric: 'auto' });
  if (size < HOUR) return relative.format(Math.round(seconds / MINUTE), 'minute');
  if (size < DAY) return relative.format(Math.round(seconds / HOUR), 'hour');
  return relative.format(Math.round(seconds / DAY), 'day');
};

/** The time of day of a moment, with its date when that is not today; in the site's time zone (an offset such as "+02:00" or a name). */
export const formatClock = (iso: string, now: number, where: { locale: string; timeZone: string | undefined }): string => {
  const moment = Date.parse(iso);
  if (Number.isNaN(moment)) return '';
  const zone = where.timeZone ? { timeZone: where.timeZone } : {};
  const tag = languageTag(where.locale);
  const day = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', ...zone });
  const same = day.format(moment) === day.format(now);
  return new Intl.DateTimeFormat(tag, { timeStyle: 'short', ...(same ? {} : { dateStyle: 'medium' }), ...zone }).format(moment);
};

/** A calendar day such as "2026-11-23", as words; the day that is written, whatever the time zone. */
export const formatDay = (day: string, locale: string): string => {
  const moment = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(moment) ? day : new Intl.DateTimeFormat(languageTag(locale), { dateStyle: 'medium', timeZone: 'UTC' }).format(moment);
};

/** A moment with date and time. */
export const formatMoment = (iso: string, where: { locale: string; timeZone: string | undefined }): string => {
  const moment = Date.parse(iso);
  if (Number.isNaN(moment)) return '';
  return new Intl.DateTimeFormat(languageTag(where.locale), {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(where.timeZone ? { timeZone: where.timeZone } : {}),
  }).format(moment);
};
