import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { processStat } from '../../kernel/process.ts';
import { processModel } from './jobs/process-model/contract.ts';
import { keys } from './keys.ts';
import type { ModelDeps } from './ports.ts';
import type { Uploads } from './uploads.ts';

const uploadKeptMs = 24 * 3600 * 1000;
/** Disconnecting may have been a mistake. */
const siteKeptMs = 30 * 24 * 3600 * 1000;
const everyMs = 3600 * 1000;

export interface Housekeeping {
  /** Called when a process starts: models whose job was lost get one again. */
  resume(): Promise<void>;
  /** Begins the hourly round. */
  start(): void;
  stop(): void;
  /** One round: uploads that nobody came back for, contents that no row names, sites that are gone. */
  round(): Promise<void>;
}

export function createHousekeeping(deps: ModelDeps, uploads: Uploads): Housekeeping {
  let timer: NodeJS.Timeout | undefined;
  const round = async (): Promise<void> => {
    const sites = await deps.sites();
    for (const site of sites) {
      await uploads.tidy(site, new Date(deps.clock.now().getTime() - uploadKeptMs));
      await sweep(deps, site);
    }
    await forgetSites(deps, new Set(await deps.sitesKept(new Date(deps.clock.now().getTime() - siteKeptMs))));
  };
  return {
    round,
    async resume() {
      await clearFolders(deps.workFolder);
      for (const site of await deps.sites()) await requeue(deps, site);
    },
    start() {
      timer = setInterval(() => {
        round().catch((error: unknown) =>
          deps.logger.warn({ err: String(error) }, 'The round of the 3D storage failed; it comes again in an hour.'),
        );
      }, everyMs).unref();
    },
    stop: () => clearInterval(timer),
  };
}

/** What this process' number and processes that are gone have left. */
async function clearFolders(own: string): Promise<void> {
  const parent = path.dirname(own);
  const found = await readdir(parent).catch(() => []); // none yet
  for (const name of found)
    if (name === path.basename(own) || (/^\d+$/.test(name) && processStat(Number(name)) === null))
      await rm(path.join(parent, name), { recursive: true, force: true });
}

/** Open models without a job: their job was given up while no process of ours could say so, or was lost with the queue. */
async function requeue({ repository, transactions, queue, clock }: ModelDeps, site: string): Promise<void> {
  const open = await transactions.run(site, (within) => repository.open(within));
  if (open.length === 0) return;
  const live = new Set((await queue.live(processModel.name, { site })).map(({ model }) => model));
  for (const { id } of open.filter((model) => !live.has(model.id))) {
    await transactions.run(site, async (within) => {
      const again = { options: null };
      const record = await repository.move(within, id, { from: ['queued', 'processing'], status: 'queued', at: clock.now(), again });
      if (record) await queue.send(processModel.name, { site, model: id }, { within, singletonKey: `${site}:${id}` });
    });
  }
}

/** Contents that no row names: what a crash between the two left. */
async function sweep({ repository, transactions, objects }: ModelDeps, site: string): Promise<void> {
  const kept = (await objects.list(keys.contents(site))).map((key) => key.slice(key.lastIndexOf('/') + 1));
  if (kept.length === 0) return;
  await transactions.run(site, async (within) => {
    await repository.lockFiles(within);
    for (const hash of await repository.unused(within, kept)) await objects.remove(keys.content(site, hash));
  });
}

async function forgetSites({ objects }: ModelDeps, known: ReadonlySet<string>): Promise<void> {
  const stored = new Set((await objects.list('')).map((key) => key.slice(0, key.indexOf('/'))));
  for (const site of stored) if (/^[0-9a-f-]{36}$/.test(site) && !known.has(site)) await objects.removeAll(keys.site(site));
}
