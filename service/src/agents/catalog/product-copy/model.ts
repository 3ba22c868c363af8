import type { Product } from '../../../domains/catalogue/contract.ts';
import type { Money } from '../../../domains/runs/contract.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import type { AgentContext, AgentFailure, AgentOutcome, AgentTask } from '../../runtime/agent.ts';
import { isPlaceholder, plainText } from '../../runtime/product-facts/text.ts';
import { free, writingFailure } from '../../runtime/writing/prompting.ts';
import { evidenceOf } from './builtin/evidence.ts';
import { disagreements, nothingKnown } from './builtin/needs.ts';
import { needsAlt } from './builtin/alt.ts';
import { attributesFromTexts } from './builtin/attributes.ts';
import { type Piece, pieceOf } from './builtin/piece.ts';
import type { Change } from './builtin/write.ts';
import type { ProductCopyOptions } from './contract.ts';
import { problemsOf } from './accept.ts';
import { answerSchema, type Answer, buildPrompt, type PromptInput, systemPrompt } from './prompt.ts';
import { isWanted } from './wanted.ts';

const texts = ['title', 'short_description', 'description', 'seo_title', 'seo_description'] as const;

const vacant = (text: string): boolean => plainText(text) === '' || isPlaceholder(text);

/** The fields that the model is asked for: what the run wants, and in `fill-empty` only what is empty. */
const fieldsToWrite = (product: Product, options: ProductCopyOptions): string[] => {
  const improve = options.mode === 'improve';
  const wanted = (field: string): boolean => isWanted(field, options.fields);
  return [
    ...texts.filter((field) => wanted(field) && (improve || vacant(product[field])) && !(field === 'title' && vacant(product.title))),
    ...(wanted('tags') && (improve || product.tags.length === 0) ? ['tags'] : []),
    ...product.images
      .map((image) => `image_alt.${image.id}`)
      .filter((field) => wanted(field) && needsAlt(product.image_alt[field.slice('image_alt.'.length)] ?? '')),
  ];
};

const unique = (tags: readonly string[]): string[] =>
  [...new Map(tags.map((tag) => [tag.trim().toLowerCase(), tag.trim()])).values()].filter(Boolean);

const changesOf = (answer: Answer, fields: readonly string[], product: Product): Change[] => {
  const asked = new Set(fields);
  const written = texts.flatMap((field): Change[] => {
    const after = answer[field]?.trim();
    return asked.has(field) && after && after !== product[field] ? [{ field, after }] : [];
  });
  const tags =
    asked.has('tags') && answer.tags && answer.tags.length > 0
      ? [{ field: 'tags', after: unique([...product.tags, ...answer.tags]).slice(0, 10) }]
      : [];
  const alts = (answer.image_alt ?? [])
    .map(({ id, alt }): Change => ({ field: `image_alt.${id}`, after: alt.trim() }))
    .filter((change) => asked.has(change.field) && change.after !== '');
  return [...written, ...tags, ...alts];
};

const ask = (input: PromptInput, context: AgentContext) =>
  context.writer.write({
    system: systemPrompt,
    prompt: buildPrompt(input),
    schema: answerSchema,
    schemaName: 'product_copy',
    accept: (answer) => problemsOf(answer, input),
  });

/** Attributes are never the model's: only what the owner's own words state, read by rule. */
const attributeChanges = async (
  piece: Piece,
  { target, options }: AgentTask<ProductCopyOptions>,
  context: AgentContext,
): Promise<Change[]> => {
  if (!isWanted('attributes', options.fields) && !options.fields?.some((field) => field.startsWith('attributes.'))) return [];
  return attributesFromTexts(piece, target, await context.catalogue.all(), context.language)
    .map(({ slug, values }): Change => ({ field: `attributes.${slug}`, after: values }))
    .filter((change) => isWanted(change.field, options.fields));
};

interface Answered {
  value: Answer;
  cost: Money;
}

const outcomeOf = (
  given: PromptInput,
  attributes: readonly Change[],
  answered: Answered | null,
  { writer, brandVoice }: AgentContext,
): AgentOutcome => {
  const { product, piece, fields } = given;
  const cost = answered?.cost ?? { ...free };
  const changes = [...(answered ? changesOf(answered.value, fields, product) : []), ...attributes];
  if (changes.length === 0) return { kind: 'nothing', message: 'The model found nothing to better that the data carries.', cost };
  const rationale = answered?.value.rationale.trim() || 'Written from the product’s data and the brand voice.';
  const author = { provider: writer.model?.provider ?? 'builtin', model: writer.model?.model ?? null };
  return {
    kind: 'proposal',
    changes,
    rationale,
    evidence: evidenceOf(piece, product, brandVoice),
    author,
    cost,
    needs: disagreements(piece),
  };
};

/** Writes with the model that the owner chose. What it answers is held against the product's data before it becomes a proposal. */
export const writeWithModel = async (
  task: AgentTask<ProductCopyOptions>,
  context: AgentContext,
): Promise<Result<AgentOutcome, AgentFailure>> => {
  const { target, options } = task;
  const piece = pieceOf(target);
  if (piece.read.facts.length === 0 && vacant(target.description) && vacant(target.short_description))
    return ok(nothingKnown(piece, context.language));
  const attributes = await attributeChanges(piece, task, context);
  const fields = fieldsToWrite(target, options);
  if (fields.length === 0 && attributes.length === 0) return ok({ kind: 'nothing', message: 'Every field asked for is filled already.' });
  const given = { product: target, piece, fields, voice: context.brandVoice, site: context.site, language: context.language };
  const written = fields.length === 0 ? null : await ask(given, context);
  if (written && !written.ok) return fail(writingFailure(written.error));
  return ok(outcomeOf(given, attributes, written?.value ?? null, context));
};
