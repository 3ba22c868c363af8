import { passageProblem } from '../../runtime/content-parts.ts';
import { unsupportedTerms } from '../../runtime/product-facts/claims.ts';
import { hasTerm, isPlaceholder } from '../../runtime/product-facts/text.ts';
import { seoDescriptionLimit, seoTitleLimit } from '../../runtime/writing/limits.ts';
import { canary } from '../../runtime/writing/prompting.ts';
import { unsafeText } from '../../runtime/writing/unsafe.ts';
import type { Answer, PromptInput } from './prompt.ts';
import { dataText } from './reading.ts';

const texts = ['title', 'excerpt', 'seo_title', 'seo_description', 'rationale'] as const;
const limits: Partial<Record<(typeof texts)[number], number>> = {
  title: 120,
  excerpt: 300,
  seo_title: seoTitleLimit,
  seo_description: seoDescriptionLimit,
};

const tooLong = (text: string, limit: number | undefined): string | null =>
  limit !== undefined && text.length > limit ? `it has ${text.length} characters, ${limit} are allowed` : null;

const invented = (text: string, data: string): string | null => {
  const found = [...new Set(unsupportedTerms(text, data).map((hit) => `“${hit.term}” (${hit.list})`))];
  return found.length > 0 ? `it says ${found.join(', ')}, and the text does not` : null;
};

/** What no text may do, wherever it goes. */
const common = (text: string, { voice }: PromptInput): string | null => {
  if (text.includes(canary)) return 'it repeats its instructions';
  if (isPlaceholder(text)) return 'it is filler';
  const avoided = voice.avoid.find((word) => hasTerm(text, word));
  return avoided ? `it uses “${avoided}”, a word the brand avoids` : null;
};

const textProblem = (field: (typeof texts)[number], text: string, data: string, input: PromptInput): string | null => {
  if (field === 'rationale') return text.includes(canary) ? 'it repeats its instructions' : unsafeText(text);
  const said = field.startsWith('seo_') ? text.replaceAll(input.site.name, ' ') : text;
  return common(text, input) ?? unsafeText(text) ?? tooLong(text, limits[field]) ?? invented(said, data);
};

const passageFault = (passage: { n: number; text: string }, data: string, input: PromptInput): string | null => {
  const known = input.passages.find((one) => one.n === passage.n);
  if (!known) return 'there is no passage of this number';
  if (passage.text === known.text) return null;
  if (passage.text.length > 2 * known.text.length + 80) return 'it is more than twice as long as the passage';
  return common(passage.text, input) ?? passageProblem(passage.text, known.text) ?? invented(passage.text, data);
};

/** Why the answer is refused, in words that help to repair it; null when every text is safe and says nothing that the post does not. */
export const problemsOf = (answer: Answer, input: PromptInput): string | null => {
  const data = dataText(input.post);
  const found = texts.flatMap((field) => {
    const text = answer[field];
    const problem = text ? textProblem(field, text, data, input) : null;
    return problem ? [`${field}: ${problem}.`] : [];
  });
  for (const passage of answer.passages ?? []) {
    const problem = passageFault(passage, data, input);
    if (problem) found.push(`passage ${passage.n}: ${problem}.`);
  }
  return found.length > 0 ? found.slice(0, 10).join(' ') : null;
};
