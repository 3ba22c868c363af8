export interface Trouble {
  site: string;
  provider: string;
  model: string;
  code: string;
  message: string;
  said: string | null;
  next: string | null;
}

export interface StoredTrouble extends Omit<Trouble, 'site'> {
  since: Date;
  lastSeen: Date;
}

export interface TroubleRepository {
  /** One row a provider: the same trouble again keeps its beginning. */
  note(trouble: Trouble, at: Date): Promise<void>;
  clear(site: string, provider: string): Promise<void>;
  list(site: string): Promise<StoredTrouble[]>;
}
