import os from 'node:os';
import path from 'node:path';

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

/** Reads the launcher's environment. The cache is DEVSKYY_CACHE, else $XDG_CACHE_HOME/devskyy, else ~/.cache/devskyy. */
export function readLauncherEnvironment(env: NodeJS.ProcessEnv = process.env): LauncherEnvironment {
  const xdg = given(env['XDG_CACHE_HOME']);
  const usual = xdg && path.isAbsolute(xdg) ? path.join(xdg, 'devskyy') : path.join(os.homedir(), '.cache', 'devskyy');
  return {
    searchPath: env['PATH'] ?? '',
    cache: path.resolve(given(env['DEVSKYY_CACHE']) ?? usual),
    wordpress: given(env['DEVSKYY_WORDPRESS']),
    woocommerce: given(env['DEVSKYY_WOOCOMMERCE']),
    databaseUrl: given(env['DATABASE_URL']),
    underNpm: given(env['npm_lifecycle_event']) !== null,
  };
}
