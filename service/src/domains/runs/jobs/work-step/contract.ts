import { z } from 'zod';

export const workStep = { name: 'work-step', payload: z.object({ site: z.uuid(), run: z.uuid(), target: z.int().positive() }) };
