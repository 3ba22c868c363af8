/** A block whose words differ, with its html before and after. */
export interface BlockChange {
  /** core's name of the block, e.g. `paragraph`. */
  name: string;
  before: string;
  after: string;
  /** which piece of html between two block delimiters it is. */
  place: number;
}

export interface BlockDiff {
  changes: BlockChange[];
  /** pieces of html with words that stay as they are. */
  same: number;
}

const delimiter = /(<!--\s+\/?wp:[\s\S]*?-->)/;
const opener = /^<!--\s+wp:(?:core\/)?([a-z0-9/_-]+)/;

/** Html and delimiters in turn: even places hold html. */
const pieces = (content: string): string[] => content.split(delimiter);

/**
 * What differs between two contents with the same blocks, block by block; null when the blocks themselves differ, or there are none.
 */
export const blockDiff = (before: string, after: string): BlockDiff | null => {
  const one = pieces(before);
  const other = pieces(after);
  if (one.length < 3 || one.length !== other.length || one.some((piece, place) => place % 2 === 1 && piece !== other[place])) return null;
  const changes: BlockChange[] = [];
  let same = 0;
  one.forEach((piece, place) => {
    if (place % 2 === 1) return;
    const now = other[place] ?? '';
    if (piece !== now) changes.push({ name: opener.exec(one[place - 1] ?? '')?.[1] ?? '', before: piece, after: now, place });
    else if (/\p{L}/u.test(piece.replace(/<[^>]*>/g, ''))) same += 1;
  });
  return { changes, same };
};

const element = /^(\s*<(?:p|h[1-6]|li)\b[^>]*>)([\s\S]*?)((?:<\/(?:p|h[1-6]|li)>)?\s*)$/;

/** The words inside one piece of html of a content. */
export const wordsAt = (content: string, place: number): string => innerOf(pieces(content)[place] ?? '');

/** The words inside the block's element, with their emphasis and links. */
export const innerOf = (html: string): string => element.exec(html)?.[2] ?? html;

/** The content with other words inside one piece of html. */
export const withInner = (content: string, place: number, words: string): string =>
  pieces(content)
    .map((piece, at) =>
      at === place ? piece.replace(element, (_all, open: string, _old: string, close: string) => open + words + close) : piece,
    )
    .join('');
