/** A piece of a text: what one core block holds. */
export type Piece =
  | { kind: 'paragraph'; text: string }
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'list'; ordered: boolean; items: string[] };

const heading = /^(#{1,6})\s+(.*)$/;
const item = /^\s*(?:[-*•]|(\d+)[.)])\s+(.*)$/;

/** Signs that could become a tag, a block comment or a shortcode, as harmless ones. */
export const inert = (text: string): string => text.replaceAll('<', '‹').replaceAll('>', '›').replaceAll('[', '(').replaceAll(']', ')');

const nothing = /^\s*(?:-{3,}|\*{3,}|`{3}\w*)?\s*$/;

/** A line that begins something: a heading, or an item of a list; null: words. */
const beginning = (line: string): Piece | null => {
  const title = heading.exec(line);
  if (title) return { kind: 'heading', level: Math.max(2, title[1]!.length), text: title[2]!.trim() };
  const entry = item.exec(line);
  return entry ? { kind: 'list', ordered: Boolean(entry[1]), items: [entry[2]!.trim()] } : null;
};

/** Adds words to the piece that is open. */
const prolong = (last: Piece, line: string): void => {
  if (last.kind === 'list') last.items[last.items.length - 1] += ` ${line}`;
  else last.text += `\n${line}`;
};

/** The pieces of a text in the little Markdown that is asked for; everything that is none of it is words of a paragraph. */
export const piecesOf = (text: string): Piece[] => {
  const pieces: Piece[] = [];
  let open = false;
  for (const line of inert(text).split(/\r?\n/)) {
    const last = pieces.at(-1);
    const begun = nothing.test(line) ? null : beginning(line);
    if (nothing.test(line)) open = false;
    else if (begun?.kind === 'list' && last?.kind === 'list' && last.ordered === begun.ordered) last.items.push(...begun.items);
    else if (begun) pieces.push(begun);
    else if (open && last) prolong(last, line.trim());
    else pieces.push({ kind: 'paragraph', text: line.trim() });
    if (!nothing.test(line)) open = begun?.kind !== 'heading';
  }
  return pieces;
};

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Words as HTML that a core block may hold: strong, em and line breaks; nothing of the text itself can be a tag. */
export const htmlOf = (text: string): string =>
  inert(text)
    .replace(/[&<>"]/g, (sign) => entities[sign]!)
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '<strong>$2</strong>')
    .replace(/(?<![*\w])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![*\w])/g, '<em>$1</em>')
    .replace(/\n/g, '<br>');

/** The lines of a list of suggestions, without their marks. */
export const linesOf = (text: string): string[] =>
  inert(text)
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/^\s*(?:[-*•]|\d+[.)]|#{1,6})\s+/, '')
        .replace(/\*\*/g, '')
        .replace(/^["“”„]|["“”]$/g, '')
        .trim(),
    )
    .filter((line) => line !== '');

const wrap = (mark: string, words: string): string => {
  const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(words) ?? [];
  return inner === '' ? words : `${before}${mark}${inner}${mark}${after}`;
};

const readNode = (node: Node): string => {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
  const name = node.nodeName.toLowerCase();
  if (name === 'br') return '\n';
  const words = [...node.childNodes].map(readNode).join('');
  if (name === 'strong' || name === 'b') return wrap('**', words);
  if (name === 'em' || name === 'i') return wrap('*', words);
  return words;
};

/** A block's rich text as words with marks, and whether it holds what such a text cannot (links, colours, pictures). */
export const marksOf = (html: string): { text: string; loses: boolean } => {
  const body = new DOMParser().parseFromString(html, 'text/html').body;
  return { text: readNode(body).replaceAll('\u00a0', ' ').trim(), loses: body.querySelector(':not(strong, b, em, i, br)') !== null };
};
