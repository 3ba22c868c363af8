import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Format } from '../types.ts';

/**
 * The import formats: one folder each. They are found in the source tree; a release holds a generated module in this one's place
 * (service/packaging/bundle.ts).
 */
export async function findFormats(): Promise<Format[]> {
  const here = import.meta.dirname;
  const names = readdirSync(here).filter((name) => existsSync(path.join(here, name, 'index.ts')));
  return Promise.all(names.sort().map(async (name) => ((await import(`./${name}/index.ts`)) as { format: Format }).format));
}
