import { z } from 'zod';
import { providerName } from '../settings/contract.ts';

/** A provider that does not write at the moment. One that is not listed was fine when it was called last. */
export const providerState = z
  .object({
    provider: providerName,
    model: z.string(),
    /** `refused`: only the owner can mend it; `down`: it failed several times in a row; `waiting`: it asks to slow down. */
    state: z.enum(['refused', 'down', 'waiting']),
    /** auth, spend-limit, rejected (unknown model), network, overloaded, timeout, stalled, rate-limit. */
    code: z.string(),
    message: z.string(),
    /** the provider's own words, without the key. */
    said: z.string().nullable(),
    next: z.string().nullable(),
    since: z.iso.datetime(),
    /** when it is tried again; null: as soon as a call is asked for. */
    until: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ProviderState' });

export type ProviderState = z.output<typeof providerState>;
