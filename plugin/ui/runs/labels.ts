import { __, _n, sprintf } from '@wordpress/i18n';
import type { RunStatus, SiteRun, TargetReport } from '../api/types.ts';
import type { Tone } from '../controls/badge.tsx';
import { count } from '../format/site.ts';
import { adminPage } from '../page.ts';

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

const checked = (numbers: Record<string, number>): string => {
  const found = numbers['needs'] ?? 0;
  const well = numbers['nothing to change'] ?? 0;
  return [
    // translators: %s: number of products.
    found > 0 ? sprintf(_n('findings on %s piece', 'findings on %s pieces', found, 'devskyy'), count(found)) : '',
    // translators: %s: number of products.
    well > 0 ? sprintf(_n('%s piece is in order', '%s pieces are in order', well, 'devskyy'), count(well)) : '',
    (numbers['failed'] ?? 0) > 0 ? counted('failed', numbers['failed'] ?? 0) : '',
  ]
    .filter(Boolean)
    .join(', ');
};

/** "12 proposals, 3 need more": what came of a run, in the order that matters. A check proposes nothing: it finds. */
export const outcomeSummary = ({ agent, outcomes: numbers }: Pick<SiteRun, 'agent' | 'outcomes'>): string => {
  if (adminPage().agents.find(({ name }) => name === agent)?.output === 'report') return checked(numbers);
  const parts = outcomes.filter((outcome) => (numbers[outcome] ?? 0) > 0).map((outcome) => counted(outcome, numbers[outcome] ?? 0));
  return parts.join(', ');
};

export const isActive = (status: RunStatus): boolean => status === 'queued' || status === 'running';
