import type { z } from 'zod';
import type { Product, SiteFacts, Target, TargetKind } from '../../domains/catalogue/contract.ts';
import type { Evidence, FieldValue } from '../../domains/outbox/contract.ts';
import type { Finding, Money } from '../../domains/runs/contract.ts';
import type { BrandVoice } from '../../domains/settings/contract.ts';
import type { Writer } from '../../intelligence/provider.ts';
import type { Clock, Logger } from '../../kernel/world.ts';
import type { Failure, Result } from '../../kernel/result.ts';

/** One target of one run, as the agent sees it. */
export interface AgentTask<O, T extends Target = Product> {
  run: string;
  target: T;
  options: O;
}

/** The snapshot of the shop's catalogue; no agent reaches into the site. */
export interface CatalogueReader {
  get(id: number): Promise<Product | null>;
  /** every product of the snapshot, by id; read once per run and kept for its length. */
  all(): Promise<readonly Product[]>;
}

/** The world, passed in. */
export interface AgentContext {
  site: SiteFacts;
  /** language to write in, e.g. en_US: the settings' choice, else the site's. */
  language: string;
  brandVoice: BrandVoice;
  catalogue: CatalogueReader;
  writer: Writer;
  clock: Clock;
  logger: Logger;
  signal: AbortSignal;
}

export type AgentOutcome =
  | {
      kind: 'proposal';
      changes: { field: string; after: FieldValue }[];
      rationale: string;
      evidence: Evidence[];
      author: { provider: string; model: string | null };
      cost: Money;
      /** what could not be written, though something was. */
      needs: string[];
    }
  | { kind: 'nothing'; message: string; cost?: Money }
  | { kind: 'needs'; needs: string[]; message: string; findings: Finding[]; cost?: Money };

export type AgentFailure = Failure & { retryable: boolean; cost?: Money };

/** The contract of an agent: it returns what it would change and never writes anywhere itself. */
export interface AgentDefinition<S extends z.ZodType = z.ZodType, T extends Target = Target> {
  name: string;
  /** the kinds of targets it works on; absent: products. */
  targets?: readonly T['kind'][];
  title: string;
  summary: string;
  category: string;
  needs: string[];
  risk: 'low' | 'medium' | 'high';
  riskNote: string;
  output: 'proposals' | 'report';
  /** task type of its model route; null: it never calls a model. */
  taskType: 'product_copy' | null;
  fields: { field: string; title: string }[];
  options: S;
  /** what this agent may ever return; checked by the runtime before anything leaves the service. */
  allows(field: string): boolean;
  /** seconds one target takes at most. */
  timeoutSeconds: number;
  run(task: AgentTask<z.output<S>, T>, context: AgentContext): Promise<Result<AgentOutcome, AgentFailure>>;
}

export const defineAgent = <S extends z.ZodType, T extends Target = Product>(agent: AgentDefinition<S, T>): AgentDefinition<S, T> => agent;

/** What the agent works on. */
export const targetsOf = (agent: AgentDefinition): readonly TargetKind[] => agent.targets ?? ['product'];
