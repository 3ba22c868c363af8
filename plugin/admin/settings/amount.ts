/** An amount of money as typed, with comma or point; null for nothing, NaN for what is no amount. */
export const readAmount = (text: string): number | null => {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return /^\d{1,6}([.,]\d{1,2})?$/.test(trimmed) ? Number(trimmed.replace(',', '.')) : Number.NaN;
};
