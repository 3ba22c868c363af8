import { bindEndpoints, type BoundEndpoint } from '../../kernel/endpoint.ts';
import { estimateRun } from './endpoints/estimate-run/index.ts';
import { listAgents } from './endpoints/list-agents/index.ts';
import { readAgent } from './endpoints/read-agent/index.ts';
import { createAgentService, type AgentDeps, type AgentService } from './service.ts';

export interface Agents {
  service: AgentService;
  endpoints: BoundEndpoint[];
}

export function createAgents(deps: AgentDeps): Agents {
  const service = createAgentService(deps);
  return { service, endpoints: bindEndpoints([listAgents, readAgent, estimateRun], { agents: service }) };
}
