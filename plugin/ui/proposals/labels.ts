import { __, _n, sprintf } from '@wordpress/i18n';
import type { Proposal, ProposalStatus } from '../api/types.ts';
import type { Tone } from '../controls/badge.tsx';
import { count } from '../format/site.ts';
import { adminPage } from '../page.ts';
import { providerTitle } from '../providers.ts';

export const proposalStatuses: ProposalStatus[] = [
  'pending',
  'conflict',
  'applied',
  'rejected',
  'undone',
  'failed',
  'applying',
  'expired',
  'superseded',
];

export const statusLabel = (status: ProposalStatus): string =>
  ({
    pending: __('Waiting for you', 'devskyy'),
    applying: __('Being applied', 'devskyy'),
    applied: __('Applied', 'devskyy'),
    undone: __('Undone', 'devskyy'),
    rejected: __('Rejected', 'devskyy'),
    conflict: __('Conflict', 'devskyy'),
    expired: __('Expired', 'devskyy'),
    superseded: __('Replaced by a newer one', 'devskyy'),
    failed: __('Failed', 'devskyy'),
  })[status];

export const statusTone = (status: ProposalStatus): Tone => {
  const tones: Record<ProposalStatus, Tone> = {
    pending: 'info',
    applying: 'info',
    applied: 'good',
    undone: 'neutral',
    rejected: 'neutral',
    conflict: 'warning',
    expired: 'neutral',
    superseded: 'neutral',
    failed: 'bad',
  };
  return tones[status];
};

/** What a proposal is about. */
export const kindLabel = (kind: string): string =>
  ({ product: __('Product', 'devskyy'), post: __('Post', 'devskyy'), page: __('Page', 'devskyy') })[kind] ?? kind;

/** The way to its edit screen. */
export const editLabel = (kind: string): string =>
  ({ product: __('Edit the product', 'devskyy'), post: __('Edit the post', 'devskyy'), page: __('Edit the page', 'devskyy') })[kind] ??
  __('Edit', 'devskyy');

export const kinds = ['product', 'post', 'page'];

export const riskLabel = (risk: Proposal['risk']): string =>
  ({ low: __('Low risk', 'devskyy'), medium: __('Medium risk', 'devskyy'), high: __('High risk', 'devskyy') })[risk];

export const riskTone = (risk: Proposal['risk']): Tone => {
  const tones: Record<Proposal['risk'], Tone> = { low: 'neutral', medium: 'warning', high: 'bad' };
  return tones[risk];
};

/** The names of what a proposal would change, with the alt texts of several pictures as one. */
export const changesText = (proposal: Pick<Proposal, 'changes'>): string => {
  const pictures = proposal.changes.filter((change) => change.field.startsWith('image_alt.')).length;
  const others = proposal.changes.filter((change) => !change.field.startsWith('image_alt.')).map((change) => change.label);
  // translators: %s: number of pictures.
  return [
    ...others,
    ...(pictures > 0 ? [sprintf(_n('alt text of %s picture', 'alt texts of %s pictures', pictures, 'devskyy'), count(pictures))] : []),
  ].join(', ');
};

/** Whether a person can still say yes or no. */
export const isOpen = (status: ProposalStatus): boolean => status === 'pending' || status === 'conflict' || status === 'failed';

/** Who wrote it: the provider and, where one was used, the model. */
export const authorLabel = (author: Proposal['author']): string => {
  if (author.provider === 'builtin' || author.provider === 'built-in') return __('Built-in writer', 'devskyy');
  const name = providerTitle(author.provider);
  return author.model ? `${name} · ${author.model}` : name;
};

/** An agent's title by its name, for lists that hold the name alone; of an agent that is gone, the name in words. */
export const agentLabel = (name: string): string =>
  adminPage().agents.find((agent) => agent.name === name)?.title || name.replace(/-/g, ' ').replace(/^./, (letter) => letter.toUpperCase());

export const targetImage = (image: Proposal['target']['image']): string | null =>
  (typeof image === 'string' ? image : (image?.url ?? null)) || null;

export const errorText = (error: Proposal['error']): string => (typeof error === 'string' ? error : (error?.message ?? ''));
