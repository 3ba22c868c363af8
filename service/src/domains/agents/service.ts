import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';
import type { TargetKind } from '../catalogue/contract.ts';
import type { Estimate, RunOptions, RunRequest } from '../runs/contract.ts';
import type { RunPace } from '../runs/index.ts';
import type { AgentInfo } from './contract.ts';

interface AgentDirectory {
  list(): AgentInfo[];
  find(name: string): AgentInfo | null;
  taskType(name: string): string | null;
  checkOptions(name: string, options: RunOptions): Result<RunOptions>;
}

/** What a model would take and cost; the intelligence implements it. */
interface ModelEstimator {
  estimate(request: ModelEstimateRequest): Promise<Omit<Estimate, 'targets'>>;
}

interface ModelEstimateRequest {
  site: string;
  agent: string;
  taskType: string;
  targets: number;
  concurrency: number;
  promptBytes: number | null;
}

export interface AgentDeps {
  agents: AgentDirectory;
  catalogue: {
    ids(siteId: string, kinds: readonly TargetKind[]): Promise<number[]>;
    languageNote(siteId: string, kinds: readonly TargetKind[]): Promise<string | null>;
  };
  runs: { pace(siteId: string, agent: string): Promise<RunPace | null> };
  models: ModelEstimator;
  /** targets worked at the same time. */
  concurrency: number;
}

export interface AgentService {
  list(): AgentInfo[];
  read(name: string): Result<AgentInfo>;
  estimate(siteId: string, name: string, request: RunRequest): Promise<Result<Estimate>>;
}

const unknownAgent = (name: string): { ok: false; error: Failure } =>
  fail({ code: 'unknown_agent', message: `There is no agent "${name}".`, next: 'GET /api/v1/agents lists those there are.' });

export function createAgentService(deps: AgentDeps): AgentService {
  return {
    list: () => deps.agents.list(),
    read(name) {
      const agent = deps.agents.find(name);
      return agent ? ok(agent) : unknownAgent(name);
    },
    async estimate(siteId, name, request) {
      const agent = deps.agents.find(name);
      if (!agent) return unknownAgent(name);
      if (!agent.available)
        return fail({ code: 'agent_unavailable', message: `"${agent.title}" is not available: ${agent.reason ?? 'no reason is known'}` });
      const options = deps.agents.checkOptions(name, request.options);
      if (!options.ok) return options;
      const known = request.targets === 'all' ? await deps.catalogue.ids(siteId, agent.targets) : [...new Set(request.targets)];
      const estimate = await estimateTargets(deps, { siteId, name, targets: known.length });
      const languages = await deps.catalogue.languageNote(siteId, agent.targets);
      return ok({ ...estimate, note: [languages, estimate.note].filter(Boolean).join(' ') });
    },
  };
}

async function estimateTargets(
  deps: AgentDeps,
  { siteId, name, targets }: { siteId: string; name: string; targets: number },
): Promise<Estimate> {
  const taskType = deps.agents.taskType(name);
  const request = { site: siteId, agent: name, targets, concurrency: deps.concurrency, promptBytes: null };
  const model = taskType === null ? noModel : await deps.models.estimate({ ...request, taskType });
  if (model.provider !== 'builtin') return { targets, ...model };
  const pace = await deps.runs.pace(siteId, name);
  if (!pace)
    return {
      targets,
      ...model,
      seconds: null,
      note: `${model.note} How long it takes is not known before the first run on this site.`.trim(),
    };
  const basis = `measured on ${count(pace.targets, 'piece')} in the last ${count(pace.runs, 'run')} on this site`;
  return { targets, ...model, seconds: { low: tenths(targets * pace.low), high: tenths(targets * pace.high), basis } };
}

const noModel: Omit<Estimate, 'targets'> = {
  provider: 'builtin',
  model: null,
  seconds: null,
  cost: { low: 0, high: 0, currency: 'USD', basis: 'This agent calls no model.' },
  note: 'No model is called.',
};

const tenths = (seconds: number): number => Math.round(seconds * 10) / 10;
const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
