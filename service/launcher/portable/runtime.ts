import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { playground, type PlaygroundPhp } from './playground.ts';

/** The one build of PHP that npm brings; package.json maps the others to nothing. */
export const phpVersion = '8.3';

/** After so many requests the interpreter is made anew: WebAssembly memory grows and never shrinks. */
const requestsPerRuntime = 200;

const openssl = fileURLToPath(new URL('./openssl.cnf', import.meta.url));

/**
 * WordPress Playground's PHP, compiled to WebAssembly, in this process. It sees the host's files at their own paths; file locks are the
 * host's, so that several processes may share one SQLite database.
 */
export async function openPhp(env: NodeJS.ProcessEnv): Promise<PlaygroundPhp> {
  const load = (): Promise<number> =>
    playground.loadNodeRuntime(phpVersion, {
      followSymlinks: true,
      fileLockManager: process.platform === 'win32' ? new playground.FileLockManagerForWindows() : new playground.FileLockManagerForPosix(),
      emscriptenOptions: { processId: process.pid, ENV: { ...defined(env), OPENSSL_CONF: openssl } },
    });
  const php = new playground.PHP(await load());
  playground.useHostFilesystem(php);
  php.enableRuntimeRotation({ recreateRuntime: load, maxRequests: requestsPerRuntime });
  return php;
}

const defined = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** Passes what PHP writes on, at the reader's pace; a reader that has gone misses the rest. */
export async function pour(from: ReadableStream<Uint8Array>, to: Writable): Promise<void> {
  for await (const chunk of from) {
    // WebAssembly hands out signed bytes, which Node's streams refuse.
    if (!to.destroyed && !to.write(Buffer.from(chunk))) await Promise.race([once(to, 'drain'), once(to, 'close')]);
  }
}
