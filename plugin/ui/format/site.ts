import { getSettings } from '@wordpress/date';
import { adminPage } from '../page.ts';
import { isolate } from './isolate.ts';
import { languageTag } from './locale.ts';
import * as money from './money.ts';
import * as time from './time.ts';

/** The site's time zone as Intl takes it: its name, else its offset. */
const siteTimeZone = (): string | undefined => {
  const { timezone } = getSettings();
  if (timezone.string) return timezone.string;
  const offset = Number(timezone.offset);
  if (!Number.isFinite(offset)) return undefined;
  const minutes = Math.round(Math.abs(offset) * 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};

const where = () => ({ locale: adminPage().locale, timeZone: siteTimeZone() });

export const cost = (value: { amount: number | null; currency: string }): string => money.formatCost(value, adminPage().locale);
export const amount = (value: number, currency: string): string => money.formatAmount(value, currency, adminPage().locale);
export const range = (value: { low: number; high: number; currency: string }): string => money.formatRange(value, adminPage().locale);
export const ago = (iso: string): string => time.formatAgo(iso, Date.now(), adminPage().locale);
export const clock = (iso: string): string => time.formatClock(iso, Date.now(), where());
export const day = (date: string): string => time.formatDay(date, adminPage().locale);
export const moment = (iso: string): string => isolate(time.formatMoment(iso, where()));
export const count = (value: number): string => new Intl.NumberFormat(languageTag(adminPage().locale)).format(value);

/** Bytes for people: "1.5 MB". */
export const fileSize = (bytes: number): string => {
  const unit = bytes >= 1e6 ? 'megabyte' : 'kilobyte';
  const value = Math.max(bytes / (unit === 'megabyte' ? 1e6 : 1e3), 0);
  return new Intl.NumberFormat(languageTag(adminPage().locale), { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
};
