import { request, requestPage } from './client.ts';
import type {
  AgentInfo,
  BulkAction,
  BulkState,
  Connection,
  RunError,
  ContentItem,
  Dashboard,
  Estimate,
  FieldValue,
  Page,
  Product,
  Proposal,
  ProposalQuery,
  ProviderName,
  ProviderState,
  ProviderTest,
  RunEvent,
  RunOptions,
  SiteRun,
  SiteSettings,
  SiteSettingsChange,
} from './types.ts';

export interface RunAsk {
  targets: number[] | 'all';
  options: RunOptions;
}

const post = <T>(path: string, data: unknown = {}): Promise<T> => request<T>(path, { method: 'POST', data });

export const getConnection = (fresh = false): Promise<Connection> => request('connection', { query: fresh ? { fresh: 1 } : {} });
export const startPairing = (serviceUrl: string, password: string): Promise<{ authorize_url: string; expires: string }> =>
  post('connection', { service_url: serviceUrl, password });
export const redeemPairing = (answer: { code: string; state: string; iss: string }): Promise<Connection> =>
  post('connection/redeem', answer);
export const disconnect = (): Promise<unknown> => request('connection', { method: 'DELETE' });

export const renewKeys = (): Promise<Connection> => post('connection/keys', {});
/** Says whether a site at another address than the connected one is a copy, or the same site moved. */
export const decideHome = (decision: 'copy' | 'moved'): Promise<Connection> => post('connection/home', { decision });
export const getRunErrors = (id: string): Promise<{ errors: RunError[] }> => request(`runs/${id}/errors`);

export const getDashboard = (): Promise<Dashboard> => request('dashboard');

export const listProducts = (
  query: { search?: string; page?: number; per_page?: number; ids?: string; language?: 'default' },
  signal?: AbortSignal,
): Promise<Page<Product>> => requestPage('catalogue', signal ? { query, signal } : { query });
export const listContent = (
  query: { search?: string; page?: number; per_page?: number; kind?: string },
  signal?: AbortSignal,
): Promise<Page<ContentItem>> => requestPage('content', signal ? { query, signal } : { query });
export const getProduct = (id: number): Promise<Product> => request(`catalogue/${id}`);

export const listAgents = async (): Promise<AgentInfo[]> => {
  const answer = await request<AgentInfo[] | { agents: AgentInfo[] }>('agents');
  return Array.isArray(answer) ? answer : answer.agents;
};
export const estimateRun = (agent: string, ask: RunAsk): Promise<Estimate> => post(`agents/${agent}/estimates`, ask);
export const startRun = (agent: string, ask: RunAsk, key: string): Promise<{ id: string }> =>
  request(`agents/${agent}/runs`, { method: 'POST', data: ask, headers: { 'Idempotency-Key': key } });

export const listRuns = (query: { page?: number; per_page?: number; agent?: string; status?: string }): Promise<Page<SiteRun>> =>
  requestPage('runs', { query });
export const getRun = (id: string): Promise<SiteRun> => request(`runs/${id}`);
export const runEvents = (after?: number): Promise<{ events: RunEvent[]; next: number }> =>
  request('runs/events', { query: { after } as Record<string, number> });
export const cancelRun = (id: string): Promise<SiteRun> => post(`runs/${id}/cancel`);
export const undoRun = (id: string): Promise<{ id: string }> => post(`runs/${id}/undo`);

export const listProposals = (query: ProposalQuery, signal?: AbortSignal): Promise<Page<Proposal>> =>
  requestPage('proposals', signal ? { query: { ...query }, signal } : { query: { ...query } });
export const getProposal = (id: string): Promise<Proposal> => request(`proposals/${id}`);
export const editProposal = (id: string, changes: { field: string; after: FieldValue }[]): Promise<Proposal> =>
  request(`proposals/${id}`, { method: 'PATCH', data: { changes } });
export const approveProposal = (id: string, data: { fields?: string[]; expect?: string } = {}): Promise<Proposal> =>
  post(`proposals/${id}/approve`, data);
export const rejectProposal = (id: string): Promise<Proposal> => post(`proposals/${id}/reject`);
export const undoProposal = (id: string): Promise<Proposal> => post(`proposals/${id}/undo`);
export const startBulk = (action: BulkAction, what: { ids: string[] } | { filter: ProposalQuery }): Promise<{ id: string }> =>
  post('proposals/bulk', { action, ...what });
export const cancelBulk = (id: string): Promise<BulkState> => post(`proposals/bulk/${id}/cancel`);
export const countProposals = (): Promise<Record<string, number>> => request('proposals/counts');
export const getBulk = (id: string): Promise<BulkState> => request(`proposals/bulk/${id}`);

export const getSettings = (): Promise<SiteSettings> => request('settings');
export const saveSettings = (change: SiteSettingsChange): Promise<SiteSettings> => request('settings', { method: 'PUT', data: change });
export const testProvider = (provider: ProviderName): Promise<ProviderTest> => post('settings/provider-tests', { provider });
export const listProviderStates = (): Promise<{ providers: ProviderState[] }> => request('providers');
