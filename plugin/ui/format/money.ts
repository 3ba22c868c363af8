import { __, sprintf } from '@wordpress/i18n';
import { languageTag } from './locale.ts';

/**
 * An amount of money as a reader wants it: cents from one cent on, two significant digits below (model calls often cost a
 * fraction of a cent), nothing rounded down to zero.
 */
export const formatAmount = (amount: number, currency: string, locale: string): string => {
  const small = amount !== 0 && Math.abs(amount) < 0.01;
  const digits = small ? { maximumSignificantDigits: 2 } : { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return new Intl.NumberFormat(languageTag(locale), { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...digits }).format(
    amount,
  );
};

/** A cost: null means that no price is known, zero that nothing was paid. */
export const formatCost = (cost: { amount: number | null; currency: string }, locale: string): string => {
  if (cost.amount === null) return __('price not known', 'devskyy');
  if (cost.amount === 0) return __('no cost', 'devskyy');
  return formatAmount(cost.amount, cost.currency, locale);
};

/** A range of money before it is spent. */
export const formatRange = (range: { low: number; high: number; currency: string }, locale: string): string => {
  if (range.high === 0) return __('no cost', 'devskyy');
  if (range.low === range.high) return formatAmount(range.low, range.currency, locale);
  // translators: 1: lower amount of money, 2: higher amount of money.
  return sprintf(
    __('%1$s to %2$s', 'devskyy'),
    formatAmount(range.low, range.currency, locale),
    formatAmount(range.high, range.currency, locale),
  );
};
