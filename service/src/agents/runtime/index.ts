export { createAgentRuntime, type AgentRuntime, type RuntimeDeps } from './run.ts';
export { createRegistry, findAgentModules, loadAgents, type AgentModules, type AgentRegistry } from './registry.ts';
