import type { ModelProvider } from '../../provider.ts';
import { createChatCompletions } from '../../wires/chat-completions.ts';
import type { ProviderOptions } from '../options.ts';
import { about } from './contract.ts';

/** Any server that speaks OpenAI's wire format (vLLM, Ollama, LM Studio, gateways): its address is entered, its key may be. */
export const createProvider = (options: ProviderOptions): ModelProvider =>
  createChatCompletions({ about, address: null, own: false }, options);
