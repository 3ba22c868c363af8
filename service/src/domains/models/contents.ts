import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';
import { keys } from './keys.ts';
import type { ModelDeps } from './ports.ts';

type Deps = Pick<ModelDeps, 'repository' | 'transactions' | 'objects'>;

/** Keeps a file's content under its hash, once. Call it under the site's lock, with the rows that name it. */
export async function storeFile(
  { objects }: Deps,
  site: string,
  { path, bytes, sha256 }: { path: string; bytes: number; sha256: string },
): Promise<Result<null, Failure>> {
  const key = keys.content(site, sha256);
  try {
    if (await objects.has(key, bytes)) return ok(null);
  } catch (error) {
    return fail(objects.explain(error));
  }
  return objects.putFile(key, path, bytes);
}

/** Brings a content to a file of this machine. */
export async function fetchFile({ objects }: Deps, site: string, { sha256, path }: { sha256: string; path: string }): Promise<void> {
  await pipeline(await objects.read(keys.content(site, sha256)), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
}

/** Removes the contents that no row names any more. */
export const removeUnused = ({ repository, transactions, objects }: Deps, site: string, hashes: readonly string[]): Promise<void> =>
  transactions.run(site, async (within) => {
    await repository.lockFiles(within);
    for (const hash of await repository.unused(within, hashes)) await objects.remove(keys.content(site, hash));
  });
