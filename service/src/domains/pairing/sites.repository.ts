import type { PublicJwk } from './contract.ts';

export interface Site {
  id: string;
  url: string;
  restUrl: string;
  name: string;
  reachable: boolean;
  pairedAt: Date;
  lastPush: { at: Date; error: string | null } | null;
}

/** The present keys, and the site's keys before and after them. */
export interface KnownKeys extends SiteKeys {
  since: Date;
  next: { kid: string; publicJwk: PublicJwk } | null;
  previous: { kid: string; publicJwk: PublicJwk; until: Date } | null;
}

export interface SiteKeys {
  kid: string;
  publicJwk: PublicJwk;
  serviceKid: string;
  servicePublicJwk: PublicJwk;
  servicePrivateSealed: string;
}

export interface PairingCode {
  codeHash: string;
  userId: string;
  siteUrl: string;
  redirectUri: string;
  restUrl: string;
  siteName: string;
  challenge: string;
  replace: boolean;
  expiresAt: Date;
  usedAt: Date | null;
  siteId: string | null;
}

export interface NewSite extends Site {
  pluginVersion: string;
  contract: number;
  keys: SiteKeys;
}

/** Paired sites, their pinned keys, pairing codes and the ids of used tokens. */
export interface SiteRepository {
  active(id: string): Promise<Site | null>;
  activeByUrl(url: string): Promise<Site | null>;
  all(): Promise<Site[]>;
  /** Ids of the paired ones, and of those that were disconnected after `since`. */
  keptSince(since: Date): Promise<string[]>;
  keys(id: string): Promise<KnownKeys | null>;
  /** New keys of both sides; they wait until the site is seen using its own. Replaces others that wait. */
  proposeKeys(id: string, keys: SiteKeys): Promise<void>;
  /** The waiting keys become the present ones. False when these do not wait (any more). */
  promoteKeys(id: string, change: { kid: string; at: Date; previousUntil: Date }): Promise<boolean>;
  /** Stores the site; `revoke` is the earlier connection of the same URL that this one takes the place of. */
  add(site: NewSite, revoke: string | null): Promise<void>;
  revoke(id: string, at: Date): Promise<void>;
  recordPush(id: string, at: Date, error: string | null): Promise<void>;
  /** True once per id and active site: the token was not used before, and the connection still stands. */
  useToken(siteId: string, jti: string, expires: Date): Promise<boolean>;
  addCode(code: PairingCode): Promise<void>;
  /** Marks the code as used (or as used again) and answers it as it was before; null when there is none. Only the first caller sees `usedAt` null. */
  takeCode(codeHash: string, at: Date): Promise<PairingCode | null>;
  /** Notes which connection the code made. False when the code was used a second time meanwhile. */
  linkCode(codeHash: string, siteId: string): Promise<boolean>;
}
