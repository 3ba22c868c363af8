import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { migrate, openDatabase } from '../../service/src/adapters/knex/database.ts';
import { startPostgres, type Postgres } from '../../service/src/adapters/postgres/embedded.ts';
import type { AgentDefinition } from '../../service/src/agents/runtime/agent.ts';
import type { Run } from '../../service/src/domains/runs/contract.ts';
import { newId } from '../../service/src/kernel/ids.ts';
import { actor, addSite, createKit, FakeInbox, makeAgent, makeBatch, makeProduct, silent, until, type Kit } from './run-kit.ts';

export interface Shop {
  kit: Kit;
  site: string;
  inbox: FakeInbox;
  start(targets: number[] | 'all', agent?: string): Promise<string>;
  read(id: string): Promise<Run>;
  ended(id: string, timeoutMs?: number): Promise<Run>;
}

interface ShopOptions {
  products?: number;
  agents?: AgentDefinition[];
  /** null: disconnected. */
  reachable?: () => boolean | null;
  /** false: nothing works the queue. */
  work?: boolean;
  writerFor?: NonNullable<Parameters<typeof createKit>[0]['writerFor']>;
  drainMs?: number;
}

export interface Shops {
  /** a shop of its own on this file's database, its kit stopped after the test. */
  open(options?: ShopOptions): Promise<Shop>;
  /** another process on the same database, as good as one can have it in one process. */
  another(agents: AgentDefinition[], inbox?: FakeInbox): Promise<Kit>;
  /** the test stops this kit itself. */
  forget(kit: Kit): void;
}

/** PostgreSQL for one test file, and shops on it. */
export function useShops(): Shops {
  let folder: string;
  let postgres: Postgres;
  const kits: Kit[] = [];
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-runs-'));
    chmodSync(folder, 0o755);
    postgres = await startPostgres({ folder: path.join(folder, 'pg'), logger: silent, searchPath: process.env['PATH'] });
    const database = openDatabase(postgres.url);
    await migrate(database, fileURLToPath(new URL('../../service/migrations', import.meta.url)));
    await database.destroy();
  }, 60_000);
  afterEach(async () => {
    for (const kit of kits.splice(0)) await kit.stop();
  }, 20_000);
  afterAll(async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);
  return {
    async open(options = {}) {
      const { shop, kit } = await openShop(postgres.url, options);
      kits.push(kit);
      return shop;
    },
    async another(agents, inbox = new FakeInbox()) {
      const kit = await createKit({ url: postgres.url, agents, carrier: inbox });
      kits.push(kit);
      return kit;
    },
    forget: (kit) => void kits.splice(kits.indexOf(kit), 1),
  };
}

async function openShop(url: string, options: ShopOptions): Promise<{ shop: Shop; kit: Kit }> {
  const inbox = new FakeInbox();
  const { products: _products, work: _work, agents = [makeAgent('describe')], ...rest } = options;
  const kit = await createKit({ url, agents, carrier: inbox, ...rest });
  const site = newId();
  await addSite(kit.database, site);
  await kit.catalogue.service.receive(site, makeBatch(Array.from({ length: options.products ?? 3 }, (_, index) => makeProduct(index + 1))));
  if (options.work !== false) await kit.work();
  const read = async (id: string): Promise<Run> => {
    const run = await kit.runs.service.read(site, id);
    if (!run.ok) throw new Error(run.error.message);
    return run.value;
  };
  const start: Shop['start'] = async (targets, agent = 'describe') => {
    const started = await kit.runs.service.start(site, agent, { targets, options: { mode: 'fill-empty' }, actor }, null);
    if (!started.ok) throw new Error(started.error.message);
    return started.value.id;
  };
  const ended: Shop['ended'] = (id, timeoutMs) =>
    until(async () => ((run) => ['completed', 'failed', 'cancelled'].includes(run.status) && run)(await read(id)), timeoutMs);
  return { kit, shop: { kit, site, inbox, read, start, ended } };
}
