import type { Post } from '../../../domains/catalogue/contract.ts';
import type { Evidence } from '../../../domains/outbox/contract.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import type { AgentContext, AgentFailure, AgentOutcome, AgentTask } from '../../runtime/agent.ts';
import { withPassages } from '../../runtime/content-parts.ts';
import { isWanted } from '../../runtime/fields.ts';
import { ownText } from '../../runtime/product-facts/text.ts';
import { free, writingFailure } from '../../runtime/writing/prompting.ts';
import { problemsOf } from './accept.ts';
import type { ContentCopyOptions } from './contract.ts';
import { type Answer, answerSchema, buildPrompt, type Passage, type PromptInput, systemPrompt } from './prompt.ts';
import { readPost } from './reading.ts';

const texts = ['title', 'excerpt', 'seo_title', 'seo_description'] as const;

/** Passages that go into one prompt: what a model can hold in view at once. */
const mostPassages = 80;
const mostCharacters = 24_000;

const passagesOf = (post: Post): Passage[] => {
  const all = post.parts.flatMap((part, n): Passage[] => (part.kind === 'fixed' ? [] : [{ n, kind: part.kind, text: part.text }]));
  let length = 0;
  return all.slice(0, mostPassages).filter((passage) => (length += passage.text.length) <= mostCharacters);
};

/** The fields that the model is asked for: what the run wants, and in `fill-empty` only what is empty. */
const fieldsToWrite = (post: Post, options: ContentCopyOptions, passages: readonly Passage[]): string[] => {
  const improve = options.mode === 'improve';
  const wanted = (field: string): boolean => isWanted(field, options.fields);
  const content = improve && wanted('content') && post.whole && passages.length > 0;
  return [...texts.filter((field) => wanted(field) && (improve || ownText(post[field]) === '')), ...(content ? ['content'] : [])];
};

const contentOf = (answer: Answer, post: Post): string | null => {
  const words = new Map((answer.passages ?? []).map((passage) => [passage.n, passage.text.trim()]));
  return words.size === 0 ? null : withPassages(post.parts, words);
};

const changesOf = (answer: Answer, { post, fields }: PromptInput): { field: string; after: string }[] => {
  const asked = new Set(fields);
  const written = texts.flatMap((field) => {
    const after = answer[field]?.trim();
    return asked.has(field) && after && after !== post[field] ? [{ field, after }] : [];
  });
  const content = asked.has('content') ? contentOf(answer, post) : null;
  return [...written, ...(content === null ? [] : [{ field: 'content', after: content }])];
};

const evidenceOf = (post: Post): Evidence[] => {
  const { headings, paragraphs } = readPost(post);
  return [
    { label: 'title', value: ownText(post.title), source: 'title' },
    ...[...headings, ...paragraphs].map(({ text, source }) => ({ label: source, value: text, source: source.replace(/ \d+$/, '') })),
  ]
    .filter((one) => one.value !== '')
    .slice(0, 12)
    .map((one) => ({ ...one, value: one.value.slice(0, 2000) }));
};

const needsOf = (post: Post, { mode, fields }: ContentCopyOptions, passages: readonly Passage[]): string[] => {
  if (mode !== 'improve' || !isWanted('content', fields) || (passages.length > 0 && post.whole)) return [];
  return [
    post.whole
      ? 'content: core’s own paragraphs, headings or lists, as other blocks and classic content are left alone'
      : 'content: a shorter text (100,000 characters at most)',
  ];
};

/** Writes with the model that the owner chose. What it answers is held against the post before it becomes a proposal. */
export const writeWithModel = async (
  { target, options }: AgentTask<ContentCopyOptions, Post>,
  context: AgentContext,
): Promise<Result<AgentOutcome, AgentFailure>> => {
  const { headings, paragraphs } = readPost(target);
  const passages = passagesOf(target);
  const needs = needsOf(target, options, passages);
  if (headings.length + paragraphs.length === 0) {
    const missing = ['a text of its own: a heading or a paragraph'];
    return ok({ kind: 'needs', needs: missing, message: `needs: ${missing.join()}. Nothing was written.`, findings: [] });
  }
  const fields = fieldsToWrite(target, options, passages);
  if (fields.length === 0 && needs.length > 0) return ok({ kind: 'needs', needs, message: `needs: ${needs.join(', ')}.`, findings: [] });
  if (fields.length === 0) return ok({ kind: 'nothing', message: 'Every field asked for is filled already.' });
  const input: PromptInput = { post: target, fields, passages, voice: context.brandVoice, site: context.site, language: context.language };
  const written = await context.writer.write({
    system: systemPrompt,
    prompt: buildPrompt(input),
    schema: answerSchema,
    schemaName: 'content_copy',
    accept: (answer) => problemsOf(answer, input),
  });
  if (!written.ok) return fail(writingFailure(written.error));
  const { value, cost } = written.value;
  const changes = changesOf(value, input);
  if (changes.length === 0) return ok({ kind: 'nothing', message: 'The model found nothing to better.', cost: cost ?? { ...free } });
  return ok({
    kind: 'proposal',
    changes,
    rationale: value.rationale.trim() || 'Written from the text itself and the brand voice.',
    evidence: evidenceOf(target),
    author: { provider: context.writer.model?.provider ?? 'builtin', model: context.writer.model?.model ?? null },
    cost,
    needs,
  });
};
