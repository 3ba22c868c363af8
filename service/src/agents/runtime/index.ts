export { createAgentRuntime, type AgentRuntime } from './run.ts';
export { type AgentModules, createRegistry, findAgentModules, loadAgents } from './registry.ts';
