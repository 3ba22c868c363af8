export { createAgentRuntime, type AgentRuntime } from './run.ts';
export { createRegistry, findAgentModules, loadAgents } from './registry.ts';
