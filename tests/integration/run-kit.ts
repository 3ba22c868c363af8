import { openDatabase, type Database } from '../../service/src/adapters/knex/database.ts';
import { createSiteScope } from '../../service/src/adapters/knex/site-scope.ts';
import { startQueue } from '../../service/src/adapters/queue/pg-boss.ts';
import type { AgentDefinition } from '../../service/src/agents/runtime/agent.ts';
import { createAgentRuntime, createRegistry } from '../../service/src/agents/runtime/index.ts';
import type { RuntimeDeps } from '../../service/src/agents/runtime/run.ts';
import { createAgents, type Agents } from '../../service/src/domains/agents/index.ts';
import { createCatalogue, type Catalogue } from '../../service/src/domains/catalogue/index.ts';
import { createCatalogueRepository } from '../../service/src/domains/catalogue/repository.knex.ts';
import type { CatalogueBatch, Post, Product } from '../../service/src/domains/catalogue/contract.ts';
import { createOutbox, type Carrier, type Outbox } from '../../service/src/domains/outbox/index.ts';
import { createOutboxRepository } from '../../service/src/domains/outbox/repository.knex.ts';
import { runOptions } from '../../service/src/domains/runs/contract.ts';
import { createRuns, type Runs } from '../../service/src/domains/runs/index.ts';
import { createRunRepository } from '../../service/src/domains/runs/repository.knex.ts';
import type { JobDefinition } from '../../service/src/kernel/job.ts';
import type { Metrics } from '../../service/src/kernel/metrics.ts';
import type { Queue } from '../../service/src/kernel/queue.ts';
import { ok } from '../../service/src/kernel/result.ts';
import { createProbes, type Pass } from './probes.ts';
import { systemClock, type Logger } from '../../service/src/kernel/world.ts';

export const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };
export const noMetrics: Metrics = { count() {}, observe() {} };

export interface Kit {
  database: Database;
  queue: Queue;
  outbox: Outbox;
  catalogue: Catalogue;
  runs: Runs;
  agents: Agents;
  work(): Promise<void>;
  stop(): Promise<void>;
}

interface KitOptions {
  url: string;
  agents: AgentDefinition[];
  carrier: Carrier;
  /** null: disconnected. */
  reachable?: () => boolean | null;
  metrics?: Metrics;
  logger?: Logger;
  concurrency?: number;
  /** for agents that call a model. */
  writerFor?: RuntimeDeps['writerFor'];
  drainMs?: number;
  pass?: Pass;
}

/** The domains of this part on a real database and the real queue, as app.ts wires them; no HTTP. */
export async function createKit(options: KitOptions): Promise<Kit> {
  const { carrier, metrics = noMetrics, logger = silent, concurrency = 4 } = options;
  const database = openDatabase(options.url);
  const probes = createProbes(options.pass ?? (() => undefined));
  const queue = probes.around(
    'queue',
    await startQueue({ connection: { connectionString: options.url }, logger, drainMs: options.drainMs ?? 2000 }),
  );
  const shared = { transactions: probes.transactions(createSiteScope(database)), clock: systemClock, queue, logger, metrics, concurrency };
  const site = () => (options.reachable ? options.reachable() : true);
  const sites = {
    get: async () => ((reachable) => (reachable === null ? null : { reachable }))(site()),
    recordPush: async () => undefined,
  };
  const catalogue = createCatalogue({ ...shared, repository: createCatalogueRepository() });
  const outbox = createOutbox({
    ...shared,
    repository: probes.around('outbox', createOutboxRepository()),
    carrier: probes.around('carrier', carrier),
    sites,
  });
  const runtime = createAgentRuntime({
    registry: createRegistry(options.agents),
    catalogue: catalogue.service,
    settingsFor: async () => ({ language: null, brand_voice: { tone: 'plain', words: [], avoid: [], audience: '', note: '' } }),
    writerFor: options.writerFor ?? (() => Promise.reject(new Error('The test agents call no model.'))),
    clock: systemClock,
    logger,
  });
  const runs = createRuns({
    ...shared,
    repository: probes.around('runs', createRunRepository()),
    outbox: outbox.service,
    agents: runtime,
    catalogue: catalogue.service,
  });
  const models = { estimate: () => Promise.reject(new Error('The test agents call no model.')) };
  const agents = createAgents({ agents: runtime, catalogue: catalogue.service, runs: runs.service, models, concurrency });
  return {
    database,
    queue,
    outbox,
    catalogue,
    runs,
    agents,
    async work() {
      await queue.work(outbox.jobs as JobDefinition<unknown>[], outbox.jobDeps);
      await queue.work(runs.jobs as JobDefinition<unknown>[], runs.jobDeps);
    },
    async stop() {
      await queue.stop();
      await database.destroy();
    },
  };
}

/** A paired site, without the handshake. */
export async function addSite(database: Database, id: string, restUrl = 'http://127.0.0.1:1/wp-json/devskyy/v1'): Promise<void> {
  await database('sites').insert({
    id,
    url: `http://shop-${id}.test`,
    rest_url: restUrl,
    name: 'Shop',
    reachable: true,
    plugin_version: '0.1.0',
    contract: 1,
    paired_at: new Date(),
  });
}

export const makeProduct = (id: number, change: Partial<Product> = {}): Product => ({
  id,
  kind: 'product',
  type: 'simple',
  status: 'publish',
  sku: `SKU-${id}`,
  title: `Piece ${id}`,
  url: `http://shop.test/piece-${id}`,
  short_description: '',
  description: '',
  seo_title: '',
  seo_description: '',
  categories: ['Dresses'],
  tags: [],
  attributes: { material: ['Linen'], size: ['S', 'M'] },
  attribute_names: { material: 'Material', size: 'Size' },
  variation_attributes: ['size'],
  currency: 'EUR',
  regular_price: '80.00',
  sale_price: null,
  price: '80.00',
  stock_status: 'instock',
  stock_quantity: 3,
  weight: '',
  weight_unit: 'kg',
  dimensions: { length: '', width: '', height: '', unit: 'cm' },
  images: [{ id: 900 + id, url: 'http://shop.test/p.jpg', alt: '', width: 800, height: 1000 }],
  image_alt: { [String(900 + id)]: '' },
  variations: [],
  hands_off: false,
  created: '2026-01-01T00:00:00Z',
  modified: '2026-01-01T00:00:00Z',
  ...change,
});

/** A post with two sentences, as the plugin sends it. */
export const makePost = (id: number, change: Partial<Post> = {}): Post => ({
  id,
  kind: 'post',
  status: 'publish',
  title: `Post ${id}`,
  url: `http://shop.test/?p=${id}`,
  excerpt: '',
  parts: [
    { kind: 'fixed', text: '<!-- wp:paragraph -->\n<p>' },
    { kind: 'paragraph', text: 'We dye our wool with madder root in copper vats by the river. Visits are welcome.' },
    { kind: 'fixed', text: '</p>\n<!-- /wp:paragraph -->' },
  ],
  whole: true,
  seo_title: '',
  seo_description: '',
  categories: [],
  tags: [],
  hands_off: false,
  created: '2026-01-01T00:00:00Z',
  modified: '2026-01-01T00:00:00Z',
  ...change,
});

export const makeBatch = (products: Product[], change: Partial<CatalogueBatch> = {}): CatalogueBatch => ({
  generation: null,
  complete: false,
  site: { name: 'Shop', url: 'http://shop.test', locale: 'en_US', currency: 'EUR', timezone: 'UTC', catalogue: 'built-in' },
  products,
  posts: [],
  deleted: [],
  ...change,
});

export const actor = { id: 1, name: 'Owner', capabilities: ['devskyy_run'] };

/** An agent that proposes a description for every piece; `behave` changes that for a test. */
export const makeAgent = (
  name: string,
  behave: AgentDefinition['run'] = describe,
  change: Partial<AgentDefinition> = {},
): AgentDefinition => ({
  name,
  title: 'Test agent',
  summary: 'Describes.',
  category: 'content',
  needs: [],
  risk: 'low',
  riskNote: 'Texts only.',
  output: 'proposals',
  taskType: null,
  fields: [{ field: 'description', title: 'Description' }],
  options: runOptions,
  allows: (field) => field === 'description',
  timeoutSeconds: 5,
  run: behave,
  ...change,
});

export const describe: AgentDefinition['run'] = async ({ target }) =>
  ok({
    kind: 'proposal',
    changes: [{ field: 'description', after: `<p>${target.title} in linen.</p>` }],
    rationale: 'It had none.',
    evidence: [{ label: 'Material', value: 'Linen', source: 'attributes.material' }],
    author: { provider: 'builtin', model: null },
    cost: { amount: 0, currency: 'USD', tokens: { input: 0, output: 0 } },
    needs: [],
  });

/** WordPress' inbox as far as the service sees it: every id is stored once. */
export class FakeInbox implements Carrier {
  readonly stored = new Map<string, Parameters<Carrier['push']>[1][number]>();
  readonly order: string[] = [];
  pushes = 0;
  duplicates = 0;
  down = false;
  refuse: (id: string) => boolean = () => false;
  refusal = { code: 'target_missing', message: 'There is no such product.' };

  async push(_siteId: string, messages: Parameters<Carrier['push']>[1]): ReturnType<Carrier['push']> {
    this.pushes += 1;
    if (this.down) return { ok: false, error: { code: 'site_unreachable', message: 'The site does not answer.' } };
    return ok(this.take(messages));
  }

  take(messages: Parameters<Carrier['push']>[1]) {
    const answer = { accepted: [] as string[], duplicates: [] as string[], refused: [] as { id: string; code: string; message: string }[] };
    for (const message of messages) {
      if (this.refuse(message.id)) {
        answer.refused.push({ id: message.id, ...this.refusal });
      } else if (this.stored.has(message.id)) {
        this.duplicates += 1;
        answer.duplicates.push(message.id);
      } else {
        this.stored.set(message.id, message);
        this.order.push(message.type);
        answer.accepted.push(message.id);
      }
    }
    return answer;
  }

  of(run: string) {
    const all = [...this.stored.values()];
    const parts = all.flatMap((message) => (message.type === 'report' && message.payload.run === run ? [message.payload] : []));
    return {
      parts,
      proposals: all.filter((message) => message.type === 'proposal' && message.payload.run === run),
      report: all.find((message) => message.type === 'run' && message.payload.id === run),
    };
  }
}

export async function until<T>(look: () => Promise<T | null | undefined | false>, timeoutMs = 15_000): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Not within ${timeoutMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
