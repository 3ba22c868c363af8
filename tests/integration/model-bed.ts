import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pair, startSite } from '../fakes/site.ts';
import { ask, box, form, settled, type Client } from './model-kit.ts';
import { setupCode, startService, type TestService } from './service.ts';

/** A service with a paired site, without Chromium: pictures are the pipeline's own matter, and slow. */
export interface Bed extends Client {
  running: TestService;
  /** Names of all that is in the storage of the site. */
  stored(): string[];
  /** Names of temporary files. */
  leftovers(): string[];
  /** The id of a model that is done. */
  model(bytes?: Buffer, name?: string, options?: object): Promise<string>;
  stop(): Promise<void>;
}

export const waitFor = async (what: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 100 && !what(); tries += 1) await pause(100);
};

export async function openBed(environment: Record<string, string> = {}): Promise<Bed> {
  const site = await startSite();
  const running = await startService({
    ALLOWED_PRIVATE_ORIGINS: site.url,
    CHROMIUM_PATH: '/nowhere',
    MODEL_MAX_MB: '3',
    MODEL_QUOTA_MB: '16',
    ...environment,
  });
  const client = { service: running.url, site, siteId: (await pair({ site, service: running.url, setupCode })).siteId };
  const { dataDir } = running.config;
  return {
    ...client,
    running,
    stored: () => filesIn(path.join(dataDir, 'models', client.siteId)),
    leftovers: () => filesIn(path.join(dataDir, 'tmp', String(process.pid))),
    async model(bytes = box({ tint: Math.random() }), name = 'bag.glb', options = {}) {
      const made = await ask(
        client,
        'POST',
        '3d/models/upload',
        form({ name, bytes }, { options: JSON.stringify({ turntable: false, ...options }) }),
      );
      if (made.status !== 202) throw new Error(made.bytes.toString());
      const id = made.json['id'] as unknown as string;
      await settled(client, id);
      return id;
    },
    async stop() {
      await running.stop();
      await site.stop();
    },
  };
}

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
    : [];
