import type { Product } from '../../../domains/catalogue/contract.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import type { AgentContext, AgentFailure, AgentOutcome, AgentTask } from '../../runtime/agent.ts';
import { isPlaceholder, plainText } from '../../runtime/product-facts/text.ts';
import { evidenceOf } from './builtin/evidence.ts';
import { disagreements } from './builtin/index.ts';
import { needsAlt } from './builtin/alt.ts';
import { attributesFromTexts } from './builtin/attributes.ts';
import { pieceOf } from './builtin/piece.ts';
import { missingFacts } from './builtin/substance.ts';
import type { Change } from './builtin/write.ts';
import type { ProductCopyOptions } from './contract.ts';
import { problemsOf } from './accept.ts';
import { answerSchema, type Answer, buildPrompt, systemPrompt } from './prompt.ts';
import { isWanted } from './wanted.ts';

const texts = ['title', 'short_description', 'description', 'seo_title', 'seo_description'] as const;

const vacant = (text: string): boolean => plainText(text) === '' || isPlaceholder(text);

/** The fields that the model is asked for: what the run wants, and in `fill-empty` only what is empty. */
export const fieldsToWrite = (product: Product, options: ProductCopyOptions): string[] => {
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

/** Writes with the model that the owner chose. What it answers is held against the product's data before it becomes a proposal. */
export const writeWithModel = async (
  { target, options }: AgentTask<ProductCopyOptions>,
  context: AgentContext,
): Promise<Result<AgentOutcome, AgentFailure>> => {
  const piece = pieceOf(target);
  if (piece.read.facts.length === 0 && vacant(target.description) && vacant(target.short_description)) {
    const needs = missingFacts(piece, context.language).slice(0, 5);
    return ok({
      kind: 'needs',
      needs,
      message: `needs: ${needs.join(', ')}. Nothing is known of this piece but its name, so nothing was written.`,
      findings: [],
    });
  }
  const own = isWanted('attributes', options.fields)
    ? attributesFromTexts(piece, target, await context.catalogue.all(), context.language)
    : [];
  const attributes = own
    .map(({ slug, values }): Change => ({ field: `attributes.${slug}`, after: values }))
    .filter((change) => isWanted(change.field, options.fields));
  const fields = fieldsToWrite(target, options);
  const author = { provider: context.writer.model?.provider ?? 'builtin', model: context.writer.model?.model ?? null };
  if (fields.length === 0 && attributes.length === 0) return ok({ kind: 'nothing', message: 'Every field asked for is filled already.' });
  const given = { product: target, piece, fields, voice: context.brandVoice, site: context.site, language: context.language };
  const written =
    fields.length === 0
      ? null
      : await context.writer.write({
          system: systemPrompt,
          prompt: buildPrompt(given),
          schema: answerSchema,
          schemaName: 'product_copy',
          accept: (answer) => problemsOf(answer, given),
        });
  if (written && !written.ok) {
    const { code, message, next, details, retryable, cost } = written.error;
    return fail({ code, message, retryable, cost, ...(next ? { next } : {}), ...(details ? { details } : {}) });
  }
  const cost = written?.value.cost ?? { amount: 0, currency: 'USD' as const, tokens: { input: 0, output: 0 } };
  const changes = [...(written ? changesOf(written.value.value, fields, target) : []), ...attributes];
  const needs = disagreements(piece);
  if (changes.length === 0) return ok({ kind: 'nothing', message: 'The model found nothing to better that the data carries.', cost });
  const rationale = written?.value.value.rationale?.trim() || 'Written from the product’s data and the brand voice.';
  return ok({ kind: 'proposal', changes, rationale, evidence: evidenceOf(piece, target, context.brandVoice), author, cost, needs });
};
