import { readdir } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import type { AgentInfo } from '../../domains/agents/contract.ts';
import type { Logger } from '../../kernel/world.ts';
import { type AgentDefinition, targetsOf } from './agent.ts';

/** The agents there are: those that work, and those that could not be loaded, with the reason. */
export interface AgentRegistry {
  list(): AgentInfo[];
  info(name: string): AgentInfo | null;
  /** The agent itself; null when it is unknown or broken. */
  definition(name: string): AgentDefinition | null;
}

/** folder → how to load its module; a release generates this list, a source tree is read at boot. */
export type AgentModules = Record<string, () => Promise<Record<string, unknown>>>;

/** Finds `<folder>/<agent>/index.ts`. */
export async function findAgentModules(folder: string): Promise<AgentModules> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Object.fromEntries(
    names.map((name) => [name, () => import(pathToFileURL(path.join(folder, name, 'index.ts')).href) as Promise<Record<string, unknown>>]),
  );
}

/** Loads every agent. One that is broken is listed as unavailable, with its reason; the service stays up. */
export async function loadAgents(modules: AgentModules, logger: Logger): Promise<AgentRegistry> {
  const agents = new Map<string, AgentDefinition>();
  const broken = new Map<string, string>();
  for (const [folder, load] of Object.entries(modules)) {
    try {
      agents.set(folder, definitionIn(await load(), folder));
    } catch (error) {
      const reason = withoutFolders(error instanceof Error ? error.message : String(error));
      broken.set(folder, reason);
      logger.error(
        { agent: folder, err: error instanceof Error ? error.stack : reason },
        'An agent could not be loaded; it is listed as not available.',
      );
    }
  }
  return createRegistry([...agents.values()], broken);
}

/** The reason is shown to owners: where the service's files lie is not theirs to see. */
const withoutFolders = (text: string): string => text.replace(/(file:\/\/)?(\/[^\s'"/]+)+\//g, '').split('\n')[0]!;

export function createRegistry(agents: readonly AgentDefinition[], broken: ReadonlyMap<string, string> = new Map()): AgentRegistry {
  const infos = new Map([
    ...agents.map((agent) => [agent.name, toInfo(agent)] as const),
    ...[...broken].map(([name, reason]) => [name, brokenInfo(name, reason)] as const),
  ]);
  const definitions = new Map(agents.map((agent) => [agent.name, agent]));
  return {
    list: () => [...infos.values()].sort((a, b) => a.title.localeCompare(b.title)),
    info: (name) => infos.get(name) ?? null,
    definition: (name) => definitions.get(name) ?? null,
  };
}

function definitionIn(module: Record<string, unknown>, folder: string): AgentDefinition {
  const found = Object.values(module).filter(looksLikeAgent);
  if (found.length !== 1) throw new Error(`${folder}/index.ts must export exactly one agent (defineAgent), and exports ${found.length}.`);
  const agent = found[0]!;
  if (agent.name !== folder) throw new Error(`The agent in ${folder} calls itself "${agent.name}"; name and folder must be the same.`);
  const faults = faultsOf(agent);
  if (faults.length > 0) throw new Error(`The agent is not complete: ${faults.join(', ')}.`);
  return agent;
}

const looksLikeAgent = (value: unknown): value is AgentDefinition =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as AgentDefinition).name === 'string' &&
  typeof (value as AgentDefinition).run === 'function';

function faultsOf(agent: AgentDefinition): string[] {
  const texts = ['title', 'summary', 'category', 'riskNote'] as const;
  return [
    ...texts.filter((name) => typeof agent[name] !== 'string' || agent[name] === '').map((name) => `no ${name}`),
    ...(['low', 'medium', 'high'].includes(agent.risk) ? [] : ['no risk']),
    ...(['proposals', 'report'].includes(agent.output) ? [] : ['no output']),
    ...(Array.isArray(agent.needs) && Array.isArray(agent.fields) ? [] : ['no needs or fields']),
    ...(typeof agent.options?.safeParse === 'function' ? [] : ['no options schema']),
    ...(typeof agent.allows === 'function' ? [] : ['no list of allowed fields']),
    ...(agent.timeoutSeconds > 0 ? [] : ['no time limit']),
  ];
}

const toInfo = (agent: AgentDefinition): AgentInfo => ({
  name: agent.name,
  title: agent.title,
  summary: agent.summary,
  category: agent.category,
  needs: agent.needs,
  risk: agent.risk,
  risk_note: agent.riskNote,
  output: agent.output,
  targets: [...targetsOf(agent)],
  fields: agent.fields,
  available: true,
  reason: null,
});

const brokenInfo = (name: string, reason: string): AgentInfo => ({
  name,
  title: name,
  summary: 'This agent could not be loaded.',
  category: 'other',
  needs: [],
  risk: 'low',
  risk_note: '',
  output: 'report',
  targets: ['product'],
  fields: [],
  available: false,
  reason,
});
