import path from 'node:path';
import { makeBatch, makeProduct } from '../integration/run-kit.ts';
import { call } from '../fakes/site.ts';
import { folderIn, type Part, type World } from './bench.ts';
import { family, pssOf } from './children.ts';
import type { LoadResult, LoadWish } from './http/load.ts';
import {
  bundled,
  pairSite,
  postgresMajor,
  sources,
  startServiceProcess,
  startSite,
  type FakeSite,
  type ServiceProcess,
  type ServiceWish,
} from './service-child.ts';
import { median, round } from './statistics.ts';

const starts = 7;
const products = 200;

/** The service's own process with its own PostgreSQL: how soon it is ready again, and what it weighs after work. */
export const startPart: Part = {
  name: 'start',
  title: 'The service: warm start, memory, and 100 users on its own routes',
  figures: ['warmStartS', 'pssMb'],
  limit: 240,
  async run(world) {
    const site = await startSite();
    try {
      const entry = await bundled(folderIn(world, 'release'));
      const folder = folderIn(world, 'service');
      const wish: ServiceWish = { entry, folder, port: await world.port(), env: { ALLOWED_PRIVATE_ORIGINS: site.url } };
      const first = await startServiceProcess(world, wish);
      const siteId = await pairSite(first, site);
      await fill(first, site, siteId);
      await first.child.stop();
      const warm = await warmStarts(world, wish, 'release');
      const fromSources = await warmStarts(world, { ...wish, entry: sources }, 'working copy');
      const service = await startServiceProcess(world, wish);
      const fresh = pssOf(family(service.child.pid));
      const loads = await loadRoutes(world, service, { site, siteId });
      const after = pssOf(family(service.child.pid));
      await service.child.stop();
      return {
        figures: { warmStartS: round(median(warm), 2), pssMb: round(sum(after), 1) },
        missing: {},
        tables: [startTable(first.seconds, warm, fromSources), memoryTable(fresh, after), routeTable(loads)],
        notes: [
          `The release is the single file of npm run package. Medians of ${starts} warm starts: from the process being asked for to /health/ready answering 200, PostgreSQL ${postgresMajor(folder)}'s start and the look for migrations included; a catalogue of ${products} products is in it.`,
          'Memory: the sum of PSS (/proc/PID/smaps_rollup) of the service and of every PostgreSQL process, straight after the load below. Node is started as the systemd unit and the container file start it: --max-semi-space-size=2, --optimize-for-size, MALLOC_ARENA_MAX=1, MALLOC_TRIM_THRESHOLD_=131072.',
          'The load: signed requests of 100 users at once to routes that the plugin calls, each with a transaction under row-level security.',
        ],
      };
    } finally {
      await site.stop();
    }
  },
};

interface Caller {
  site: FakeSite;
  siteId: string;
}

async function fill(service: ServiceProcess, site: FakeSite, siteId: string): Promise<void> {
  const body = makeBatch(Array.from({ length: products }, (_, index) => makeProduct(index + 1)));
  const answer = await call(site, siteId, { method: 'POST', url: `${service.url}/api/v1/catalogue/batches`, body });
  if (!answer.ok) throw new Error(`The catalogue was not taken: ${answer.status} ${await answer.text()}`);
}

async function warmStarts(world: World, wish: ServiceWish, what: string): Promise<number[]> {
  const seconds: number[] = [];
  for (let index = 0; index < starts; index += 1) {
    world.signal.throwIfAborted();
    const service = await startServiceProcess(world, wish);
    seconds.push(service.seconds);
    world.say(`warm start ${index + 1} of the ${what}: ${round(service.seconds, 2)} s`);
    await service.child.stop();
  }
  return seconds;
}

const routes = (url: string): Pick<LoadWish, 'method' | 'url' | 'body'>[] => [
  { method: 'GET', url: `${url}/api/v1/runs/events?after=0`, body: '' },
  { method: 'GET', url: `${url}/api/v1/catalogue/state`, body: '' },
  { method: 'POST', url: `${url}/api/v1/catalogue/batches`, body: JSON.stringify(makeBatch([makeProduct(1), makeProduct(2)])) },
];

async function loadRoutes(world: World, service: ServiceProcess, { site, siteId }: Caller) {
  const loads: { route: string; result: LoadResult }[] = [];
  const privateKey = site.keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  for (const route of routes(service.url)) {
    const wish: LoadWish = {
      ...route,
      connections: 100,
      seconds: 5,
      warmUpRequests: 1000,
      token: { privateKey, kid: site.keys.jwk.kid, issuer: siteId, audience: service.url },
    };
    const printed = await world.children.run({
      command: process.execPath,
      args: ['--no-warnings', path.join(import.meta.dirname, 'http/load.ts')],
      input: JSON.stringify(wish),
    });
    const result = JSON.parse(printed) as LoadResult;
    if (result.bad > 0) throw new Error(`${route.url}: ${result.bad} answers were not 2xx; the first: ${result.firstBad ?? ''}`);
    const name = `${route.method} ${new URL(route.url).pathname}`;
    world.say(`${name}: ${round(result.perSecond)}/s, p95 ${round(result.p95, 1)} ms`);
    loads.push({ route: name, result });
  }
  return loads;
}

type Weights = ReturnType<typeof pssOf>;

const sum = (weights: Weights): number => weights.reduce((total, { mb }) => total + mb, 0);
const isPostgres = (weight: Weights[number]): boolean => /^postgres|\/postgres /.test(weight.name);

function startTable(first: number, warm: number[], fromSources: number[]) {
  const row = (name: string, all: number[]) => [name, round(median(all), 2), round(Math.min(...all), 2), round(Math.max(...all), 2)];
  return {
    head: ['Start', 'median s', 'fastest', 'slowest'],
    rows: [
      row('first, database made', [first]),
      row('warm, release', warm),
      row('warm, working copy (TypeScript as it lies)', fromSources),
    ],
  };
}

function memoryTable(fresh: Weights, after: Weights) {
  const row = (name: string, pick: (weight: Weights[number]) => boolean) => [
    name,
    ...[fresh, after].flatMap((weights) => [round(sum(weights.filter(pick)), 1), weights.filter(pick).length]),
  ];
  const rows = [row('service and its guard', (weight) => !isPostgres(weight)), row('PostgreSQL', isPostgres), row('together', () => true)];
  return { head: ['PSS', 'after the start, MB', 'processes', 'after the load, MB', 'processes'], rows };
}

function routeTable(loads: { route: string; result: LoadResult }[]) {
  const rows = loads.map(({ route, result }) => [route, round(result.perSecond), round(result.p50, 1), round(result.p95, 1)]);
  return { head: ['Route, 100 users', 'requests/s', 'p50 ms', 'p95 ms'], rows };
}
