import type { FieldValue } from '../../domains/outbox/contract.ts';

/** Mark-up that a description may hold; everything else is dropped, its words stay. */
const allowedTags = new Set(['p', 'br', 'ul', 'ol', 'li', 'strong', 'em', 'b', 'i', 'h2', 'h3', 'h4', 'blockquote']);
/** What these hold is not words. */
const droppedWithContent =
  /<(script|style|iframe|object|embed|svg|math|template|noscript|textarea|title|head)\b[^>]*>[\s\S]*?(<\/\1\s*>|$)/gi;
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0080-\u009f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

const rich = new Set(['short_description', 'description', 'excerpt']);
const maxLength: Record<string, number> = {
  title: 200,
  seo_title: 200,
  seo_description: 500,
  short_description: 10_000,
  excerpt: 10_000,
  description: 50_000,
};

/** True for fields whose value is a list of names. */
const isList = (field: string): boolean => field === 'tags' || field === 'categories' || field.startsWith('attributes.');

/**
 * Makes what an agent (or a model behind it) wrote inert: no scripts, handlers, links, comments (blocks) or shortcodes.
 * Null: not of the field's type.
 */
export function cleanValue(field: string, value: unknown): FieldValue | null {
  if (isList(field)) {
    if (!Array.isArray(value) || value.some((name) => typeof name !== 'string')) return null;
    const names = (value as string[]).map((name) => plainText(name).slice(0, 200).trim()).filter((name) => name !== '');
    return uniqueNames(names).slice(0, 100);
  }
  if (typeof value !== 'string') return null;
  const cleaned = rich.has(field) ? richText(value) : plainText(value);
  return cut(cleaned, maxLength[field] ?? 500);
}

const uniqueNames = (names: readonly string[]): string[] => [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];

/** One line without any mark-up. */
export function plainText(value: string): string {
  return stripMarkup(value).replaceAll('<', '‹').replaceAll('[', '(').replaceAll(']', ')').replace(/\s+/g, ' ').trim();
}

/** Paragraphs, lists, emphasis; no attribute of any kind. */
function richText(value: string): string {
  const kept = value
    .replace(controls, '')
    .replace(/<!--[\s\S]*?(-->|$)/g, '')
    .replace(droppedWithContent, '')
    .replace(/<(\/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*(>|$)/g, (_all, slash: string, name: string, end: string) =>
      end === '>' && allowedTags.has(name.toLowerCase()) ? `\u0001${slash}${name.toLowerCase()}\u0002` : '',
    );
  return kept
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('[', '&#91;')
    .replaceAll(']', '&#93;')
    .replaceAll('\u0001', '<')
    .replaceAll('\u0002', '>')
    .trim();
}

const stripMarkup = (value: string): string =>
  value
    .replace(controls, '')
    .replace(/<!--[\s\S]*?(-->|$)/g, '')
    .replace(droppedWithContent, '')
    .replace(/<\/?[a-zA-Z][^<>]*(>|$)/g, ' ');

const cut = (text: string, length: number): string => (text.length <= length ? text : text.slice(0, length));

/** Whether a value counts as empty for `mode: fill-empty`: no words, whatever mark-up. */
export const isEmpty = (value: FieldValue): boolean =>
  Array.isArray(value) ? value.length === 0 : stripMarkup(value).replaceAll('&nbsp;', ' ').trim() === '';
