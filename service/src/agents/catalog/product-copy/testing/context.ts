import type { Product, SiteFacts } from '../../../../domains/catalogue/contract.ts';
import type { BrandVoice } from '../../../../domains/settings/contract.ts';
import type { Writer } from '../../../../intelligence/provider.ts';
import type { AgentContext, AgentOutcome } from '../../../runtime/agent.ts';
import type { ProductCopyOptions } from '../contract.ts';
import { productCopy } from '../index.ts';

export const site: SiteFacts = {
  name: 'Hollin & Quay',
  url: 'http://shop.test',
  locale: 'en_US',
  currency: 'EUR',
  timezone: 'UTC',
  catalogue: 'built-in',
};

export const voice: BrandVoice = { tone: 'warm', words: [], avoid: [], audience: '', note: '' };

const quiet = (): void => undefined;

/** No provider key: the agent writes by its own rules. */
const noModel: Writer = {
  model: null,
  write: () => Promise.reject(new Error('The built-in writer must not call a model.')),
  stream: () => Promise.reject(new Error('The built-in writer must not call a model.')),
};

/** A context over a catalogue that is read once, as the runtime gives it. */
export const contextFor = (catalogue: readonly Product[], more: Partial<AgentContext> = {}): AgentContext => ({
  site,
  language: 'en_US',
  brandVoice: voice,
  catalogue: {
    get: (id) => Promise.resolve(catalogue.find((product) => product.id === id) ?? null),
    all: () => Promise.resolve(catalogue),
  },
  writer: noModel,
  clock: { now: () => new Date('2026-11-20T10:00:00Z') },
  logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  signal: new AbortController().signal,
  ...more,
});

/** Runs the agent on one piece; a failure of the agent is a failure of the test. */
export const runOn = async (target: Product, context: AgentContext, options: Partial<ProductCopyOptions> = {}): Promise<AgentOutcome> => {
  const result = await productCopy.run(
    { run: '00000000-0000-4000-8000-000000000001', target, options: { mode: 'fill-empty', ...options } },
    context,
  );
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

export type Proposal = Extract<AgentOutcome, { kind: 'proposal' }>;

export const proposalOf = (outcome: AgentOutcome): Proposal => {
  if (outcome.kind !== 'proposal') throw new Error(`Expected a proposal, got “${outcome.kind}”.`);
  return outcome;
};

/** The proposed value of a field; undefined when it is not proposed. */
export const valueOf = (outcome: AgentOutcome, field: string): string | string[] | undefined =>
  outcome.kind === 'proposal' ? outcome.changes.find((change) => change.field === field)?.after : undefined;
