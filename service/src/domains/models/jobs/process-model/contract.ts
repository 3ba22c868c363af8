import { z } from 'zod';

export const processModel = { name: 'process-model', payload: z.object({ site: z.uuid(), model: z.uuid() }) };
