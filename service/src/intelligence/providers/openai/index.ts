import type { ModelProvider } from '../../provider.ts';
import { createChatCompletions } from '../../wires/chat-completions.ts';
import type { ProviderOptions } from '../options.ts';
import { about } from './contract.ts';

/** OpenAI's own servers. */
export const createProvider = (options: ProviderOptions): ModelProvider =>
  createChatCompletions({ about, address: 'https://api.openai.com/v1', own: true }, options);
