/** Fewer prices than this say nothing about what is usual. */
const leastPrices = 8;

export interface Spread {
  count: number;
  median: number;
  /** median absolute deviation of the natural logarithms. */
  deviation: number;
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/** How prices spread, on the logarithmic scale on which prices are compared; null with too few, or when they do not differ. */
export const spread = (prices: readonly number[]): Spread | null => {
  if (prices.length < leastPrices) return null;
  const logs = prices.map(Math.log);
  const middle = median(logs);
  const deviation = median(logs.map((one) => Math.abs(one - middle)));
  return deviation > 0 ? { count: prices.length, median: Math.exp(middle), deviation } : null;
};

/**
 * Whether a price lies far outside: the modified z-score of its logarithm beyond 3.5, as Iglewicz and Hoaglin advise
 * ("How to Detect and Handle Outliers", 1993), and at least three times or at most a third of the median.
 */
export const isOutlier = (price: number, { median: usual, deviation }: Spread): boolean => {
  const score = (0.6745 * Math.abs(Math.log(price) - Math.log(usual))) / deviation;
  return score > 3.5 && (price >= usual * 3 || price <= usual / 3);
};
