import type { Part } from './bench.ts';
import { httpPart } from './http/index.ts';

/** The parts of the bench, in their order. */
export const parts: readonly Part[] = [httpPart];
