import { writingOptions, type WritingOptions } from '../../runtime/writing/contract.ts';

/** What a run may ask of this agent. */
export const contentCopyOptions = writingOptions;

export type ContentCopyOptions = WritingOptions;
