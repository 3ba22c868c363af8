import { linesOf } from './text.ts';

/** The options of a map in MTL and how many words may follow each (MTL specification, “Texture map options”, and the extension for colour spaces). */
const options: Readonly<Record<string, number>> = {
  ...{ '-blendu': 1, '-blendv': 1, '-boost': 1, '-cc': 1, '-clamp': 1, '-colorspace': 1, '-imfchan': 1, '-texres': 1, '-type': 1 },
  ...{ '-bm': 1, '-mm': 2, '-o': 3, '-s': 3, '-t': 3 },
};

/** What three's loader understands by itself. */
const understood = new Set(['-bm', '-mm', '-o', '-s']);

const isNumber = (word: string | undefined): boolean => word !== undefined && word !== '' && Number.isFinite(Number(word));

/** The words of an option: as many as it may have, numbers only where it wants numbers; places and scales are filled up to three. */
function valuesOf(name: string, words: readonly string[]): string[] {
  const numeric = options[name]! > 1 || name === '-bm' || name === '-boost' || name === '-texres';
  const values: string[] = [];
  while (values.length < options[name]! && (!numeric || isNumber(words[values.length]))) values.push(words[values.length] ?? '');
  return values;
}

const filled = (name: string, values: readonly string[]): string[] =>
  options[name] === 3 ? [0, 1, 2].map((index) => values[index] ?? (name === '-s' ? '1' : '0')) : [...values];

function cleanMap(line: string): string {
  const [key, ...words] = line.split(/\s+/);
  const kept: string[] = [];
  let at = 0;
  while (words[at] !== undefined && Object.hasOwn(options, words[at]!)) {
    const name = words[at]!;
    const values = valuesOf(name, words.slice(at + 1));
    if (understood.has(name)) kept.push(name, ...filled(name, values));
    at += 1 + values.length;
  }
  const file = words
    .slice(at)
    .join(' ')
    .replace(/^"(.*)"$/, '$1');
  return file === '' ? '' : [key, ...kept, file].join(' ');
}

/** An MTL as three's loader reads it rightly: options of maps that it would take for part of a picture's name are left away, and lines that name none. */
export const cleanMtl = (text: string): string =>
  linesOf(text)
    .map((line) => (/^(map_\w+|bump|norm|disp|decal|refl)\s/i.test(line.trim()) ? cleanMap(line.trim()) : line))
    .join('\n');
