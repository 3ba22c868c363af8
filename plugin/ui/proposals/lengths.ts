/** What search engines show of a title and a description before they cut it, in characters. */
const advised: Record<string, number> = { seo_title: 60, seo_description: 155 };

export const advisedLength = (field: string): number | null => advised[field] ?? null;

/** Characters as a reader counts them (an emoji is one). */
export const lengthOf = (text: string): number => [...text].length;
