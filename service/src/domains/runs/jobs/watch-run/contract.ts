import { z } from 'zod';

export const watchRun = { name: 'watch-run', payload: z.object({ site: z.uuid(), run: z.uuid() }) };
