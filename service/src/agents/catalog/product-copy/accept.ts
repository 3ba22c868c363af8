import { dataText, unsupportedTerms } from '../../runtime/product-facts/claims.ts';
import { hasTerm, isPlaceholder, plainText } from '../../runtime/product-facts/text.ts';
import { altLimit } from './builtin/alt.ts';
import { seoDescriptionLimit, seoTitleLimit } from '../../runtime/writing/limits.ts';
import { canary } from '../../runtime/writing/prompting.ts';
import { unsafeText } from '../../runtime/writing/unsafe.ts';
import type { Answer, PromptInput } from './prompt.ts';

/** Only bare paragraphs, lists and emphasis may be marked up, and only in the description. */
const simpleTag = /^\/?(?:p|br|ul|ol|li|strong|em)\s*\/?$/i;

const entries = (answer: Answer): [string, string][] => [
  ...(['title', 'short_description', 'description', 'seo_title', 'seo_description'] as const).flatMap((field): [string, string][] =>
    answer[field] ? [[field, answer[field]]] : [],
  ),
  ...(answer.tags ?? []).map((tag): [string, string] => ['tags', tag]),
  ...(answer.image_alt ?? []).map(({ id, alt }): [string, string] => [`image_alt.${id}`, alt]),
  ['rationale', answer.rationale],
];

const tooLong = (field: string, text: string): string | null => {
  const limit =
    field === 'seo_title'
      ? seoTitleLimit
      : field === 'seo_description'
        ? seoDescriptionLimit
        : field.startsWith('image_alt')
          ? altLimit
          : null;
  return limit !== null && text.length > limit ? `it has ${text.length} characters, ${limit} are allowed` : null;
};

const titleWords = (text: string): string =>
  (
    plainText(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
    .sort()
    .join(' ');

const renamed = (text: string, input: PromptInput): string | null => {
  const kind = input.piece.read.garment?.noun ?? '';
  const known = `${titleWords(input.product.title)} ${titleWords(kind)}`.split(' ');
  return titleWords(text)
    .split(' ')
    .every((word) => known.includes(word))
    ? null
    : 'a title is only tidied: it brings in words that the old one does not have';
};

const invented = (field: string, text: string, data: string, input: PromptInput): string | null => {
  if (field === 'rationale') return null;
  const said = field.startsWith('seo_') ? text.replaceAll(input.site.name, ' ') : text;
  const found = [...new Set(unsupportedTerms(said, data).map((hit) => `“${hit.term}” (${hit.list})`))];
  return found.length > 0 ? `it says ${found.join(', ')}, and the product data does not` : null;
};

const problemOf = (field: string, text: string, data: string, input: PromptInput): string | null => {
  if (text.includes(canary)) return 'it repeats its instructions';
  if (isPlaceholder(text)) return 'it is filler';
  const avoided = field === 'rationale' ? undefined : input.voice.avoid.find((word) => hasTerm(text, word));
  return (
    unsafeText(text, field === 'description' ? simpleTag : null) ??
    tooLong(field, text) ??
    (avoided ? `it uses “${avoided}”, a word the brand avoids` : null) ??
    (field.startsWith('image_alt') && /^(?:an? )?(?:image|picture|photo) of\b/i.test(text)
      ? 'alt texts do not begin with “image of”'
      : null) ??
    (field === 'title' ? renamed(text, input) : null) ??
    invented(field, text, data, input)
  );
};

/** Why the answer is refused, in words that help to repair it; null when every text is safe and says nothing that the data does not. */
export const problemsOf = (answer: Answer, input: PromptInput): string | null => {
  const data = dataText(input.product);
  const found = entries(answer).flatMap(([field, text]) => {
    const problem = problemOf(field, text, data, input);
    return problem ? [`${field}: ${problem}.`] : [];
  });
  const alts = (answer.image_alt ?? []).map(({ alt }) => alt.trim().toLowerCase());
  if (new Set(alts).size < alts.length) found.push('image_alt: two pictures have the same text.');
  return found.length > 0 ? found.join(' ') : null;
};
