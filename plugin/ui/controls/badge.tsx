import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'info' | 'good' | 'warning' | 'bad';

/** A short word about a state; the word carries the meaning, the colour only helps. */
export const Badge = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <span className={`devskyy-badge devskyy-badge--${tone}`}>{children}</span>
);
