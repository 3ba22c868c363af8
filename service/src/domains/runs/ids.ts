import { uuidV5 } from '../../kernel/ids.ts';

/** Named by run and target: a step that is done twice makes the same proposal and the same message, and both are stored once. */
export const proposalId = (run: string, target: number): string => uuidV5(run, `product:${target}`);
export const proposalMessageId = (run: string, target: number): string => uuidV5(run, `message:product:${target}`);
/** A large report comes in parts, each a message of its own. */
export const reportMessageId = (run: string, part: number): string => uuidV5(run, `message:report:${part}`);
export const runMessageId = (run: string): string => uuidV5(run, 'message:run');
