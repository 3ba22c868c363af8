import { __, _n, sprintf } from '@wordpress/i18n';
import type { RunStatus, TargetReport } from '../api/types.ts';
import type { Tone } from '../controls/badge.tsx';
import { count } from '../format/site.ts';

export type Outcome = TargetReport['outcome'];

export const outcomes: Outcome[] = ['proposal', 'needs', 'nothing to change', 'failed'];

export const runStatusLabel = (status: RunStatus): string =>
  ({
    queued: __('Waiting', 'devskyy'),
    running: __('Running', 'devskyy'),
    completed: __('Completed', 'devskyy'),
    failed: __('Failed', 'devskyy'),
    cancelled: __('Cancelled', 'devskyy'),
  })[status];

export const runStatusTone = (status: RunStatus): Tone => {
  const tones: Record<RunStatus, Tone> = { queued: 'neutral', running: 'info', completed: 'good', failed: 'bad', cancelled: 'neutral' };
  return tones[status];
};

export const outcomeLabel = (outcome: Outcome): string =>
  ({
    proposal: __('Proposal', 'devskyy'),
    needs: __('Needs more', 'devskyy'),
    'nothing to change': __('Nothing to change', 'devskyy'),
    failed: __('Failed', 'devskyy'),
  })[outcome];

export const outcomeTone = (outcome: Outcome): Tone => {
  const tones: Record<Outcome, Tone> = { proposal: 'info', needs: 'warning', 'nothing to change': 'neutral', failed: 'bad' };
  return tones[outcome];
};

const counted = (outcome: Outcome, number: number): string => {
  const shown = count(number);
  // translators: %s: number of proposals.
  if (outcome === 'proposal') return sprintf(_n('%s proposal', '%s proposals', number, 'devskyy'), shown);
  // translators: %s: number of products that need more data.
  if (outcome === 'needs') return sprintf(_n('%s needs more', '%s need more', number, 'devskyy'), shown);
  // translators: %s: number of products that could not be worked.
  if (outcome === 'failed') return sprintf(_n('%s failed', '%s failed', number, 'devskyy'), shown);
  // translators: %s: number of products with nothing to change.
  return sprintf(_n('%s with nothing to change', '%s with nothing to change', number, 'devskyy'), shown);
};

/** "12 proposals, 3 need more": what came of a run, in the order that matters. */
export const outcomeSummary = (numbers: Record<string, number>): string => {
  const parts = outcomes.filter((outcome) => (numbers[outcome] ?? 0) > 0).map((outcome) => counted(outcome, numbers[outcome] ?? 0));
  return parts.join(', ');
};

export const isActive = (status: RunStatus): boolean => status === 'queued' || status === 'running';
