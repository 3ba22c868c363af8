import { bindEndpoints, type BoundEndpoint } from '../../kernel/endpoint.ts';
import { cancelText } from './endpoints/cancel-text/index.ts';
import { getTextOffer } from './endpoints/get-text-offer/index.ts';
import { readText } from './endpoints/read-text/index.ts';
import { startText } from './endpoints/start-text/index.ts';
import { streamText } from './endpoints/stream-text/index.ts';
import type { Result } from '../../kernel/result.ts';
import type { BrandVoice } from '../settings/contract.ts';
import type { TextDeps, TextWriter } from './ports.ts';
import { createTextService, type TextService } from './service.ts';

/** The model route of the editor's texts, and how long a model may be silent there: somebody waits for the words. */
const textTask = 'editor_text';
const watched = { firstByteMs: 45_000, idleMs: 20_000, totalMs: 120_000 };

/** What other domains and the intelligence give. */
interface TextSources extends Pick<TextDeps, 'repository' | 'transactions' | 'clock' | 'logger'> {
  models: {
    createWriter(request: {
      site: string;
      run: string;
      target: null;
      agent: string;
      taskType: string;
      signal: AbortSignal;
      limits: typeof watched;
    }): Promise<TextWriter>;
    modelOf(site: string, taskType: string): Promise<Result<{ provider: string; model: string }>>;
  };
  settings: { get(site: string): Promise<{ language: string | null; brand_voice: BrandVoice }> };
  catalogue: { facts(site: string): Promise<{ locale: string } | null> };
  sites: { all(): Promise<{ id: string }[]> };
}

export interface Texts {
  service: TextService;
  endpoints: BoundEndpoint[];
}

/** Texts that are written for the block editor while somebody watches. */
export function createTexts({ models, settings, catalogue, sites, ...shared }: TextSources): Texts {
  const service = createTextService({
    ...shared,
    writerFor: ({ siteId, text, signal }) =>
      models.createWriter({ site: siteId, run: text, target: null, agent: 'editor-text', taskType: textTask, signal, limits: watched }),
    async modelFor(siteId) {
      const model = await models.modelOf(siteId, textTask);
      return model.ok ? { ready: true, ...model.value } : { ready: false, message: model.error.message, next: model.error.next ?? null };
    },
    async brand(siteId) {
      const [{ language, brand_voice: voice }, facts] = await Promise.all([settings.get(siteId), catalogue.facts(siteId)]);
      return { voice, language: language ?? facts?.locale ?? 'en_US' };
    },
    sites: async () => (await sites.all()).map(({ id }) => id),
  });
  // `offer` before `:id`: the router takes the first that fits.
  return { service, endpoints: bindEndpoints([startText, getTextOffer, streamText, readText, cancelText], { texts: service }) };
}
