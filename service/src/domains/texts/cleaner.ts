/** What these hold is not words. */
const dropped = new Set([
  'script',
  'style',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'template',
  'noscript',
  'textarea',
  'title',
  'head',
]);
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0080-\u009f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;
/** A tag, comment or closing tag may be this long; what is longer was none, and its bracket becomes a harmless sign. */
const longestTag = 4000;

export interface Cleaner {
  /** The words that are safe to hand on now; what may be the beginning of a tag is held back. */
  push(piece: string): string;
  /** What was held back and turned out to be words. */
  end(): string;
}

/**
 * Makes a model's words inert while they come: no tag, comment (blocks are comments) or shortcode is left, scripts go with their content.
 * The pieces that come out, joined, do not depend on how the pieces that went in were cut.
 */
export function createCleaner(): Cleaner {
  let held = '';
  let within: string | null = null;
  const step = (last: boolean): string => {
    let out = '';
    for (;;) {
      if (within !== null) {
        const rest = afterClosing(held, within);
        if (rest === null) {
          held = last ? '' : closingBegun(held, within);
          return out;
        }
        held = rest;
        within = null;
      }
      const read = readTag(held, last);
      out += inert(read.words);
      held = read.rest;
      if (read.wait) return out;
      within = read.opens;
    }
  };
  return {
    push(piece) {
      held += piece.replace(controls, '');
      return step(false);
    },
    end: () => step(true),
  };
}

interface Read {
  words: string;
  rest: string;
  /** nothing more can be said before more has come. */
  wait: boolean;
  /** the element whose content is to be dropped. */
  opens: string | null;
}

/** Words up to the next tag, and what comes after that tag. */
function readTag(text: string, last: boolean): Read {
  const at = text.search(last ? /<(?=[a-z!/?])/i : /<(?=[a-z!/?]|$)/i);
  if (at < 0) return { words: text, rest: '', wait: true, opens: null };
  const words = text.slice(0, at);
  const tag = text.slice(at);
  const length = tag.startsWith('<!--') ? lengthTo(tag, '-->') : lengthTo(tag, '>');
  if (length < 0 || isOpenComment(tag, last)) return readOpen(words, tag, last);
  const name = /^<([a-z][a-z0-9]*)/i.exec(tag)?.[1]?.toLowerCase() ?? '';
  return { words, rest: tag.slice(length), wait: false, opens: dropped.has(name) ? name : null };
}

/** "<!-" may yet become a comment, which ends otherwise than a tag. */
const isOpenComment = (tag: string, last: boolean): boolean => tag.startsWith('<!-') && tag.length < 4 && !last;

/** A tag that is not closed yet: it waits; at the end an open comment or tag is no text, and a lone bracket is. */
function readOpen(words: string, tag: string, last: boolean): Read {
  if (!last && tag.length <= longestTag) return { words, rest: tag, wait: true, opens: null };
  if (last && /^<(?:!--|[a-z/][^<]*$)/i.test(tag)) return { words, rest: '', wait: true, opens: null };
  return { words: `${words}<`, rest: tag.slice(1), wait: false, opens: null };
}

function lengthTo(text: string, end: string): number {
  const at = text.indexOf(end);
  return at < 0 ? -1 : at + end.length;
}

function afterClosing(text: string, name: string): string | null {
  const found = new RegExp(`</${name}[^>]*>`, 'i').exec(text);
  return found ? text.slice(found.index + found[0].length) : null;
}

/** Of dropped content only what may be the beginning of its closing tag is still needed. */
function closingBegun(text: string, name: string): string {
  const at = text.toLowerCase().lastIndexOf(`</${name}`);
  return at >= 0 && text.length - at <= longestTag ? text.slice(at) : text.slice(Math.max(0, text.length - name.length - 1));
}

const inert = (words: string): string => words.replaceAll('<', '‹').replaceAll('>', '›').replaceAll('[', '(').replaceAll(']', ')');

/** Finds a secret in words that come in pieces. `push` answers the words that hold no part of it, or null when it is there. */
export function createLeakGuard(secret: string): { push(piece: string): string | null; end(): string } {
  let held = '';
  return {
    push(piece) {
      held += piece;
      if (held.includes(secret)) return null;
      let keep = Math.min(secret.length - 1, held.length);
      while (keep > 0 && !secret.startsWith(held.slice(held.length - keep))) keep -= 1;
      const free = held.slice(0, held.length - keep);
      held = held.slice(held.length - keep);
      return free;
    },
    end() {
      const rest = held;
      held = '';
      return rest;
    },
  };
}
