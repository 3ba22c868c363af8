import { sceneLimits } from '../limits.ts';

const quote = 0x22;
const backslash = 0x5c;

export interface Weight {
  /** how deep lists and objects are nested. */
  depth: number;
  /** values, keys not counted. */
  values: number;
  /** bytes of the longest text and of all texts that are no `data:` URI. */
  longest: number;
  texts: number;
}

/** Where a text ends: its closing quote; an escaped one does not close it. */
function endOfText(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(quote, from); at >= 0; at = bytes.indexOf(quote, at + 1)) {
    let slashes = 0;
    while (bytes[at - 1 - slashes] === backslash) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return bytes.length;
}

/** Weighs JSON without reading it, up to the most values that are taken: what a parser would make of it may take fifty times its bytes, or more depth than there is stack. */
export function weighJson(text: Uint8Array): Weight {
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
  const weight: Weight = { depth: 0, values: 1, longest: 0, texts: 0 };
  let level = 0;
  for (let at = 0; at < bytes.length && weight.values <= sceneLimits.jsonValues; at++) {
    const sign = bytes[at];
    if (sign === quote) {
      const end = endOfText(bytes, at + 1);
      if (bytes.toString('latin1', at + 1, at + 6) !== 'data:') {
        weight.texts += end - at;
        weight.longest = Math.max(weight.longest, end - at - 1);
      }
      at = end;
    } else if (sign === 0x5b || sign === 0x7b) {
      weight.values++;
      weight.depth = Math.max(weight.depth, ++level);
    } else if (sign === 0x5d || sign === 0x7d) level--;
    else if (sign === 0x2c) weight.values++;
  }
  return weight;
}

/** What about the JSON is too much, as a code and in words; null: nothing. */
export function excess(text: Uint8Array): { code: string; what: string } | null {
  const { depth, values, longest, texts } = weighJson(text);
  const { jsonDepth, jsonValues, jsonText, jsonTexts } = sceneLimits;
  if (depth > jsonDepth) return { code: 'json-too-deep', what: `is nested ${depth} deep; at most ${jsonDepth} is read` };
  if (values > jsonValues) return { code: 'json-too-many', what: `holds more than ${jsonValues} values` };
  if (longest > jsonText || texts > jsonTexts)
    return {
      code: 'json-too-long',
      what: `holds texts of ${Math.round(texts / 1024)} KB, the longest of ${Math.round(longest / 1024)} KB`,
    };
  return null;
}
