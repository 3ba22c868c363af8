import { request } from '../api/client.ts';
import type { Ask, Offer, StartedText, Text, Ticket } from './types.ts';

export const getOffer = (): Promise<Offer> => request('texts');
export const startText = (ask: Ask): Promise<StartedText> => request('texts', { method: 'POST', data: ask });
export const readText = (id: string, after: number, signal?: AbortSignal): Promise<Text> =>
  request(`texts/${id}`, { query: { after }, ...(signal ? { signal } : {}) });
export const cancelText = (id: string): Promise<Text> => request(`texts/${id}/cancel`, { method: 'POST', data: {} });
export const getTicket = (id: string): Promise<Ticket> => request(`texts/${id}/stream`, { method: 'POST', data: {} });
