import type { Post } from '../../../../domains/catalogue/contract.ts';
import type { Evidence } from '../../../../domains/outbox/contract.ts';
import type { AgentContext, AgentOutcome, AgentTask } from '../../../runtime/agent.ts';
import { isWanted } from '../../../runtime/fields.ts';
import { free } from '../../../runtime/writing/prompting.ts';
import type { ContentCopyOptions } from '../contract.ts';
import { readPost } from '../reading.ts';
import { type Extract, extractDescription, extractExcerpt, extractSeoTitle, extractTitle, type Material } from './extract.ts';
import { stands } from './standing.ts';

const extractors = {
  title: extractTitle,
  excerpt: extractExcerpt,
  seo_title: extractSeoTitle,
  seo_description: extractDescription,
} as const;

type Field = keyof typeof extractors;

const fields = Object.keys(extractors) as Field[];

const labels: Record<Field, string> = { title: 'title', excerpt: 'excerpt', seo_title: 'SEO title', seo_description: 'meta description' };

/** The texts that are missing, or in mode `improve` too long or too short to do their work. A title is only ever filled in. */
const fieldsToWrite = (post: Post, options: ContentCopyOptions): Field[] =>
  fields.filter((field) => isWanted(field, options.fields) && !stands(field, post, options.mode));

const evidenceOf = (found: readonly Extract[]): Evidence[] =>
  found.flatMap(({ lines }) =>
    lines.map((line) => ({ label: line.source, value: line.text.slice(0, 2000), source: line.source.replace(/ \d+$/, '') })),
  );

const unique = (evidence: readonly Evidence[]): Evidence[] =>
  [...new Map(evidence.map((one) => [`${one.source}|${one.value}`, one])).values()].slice(0, 50);

const contentNeeds = (options: ContentCopyOptions): string[] =>
  options.mode === 'improve' && options.fields?.includes('content')
    ? ['a provider key: without one, the content itself is left as it is']
    : [];

const outcomeOf = (written: ReadonlyMap<Field, Extract>, needs: string[]): AgentOutcome => {
  const names = [...written.keys()].map((field) => labels[field]).join(', ');
  return {
    kind: 'proposal',
    changes: [...written].map(([field, { text }]) => ({ field, after: text })),
    rationale: `Taken from the text’s own sentences: ${names}. Nothing was added to what it says.`,
    evidence: unique(evidenceOf([...written.values()])),
    author: { provider: 'builtin', model: null },
    cost: { ...free },
    needs,
  };
};

/** The built-in writer: it takes a post's own words and never makes new ones, in any language. */
export const writeBuiltIn = (
  { target, options }: AgentTask<ContentCopyOptions, Post>,
  { site, language, brandVoice }: Pick<AgentContext, 'site' | 'language' | 'brandVoice'>,
): AgentOutcome => {
  const material: Material = { post: target, reading: readPost(target), site, language, avoid: brandVoice.avoid };
  const wanted = fieldsToWrite(target, options);
  const written = new Map<Field, Extract>();
  const needs = contentNeeds(options);
  for (const field of wanted) {
    const found = extractors[field](material);
    if ('text' in found) written.set(field, found);
    else needs.push(`${labels[field]}: ${found.needs}`);
  }
  if (written.size > 0) return outcomeOf(written, needs);
  if (needs.length > 0) return { kind: 'needs', needs, message: `needs: ${needs.join('; ')}.`, findings: [] };
  return { kind: 'nothing', message: 'Every text asked for is there already.' };
};
