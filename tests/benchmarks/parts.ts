import type { Part } from './bench.ts';
import { httpPart } from './http/index.ts';
import { queuePart } from './queue.ts';
import { screensPart } from './screens.ts';
import { importPart, proposalsPart, streamPart } from './shop-parts.ts';
import { startPart } from './start.ts';

/** The parts of the bench, in their order. */
export const parts: readonly Part[] = [httpPart, startPart, queuePart, streamPart, proposalsPart, importPart, screensPart];
