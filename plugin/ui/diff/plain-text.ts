const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
};

const entity = (whole: string, name: string): string => {
  if (name.startsWith('#')) {
    const point = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    return Number.isInteger(point) && point > 0 && point < 0x110000 ? String.fromCodePoint(point) : whole;
  }
  return named[name.toLowerCase()] ?? whole;
};

/** Whether a text carries markup that a reader would not want to see. */
export const hasMarkup = (text: string): boolean => /<\/?[a-z][^>]*>|&[a-z#0-9]+;/i.test(text);

/**
 * The words of an HTML text as a reader sees them, with line breaks where blocks end and a dash before list items.
 * For display as text only: it is no sanitiser.
 */
export const plainText = (html: string): string => {
  if (!hasMarkup(html)) return html;
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/<li\b[^>]*>/gi, '\n– ')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/(p|div|h[1-6]|ul|ol|table|tr|blockquote|section)>/gi, '\n\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#?\w+);/g, entity)
    .replace(/[ \t]+/g, ' ')
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
};
