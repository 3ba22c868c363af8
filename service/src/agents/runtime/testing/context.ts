import type { Product, SiteFacts } from '../../../domains/catalogue/contract.ts';
import type { BrandVoice } from '../../../domains/settings/contract.ts';
import type { Writer } from '../../../intelligence/provider.ts';
import type { AgentContext } from '../agent.ts';

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
