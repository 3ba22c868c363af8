import { writingOptions, type WritingOptions } from '../../runtime/writing/contract.ts';

/** What a run may ask of this agent. */
export const productCopyOptions = writingOptions;

export type ProductCopyOptions = WritingOptions;
