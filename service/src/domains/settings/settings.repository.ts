import type { Result } from '../../kernel/result.ts';
import type { SiteSettings } from './settings.entity.ts';

export interface SettingsRepository {
  /** null: nothing was ever set. */
  read(site: string): Promise<SiteSettings | null>;
  /** Reads under a lock, decides, and stores what `decide` returns, or nothing when it refuses. */
  change(site: string, decide: (current: SiteSettings | null) => Result<SiteSettings>): Promise<Result<SiteSettings>>;
}
