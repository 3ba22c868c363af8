import os from 'node:os';
import path from 'node:path';
import { cacheFolder } from './platform.ts';

/** What the launcher reads of the environment, once. */
export interface LauncherEnvironment {
  /** the PATH without this project's own node_modules/.bin. */
  searchPath: string;
  cache: string;
  wordpress: string | null;
  woocommerce: string | null;
  databaseUrl: string | null;
  /** true when npm started us: then npm's end is our end. */
  underNpm: boolean;
}

const given = (value: string | undefined): string | null => (value === undefined || value.trim() === '' ? null : value.trim());

/** Reads the launcher's environment. The cache is DEVSKYY_CACHE, else the system's own place. */
export function readLauncherEnvironment(env: NodeJS.ProcessEnv = process.env): LauncherEnvironment {
  return {
    searchPath: env['PATH'] ?? '',
    cache: path.resolve(given(env['DEVSKYY_CACHE']) ?? cacheFolder(process.platform, env, os.homedir())),
    wordpress: given(env['DEVSKYY_WORDPRESS']),
    woocommerce: given(env['DEVSKYY_WOOCOMMERCE']),
    databaseUrl: given(env['DATABASE_URL']),
    underNpm: given(env['npm_lifecycle_event']) !== null,
  };
}
