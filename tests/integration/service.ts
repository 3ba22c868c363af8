import { mkdtempSync, rmSync } from 'node:fs';
import { chmodSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createApp, type App } from '../../service/src/app.ts';
import { createConfig, type Config } from '../../service/src/config/config.ts';
import { readEnvironment } from '../../service/src/config/env.ts';
import type { Logger } from '../../service/src/kernel/world.ts';

export const setupCode = 'set-up-code-for-tests';

export interface TestService {
  url: string;
  config: Config;
  /** every line that was logged, as JSON text. */
  log: string[];
  stop(): Promise<void>;
}

/** The whole service on real PostgreSQL, in this process, with a folder of its own. */
export async function startService(environment: Record<string, string> = {}): Promise<TestService> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-service-'));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const config = createConfig(
    readEnvironment({
      PATH: process.env['PATH'],
      PORT: String(port),
      DATA_DIR: path.join(folder, 'data'),
      DEVSKYY_SETUP_CODE: setupCode,
      ...environment,
    }),
  );
  const log: string[] = [];
  const app: App = await createApp(config, recordingLogger(log), { drainMs: 3000 });
  await app.listen();
  return {
    url: config.publicUrl,
    config,
    log,
    async stop() {
      await app.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function recordingLogger(log: string[]): Logger {
  const write = (level: string) => (fields: object, message: string) => {
    log.push(JSON.stringify({ level, message, ...fields }));
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
