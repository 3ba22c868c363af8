const letters = ['xxxs', 'xxs', 'xs', 's', 'm', 'l', 'xl', 'xxl', 'xxxl', '2xl', '3xl', '4xl'];
const words = ['extra small', 'small', 'medium', 'large', 'extra large'];

const rank = (value: string): number | null => {
  const lower = value.trim().toLowerCase();
  if (/^\d+(?:[.,]\d+)?$/.test(lower)) return Number(lower.replace(',', '.'));
  if (letters.includes(lower)) return letters.indexOf(lower);
  return words.includes(lower) ? words.indexOf(lower) : null;
};

const evenSteps = (ranks: readonly number[]): boolean => {
  const step = (ranks[1] ?? 0) - (ranks[0] ?? 0);
  return step > 0 && step <= 2 && ranks.every((one, index) => index === 0 || one - (ranks[index - 1] ?? 0) === step);
};

export interface SizeText {
  /** "S to L", "small, medium and large", "one size". */
  text: string;
  one: boolean;
}

/** The sizes as one says them. A range is only made of sizes that follow each other without a gap. */
export const sizeText = (values: readonly string[]): SizeText => {
  const first = values[0] ?? '';
  if (values.length === 1) return { text: /^one[ -]size/i.test(first) ? 'one size' : first, one: true };
  const ranked = values.map((value) => ({ value, rank: rank(value) }));
  const known = ranked.every((one): one is { value: string; rank: number } => one.rank !== null);
  const sorted = known ? [...ranked].sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0)) : ranked;
  const said = sorted.map((one) => (words.includes(one.value.toLowerCase()) ? one.value.toLowerCase() : one.value));
  if (known && sorted.length > 2 && evenSteps(sorted.map((one) => one.rank ?? 0)))
    return { text: `${said[0]} to ${said.at(-1)}`, one: false };
  return { text: `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`, one: false };
};
