import { z } from 'zod';

export const deliverOutbox = { name: 'deliver-outbox', payload: z.object({ site: z.uuid() }) };
