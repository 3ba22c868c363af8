import { bindEndpoints, type BoundEndpoint } from '../../kernel/endpoint.ts';
import { cancelText } from './endpoints/cancel-text/index.ts';
import { getTextOffer } from './endpoints/get-text-offer/index.ts';
import { readText } from './endpoints/read-text/index.ts';
import { startText } from './endpoints/start-text/index.ts';
import { streamText } from './endpoints/stream-text/index.ts';
import type { TextDeps } from './ports.ts';
import { createTextService, type TextService } from './service.ts';

/** The model route of the editor's texts. */
export const textTask = 'editor_text';

export interface Texts {
  service: TextService;
  endpoints: BoundEndpoint[];
}

/** Texts that are written for the block editor while somebody watches. */
export function createTexts(deps: TextDeps): Texts {
  const service = createTextService(deps);
  // `offer` before `:id`: the router takes the first that fits.
  return { service, endpoints: bindEndpoints([startText, getTextOffer, streamText, readText, cancelText], { texts: service }) };
}
