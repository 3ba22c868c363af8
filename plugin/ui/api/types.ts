/**
 * The shapes of devskyy/v1 as the screens read them. What the service also knows comes from its contracts; the rest is
 * described in docs/protocol.md.
 */
import type { AgentInfo } from '../../../service/src/domains/agents/contract.ts';
import type { Product } from '../../../service/src/domains/catalogue/contract.ts';
import type { Evidence, FieldValue } from '../../../service/src/domains/outbox/contract.ts';
import type {
  Estimate,
  Finding,
  Money,
  Run,
  RunEvent,
  RunOptions,
  RunReport,
  RunStatus,
  TargetReport,
} from '../../../service/src/domains/runs/contract.ts';
import type { ProviderState } from '../../../service/src/domains/providers/contract.ts';
import type { BrandVoice, ProviderName, ProviderTest, Settings, SettingsChange } from '../../../service/src/domains/settings/contract.ts';
import type { SpendToday } from '../../../service/src/domains/spend/contract.ts';

export type {
  AgentInfo,
  BrandVoice,
  Estimate,
  Evidence,
  FieldValue,
  Finding,
  Money,
  Product,
  ProviderName,
  ProviderState,
  ProviderTest,
  Run,
  RunEvent,
  RunOptions,
  RunReport,
  RunStatus,
  Settings,
  SettingsChange,
  SpendToday,
  TargetReport,
};

export type ConnectionStatus = 'unpaired' | 'connected' | 'unreachable' | 'refused';

export interface Connection {
  status: ConnectionStatus;
  service_url: string | null;
  site_id: string | null;
  paired_at: string | null;
  paired_by: string | { id: number; name: string } | null;
  /** when unreachable: since when (ISO). */
  since: string | null;
  /** why a refused connection is refused, where the screens say more than the message does. */
  reason?: 'devskyy_disabled' | 'devskyy_copied' | 'clock' | null;
  /** what both clocks say, where they are too far apart. */
  clock?: { skew_seconds: number; site: string; service: string } | null;
  /** since when the present keys are used, and when they are renewed by themselves (ISO). */
  keys?: { since: string; due: string } | null;
  /** the address that was connected, where this site has another one. */
  original?: string | null;
  /** one line; null when all is well. */
  message: string | null;
  next_step: string | null;
  carrier: 'push' | 'fetch' | null;
  versions: { plugin: string; service: string | null; contract: number | string | null };
  catalogue: { type: 'woocommerce' | 'built-in'; products: number; synced: number | string | boolean | null; uninstall_content?: boolean };
}

/** One thing that went wrong in a run, also where a later attempt went well. */
export interface RunError {
  target: number | null;
  at: string;
  kind: 'failed' | 'died' | 'refused';
  attempt: number;
  message: string;
  retry_at: string | null;
}

export type ProposalStatus = 'pending' | 'applying' | 'applied' | 'undone' | 'rejected' | 'conflict' | 'expired' | 'superseded' | 'failed';

export interface Change {
  field: string;
  label: string;
  before: FieldValue;
  after: FieldValue;
  left_out: boolean;
  /** what was read back after the write; null before. */
  applied: FieldValue | null;
  /** filled for a conflict: what the shop holds now. */
  current?: FieldValue | null;
}

export interface Target {
  kind: string;
  id: number;
  title: string;
  url: string | null;
  edit_url: string | null;
  sku: string;
  image: string | { url: string } | null;
}

/** A post or page as the picker lists it. */
export interface ContentItem extends Target {
  status: string;
  hands_off: boolean;
}

export interface Proposal {
  id: string;
  status: ProposalStatus;
  target: Target;
  changes: Change[];
  fingerprint: string;
  current_fingerprint?: string | null;
  rationale: string;
  evidence: Evidence[];
  author: { agent: string; provider: string; model: string | null };
  cost: Money;
  risk: 'low' | 'medium' | 'high';
  run: string;
  created: string;
  expires: string | null;
  decided: { by: { id: number; name: string }; at: string } | null;
  undone?: { by: { id: number; name: string }; at: string } | null;
  error: string | { message: string } | null;
}

export interface ProposalQuery {
  status?: string;
  agent?: string;
  kind?: string;
  target?: number;
  run?: string;
  search?: string;
  orderby?: 'created' | 'decided' | 'title' | 'status' | 'agent' | 'expires';
  order?: 'asc' | 'desc';
  page?: number;
  per_page?: number;
}

export type BulkAction = 'approve' | 'reject' | 'undo';

export interface BulkState {
  id: string;
  action?: BulkAction;
  status: 'queued' | 'running' | 'completed' | 'failed' | 'cancelled';
  progress: { done: number; total: number };
  /** the first of those that failed. */
  failed: { id: string; code?: string; message?: string; title?: string }[];
  failed_total?: number;
}

export type SiteRun = Run & { delivered?: boolean };

export interface SiteSettings extends Settings {
  catalogue?: 'woocommerce' | 'built-in';
  uninstall_content?: boolean;
  /** read from the site's copy because the service did not answer; when that copy was made. */
  cached_at?: string | null;
}

export type SiteSettingsChange = SettingsChange & { uninstall_content?: boolean };

/** Whatever the service alone knows is null while it does not answer. */
export interface Dashboard {
  connection: Connection;
  proposals: { pending: number; conflict: number };
  runs: { running: SiteRun[] | null; recent: SiteRun[] };
  spend: SpendToday | null;
}

export interface Page<T> {
  items: T[];
  total: number;
  pages: number;
}
