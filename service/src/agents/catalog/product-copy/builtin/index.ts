import type { AgentContext, AgentOutcome, AgentTask } from '../../../runtime/agent.ts';
import type { Product } from '../../../../domains/catalogue/contract.ts';
import type { ProductCopyOptions } from '../contract.ts';
import { isWanted } from '../wanted.ts';
import { evidenceOf } from './evidence.ts';
import { descriptionStanding, shortStanding, simpleHtml } from './existing.ts';
import { list } from './grammar.ts';
import { disagreements, nothingKnown } from './needs.ts';
import { pieceOf } from './piece.ts';
import { planner } from './plan.ts';
import { missingFacts } from './substance.ts';
import { voiceOf } from './voice.ts';
import { type Change, writeFields, type Writing } from './write.ts';

const free = { amount: 0, currency: 'USD', tokens: { input: 0, output: 0 } } as const;
const planFor = planner();

/** The snapshot with the piece as it is now: the same list where nothing changed meanwhile, so that its plan is kept. */
const withTarget = (all: readonly Product[], target: Product): readonly Product[] => {
  const known = all.find((product) => product.id === target.id);
  return known && JSON.stringify(known) === JSON.stringify(target) ? all : [...all.filter((product) => product.id !== target.id), target];
};

const unwritten = ({ piece, product: target, language }: Writing, options: ProductCopyOptions, changes: readonly Change[]): string[] => {
  const has = (field: string): boolean => changes.some((change) => change.field === field);
  const improve = options.mode === 'improve';
  const description = descriptionStanding(target, piece);
  const short = shortStanding(target, piece);
  const wants = [
    isWanted('description', options.fields) && !has('description') && (description === 'empty' || (improve && description === 'replace')),
    isWanted('short_description', options.fields) && !has('short_description') && (short === 'empty' || (improve && short === 'replace')),
  ];
  return wants.some(Boolean) ? missingFacts(piece, language).slice(0, 5) : [];
};

const words: Readonly<Record<string, string>> = {
  title: 'title',
  short_description: 'short description',
  description: 'description',
  seo_title: 'SEO title',
  seo_description: 'meta description',
  tags: 'tags',
  attributes: 'attributes',
  image_alt: 'alt texts',
};

const rationale = (changes: readonly Change[], { piece, planned, product: target }: Writing): string => {
  const parts = [...new Set(changes.map((change) => words[change.field.split('.')[0] ?? ''] ?? change.field))];
  const facts = [...new Set(piece.read.facts.map((fact) => fact.label.toLowerCase()))].slice(0, 6);
  const from =
    facts.length > 0
      ? `Written from what the shop says of it (${list(facts)}) and nothing else.`
      : 'Tidied from the title; no fact was added.';
  const kept =
    planned?.keeps && changes.some((change) => change.field === 'description')
      ? simpleHtml(target.description)
        ? ' Your own description stays; what it leaves out stands below it.'
        : ' The words of your own description stay, without the styles and scripts around them; what they leave out stands below.'
      : '';
  return `New or better: ${list(parts)}. ${from}${kept}`;
};

/** The built-in writer: rules, grammar and the shop's own data; the same data give the same words. */
export const writeBuiltIn = async ({ target, options }: AgentTask<ProductCopyOptions>, context: AgentContext): Promise<AgentOutcome> => {
  const voice = voiceOf(context.brandVoice);
  const piece = pieceOf(target, voice.avoid);
  if (piece.read.facts.length === 0) return nothingKnown(piece, context.language);
  const catalogue = withTarget(await context.catalogue.all(), target);
  const planned = isWanted('description', options.fields) ? ((await planFor(catalogue, voice)).get(target.id) ?? null) : null;
  const writing = { product: target, piece, voice, site: context.site, language: context.language, mode: options.mode, catalogue, planned };
  const changes = writeFields(writing).filter((change) => isWanted(change.field, options.fields));
  const needs = [...disagreements(piece), ...unwritten(writing, options, changes)];
  if (changes.length > 0) {
    return {
      kind: 'proposal',
      changes,
      rationale: rationale(changes, writing),
      evidence: evidenceOf(piece, target, context.brandVoice),
      author: { provider: 'builtin', model: null },
      cost: { ...free },
      needs,
    };
  }
  if (needs.length > 0) return { kind: 'needs', needs, message: `needs: ${needs.join(', ')}.`, findings: [] };
  return { kind: 'nothing', message: 'Its texts say what is known of it; there is nothing to add.' };
};
