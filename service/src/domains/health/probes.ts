import type { Clock } from '../../kernel/world.ts';

/** What the probes measure; each can fail. */
export interface Probes {
  version: string;
  databaseVersion: string;
  started: Date;
  clock: Clock;
  stopping(): boolean;
  /** null: it answers; else what is wrong. */
  database(): Promise<string | null>;
  queue(): Promise<Record<string, { queued: number; active: number; failed: number }>>;
  sites(): Promise<number>;
  agents(): { name: string; available: boolean; reason: string | null }[];
  metrics(): Promise<string>;
  openApi(): Record<string, unknown>;
}
