import type { ContentPart } from '../../domains/catalogue/contract.ts';

/** The content that the parts were taken from, to the letter. */
export const joinParts = (parts: readonly ContentPart[]): string => parts.map((part) => part.text).join('');

/** Tags that say nothing but emphasis; links come with the text. The plugin's own list (Content\\Inline) decides in the end. */
const bare = /^<\/?(?:strong|em|b|i|s|code|sub|sup)>$|^<br ?\/?>$|^<\/a>$/;
const linkTag = /<a\s[^<>]*>/gi;

const links = (text: string): string[] => [...text.matchAll(linkTag)].map((found) => found[0]).sort();

const balanced = (text: string): boolean => {
  const open: string[] = [];
  for (const [, slash, name = ''] of text.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^<>]*>/gi)) {
    if (name.toLowerCase() === 'br') continue;
    if (!slash) open.push(name.toLowerCase());
    else if (open.pop() !== name.toLowerCase()) return false;
  }
  return open.length === 0;
};

/** Why new words for a passage cannot stand in it, in words that help to repair them; null when they can. */
export function passageProblem(text: string, original: string): string | null {
  if (!/[\p{L}\p{N}]/u.test(text.replace(/<[^>]*>/g, ''))) return 'it has no words';
  if (/<!--|-->/.test(text)) return 'it holds a comment or block markup';
  if (/[[\]]|&(?:#0*9[13]|#x0*5[bd]|[lr]sqb|[lr]brack);/i.test(text)) return 'it holds square brackets, as shortcodes do';
  const own = new Set(links(original));
  const tags = [...text.matchAll(/<[^<>]*>/g)].map((found) => found[0]);
  if (tags.some((tag) => !bare.test(tag) && !own.has(tag)))
    return 'it holds tags other than bare strong, em, b, i, s, code, sub, sup, br and its own links';
  if (/[<>]/.test(text.replace(/<[^<>]*>/g, ''))) return 'it holds a stray angle bracket';
  if (!balanced(text)) return 'a tag in it is not closed';
  if (JSON.stringify(links(text)) !== JSON.stringify(links(original))) return 'its links must all stay, letter for letter';
  return null;
}

/** The content with new words in some passages (index of the part → words); null when one is no passage or cannot stand there. */
export function withPassages(parts: readonly ContentPart[], words: ReadonlyMap<number, string>): string | null {
  for (const [place, text] of words) {
    const part = parts[place];
    if (!part || part.kind === 'fixed' || passageProblem(text, part.text) !== null) return null;
  }
  return parts.map((part, place) => words.get(place) ?? part.text).join('');
}

/** Whether a text is the content with other words in its passages and every fixed part where it was. */
export function keepsBlocks(parts: readonly ContentPart[], content: string): boolean {
  let at = 0;
  for (const [place, part] of parts.entries()) {
    if (part.kind === 'fixed') {
      if (!content.startsWith(part.text, at)) return false;
      at += part.text.length;
      continue;
    }
    const next = parts[place + 1]?.text;
    const end = next === undefined ? content.length : content.indexOf(next, at);
    if (end < 0) return false;
    const words = content.slice(at, end);
    if (words !== part.text && passageProblem(words, part.text) !== null) return false;
    at = end;
  }
  return at === content.length;
}
