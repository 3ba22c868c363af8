import type { Product } from '../../../../domains/catalogue/contract.ts';
import type { AgentContext, AgentOutcome } from '../../../runtime/agent.ts';
import type { ProductCopyOptions } from '../contract.ts';
import { productCopy } from '../index.ts';

export { contextFor, site, voice } from '../../../runtime/testing/context.ts';

/** Runs the agent on one piece; a failure of the agent is a failure of the test. */
export const runOn = async (target: Product, context: AgentContext, options: Partial<ProductCopyOptions> = {}): Promise<AgentOutcome> => {
  const result = await productCopy.run(
    { run: '00000000-0000-4000-8000-000000000001', target, options: { mode: 'fill-empty', ...options } },
    context,
  );
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

export type Proposal = Extract<AgentOutcome, { kind: 'proposal' }>;

export const proposalOf = (outcome: AgentOutcome): Proposal => {
  if (outcome.kind !== 'proposal') throw new Error(`Expected a proposal, got “${outcome.kind}”.`);
  return outcome;
};

/** The proposed value of a field; undefined when it is not proposed. */
export const valueOf = (outcome: AgentOutcome, field: string): string | string[] | undefined =>
  outcome.kind === 'proposal' ? outcome.changes.find((change) => change.field === field)?.after : undefined;
