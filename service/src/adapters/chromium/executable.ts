import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** The names that Chromium and its kin are installed by, the plain build first. */
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The installed Chromium: the one that the operator names, else the first of the search path.
 * A named one that cannot be run is not replaced by another: null, so that the mistake is seen.
 */
export function findChromium(named: string | null, searchPath: string): string | null {
  if (named !== null) return runs(named) ? named : null;
  const folders = searchPath.split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  for (const name of names) {
    const found = folders.map((folder) => path.join(folder, name)).find(runs);
    if (found) return found;
  }
  return null;
}
