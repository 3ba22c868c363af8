import type { CompletionRequest } from './provider.ts';

/** Personal details that a text about products has no need to tell a provider. */
type Detail = 'email' | 'iban' | 'card' | 'phone' | 'order';

/** What was decided about a request before anything of it leaves: what goes out, what was kept back, and the way back. */
export interface Redaction {
  request: CompletionRequest;
  /** how many details of each kind were kept back. */
  kept: Partial<Record<Detail, number>>;
  /** Puts the details back into the answer; they return to the site that they came from, and went nowhere else. */
  restore(text: string): string;
  /** The same for an answer that comes in pieces: a stand-in may be split between two. */
  restoring(onText: (piece: string) => void): { push(piece: string): void; end(): void };
}

interface Pattern {
  detail: Detail;
  find: RegExp;
  /** which group of the pattern is the detail. */
  group?: number;
  holds?: (found: string) => boolean;
}

const digits = (text: string): string => text.replace(/\D/g, '');

/**
 * In this order: an IBAN or a card is no phone number. A false find does no harm, because it is put back. Every repetition has an upper end
 * (of an address those of RFC 5321 and RFC 1035): without one, a long run of letters or blanks takes minutes, in which nothing else is done.
 */
const patterns: Pattern[] = [
  { detail: 'email', find: /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu },
  { detail: 'iban', find: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g, holds: isIban },
  { detail: 'card', find: /\b\d(?:[ -]?\d){13,18}\b/g, holds: isCard },
  { detail: 'phone', find: /(?:\+|\b00)[1-9](?:[ ().\/-]{0,2}\d){6,14}/g },
  {
    detail: 'phone',
    find: /\b(?:tel|telephone|phone|mobile|fax|whatsapp|call)\b\.?:?\s{0,4}(\(?\d(?:[ ().\/-]{0,2}\d){5,14})/gi,
    group: 1,
  },
  {
    detail: 'order',
    find: /\b(?:order|invoice|bestellung|bestellnummer|rechnung|commande|facture|pedido|ordine)(?:\s{0,4}(?:no\.?|number|nr\.?|num\.?|id|№))?\s{0,4}[:#]{0,3}\s{0,4}((?:[A-Z]{1,4}-?)?\d[\d-]{2,})/gi,
    group: 1,
  },
];

const standIn = /\[\[(?:email|iban|card|phone|order)-\d+\]\]/g;
/** the longest stand-in, and a little. */
const longest = 24;

/** Whether an answer holds a stand-in that stands for nothing. */
export const hasStandIn = (text: string): boolean => text.search(standIn) >= 0;

/** Takes e-mail addresses, IBANs, card, phone and order numbers out of a prompt before it is sent. */
export function redact(request: CompletionRequest): Redaction {
  const values = new Map<string, string>();
  const kept: Redaction['kept'] = {};
  const keep = (detail: Detail, value: string): string => {
    const known = [...values].find(([, before]) => before === value)?.[0];
    if (known) return known;
    kept[detail] = (kept[detail] ?? 0) + 1;
    const token = `[[${detail}-${kept[detail]}]]`;
    values.set(token, value);
    return token;
  };
  const prompt = patterns.reduce((text, pattern) => replaceIn(text, pattern, keep), request.prompt);
  const restore = (text: string): string => text.replace(standIn, (token) => values.get(token) ?? token);
  const told = `\n\nWhere [[email-1]] and the like stand, a personal detail was kept back: keep such a mark as it is, or leave it out.`;
  return {
    request: values.size === 0 ? request : { ...request, prompt, system: request.system + told },
    kept,
    restore,
    restoring: (onText) => (values.size === 0 ? { push: onText, end: () => undefined } : restoring(restore, onText)),
  };
}

function replaceIn(text: string, pattern: Pattern, keep: (detail: Detail, value: string) => string): string {
  const { find, group = 0, holds, detail } = pattern;
  return text.replace(find, (...found: unknown[]) => {
    const whole = String(found[0]);
    const value = String(found[group] ?? whole);
    if (holds && !holds(value)) return whole;
    return whole.replace(value, () => keep(detail, value));
  });
}

function restoring(restore: (text: string) => string, onText: (piece: string) => void): ReturnType<Redaction['restoring']> {
  let held = '';
  const tell = (text: string): void => {
    if (text !== '') onText(restore(text));
  };
  return {
    push(piece) {
      held += piece;
      // what may be the beginning of a stand-in waits for its end
      const at = held.lastIndexOf('[[') >= 0 ? held.lastIndexOf('[[') : held.endsWith('[') ? held.length - 1 : -1;
      const open = at >= 0 && !held.slice(at).includes(']]') && held.length - at < longest;
      tell(open ? held.slice(0, at) : held);
      held = open ? held.slice(at) : '';
    },
    end() {
      tell(held);
      held = '';
    },
  };
}

/** ISO 13616: the rearranged number is 1 modulo 97. */
function isIban(text: string): boolean {
  const bare = text.replaceAll(' ', '');
  if (bare.length < 15 || bare.length > 34) return false;
  const numbers = (bare.slice(4) + bare.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  let rest = 0;
  for (const digit of numbers) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

/** ISO/IEC 7812: an issuer's beginning, and the Luhn sum. */
function isCard(text: string): boolean {
  const bare = digits(text);
  if (!/^(?:4|5[1-5]|2[2-7]|3[47]|3[068]|6)/.test(bare)) return false;
  let sum = 0;
  for (let at = 0; at < bare.length; at += 1) {
    const digit = Number(bare[bare.length - 1 - at]);
    sum += at % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}
