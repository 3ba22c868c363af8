import { createPublicKey, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { makeKeys, type SiteKeyPair } from '../../fakes/site.ts';
import { folderIn, type Part, type World } from '../bench.ts';
import { cpuSeconds, untilAnswers, type ChildWish, type Running } from '../children.ts';
import { median, round } from '../statistics.ts';
import { sampleBody } from './item.ts';
import type { LoadResult, LoadWish } from './load.ts';
import { findFastApi, type Python } from './python.ts';

const rounds = 5;
const secondsARound = 4;
const here = import.meta.dirname;

interface Peer {
  name: string;
  url: string;
  child: Running;
  audience: string;
}

interface Caller {
  keys: SiteKeyPair;
  issuer: string;
}

interface Measured extends LoadResult {
  /** CPU of the peer's own process per request, microseconds. */
  cpu: number;
}

/** The same route in four servers, one process each, in alternating rounds; then 100 users at once. */
export const httpPart: Part = {
  name: 'http',
  title: 'HTTP: one route in four servers',
  figures: ['vsFastapi', 'p95MsAt100'],
  limit: 300,
  async run(world) {
    const caller: Caller = { keys: makeKeys(), issuer: randomUUID() };
    const python = await findFastApi();
    const peers = await startPeers(world, caller, python);
    const at40 = await alternate(world, peers, { caller, connections: 40, rounds });
    const at100 = await alternate(world, peers, { caller, connections: 100, rounds: 3 });
    const rate = (name: string): number | null => (at40.has(name) ? median(at40.get(name)!.map((one) => one.perSecond)) : null);
    const [ours, fastapi] = [rate('ours')!, rate('FastAPI')];
    const p95 = median(at100.get('ours')!.map((one) => one.p95));
    return {
      figures: { p95MsAt100: round(p95, 1), ...(fastapi === null ? {} : { vsFastapi: round(ours / fastapi, 2) }) },
      missing: 'missing' in python ? { vsFastapi: python.missing } : {},
      tables: [tableOf(at40, at100, fastapi)],
      notes: notesOf(python),
    };
  },
};

function environmentOf({ keys, issuer }: Caller, port: number, audience: string): Record<string, string> {
  const publicKey = keyPem(keys, 'public');
  return { PORT: String(port), PUBLIC_KEY: publicKey, ISSUER: issuer, AUDIENCE: audience };
}

const keyPem = ({ privateKey }: SiteKeyPair, kind: 'public' | 'private'): string =>
  kind === 'private'
    ? privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    : createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();

async function startPeers(world: World, caller: Caller, python: Python | { missing: string }): Promise<Peer[]> {
  const node = (file: string): ChildWish => ({ command: process.execPath, args: ['--no-warnings', path.join(here, file)] });
  const wishes: [string, ChildWish, string][] = [
    ['ours', { ...node('peer-ours.ts'), env: { DATA_DIR: folderIn(world, 'ours') } }, '/health/none'],
    ['Fastify', node('peer-fastify.ts'), '/health'],
    ['Koa', node('peer-koa.ts'), '/health'],
  ];
  if (!('missing' in python)) wishes.push(['FastAPI', uvicorn(python), '/health']);
  const peers: Peer[] = [];
  for (const [name, wish, health] of wishes) {
    const port = await world.port();
    const audience = `http://127.0.0.1:${port}`;
    const args = name === 'FastAPI' ? [...wish.args, '--port', String(port)] : wish.args;
    const child = world.children.start({ ...wish, args, env: { ...wish.env, ...environmentOf(caller, port, audience) } });
    await untilAnswers(`${audience}${health}`, child);
    peers.push({ name, url: `${audience}/api/v1/items/7`, child, audience });
  }
  return peers;
}

const uvicorn = ({ command, env }: Python): ChildWish => ({
  command,
  args: [
    '-s',
    '-m',
    'uvicorn',
    'fastapi_peer:app',
    '--host',
    '127.0.0.1',
    '--no-access-log',
    '--log-level',
    'warning',
    '--loop',
    'uvloop',
    '--http',
    'httptools',
  ],
  cwd: here,
  env: { ...env, PYTHONDONTWRITEBYTECODE: '1' },
});

interface Rounds {
  caller: Caller;
  connections: number;
  rounds: number;
}

async function alternate(world: World, peers: Peer[], wish: Rounds): Promise<Map<string, Measured[]>> {
  const results = new Map<string, Measured[]>(peers.map(({ name }) => [name, []]));
  for (let index = 0; index < wish.rounds; index += 1) {
    for (const peer of peers) {
      world.signal.throwIfAborted();
      const measured = await measure(world, peer, wish);
      world.say(
        `${wish.connections} users, round ${index + 1}, ${peer.name}: ${Math.round(measured.perSecond)}/s, p95 ${round(measured.p95, 1)} ms`,
      );
      results.get(peer.name)!.push(measured);
    }
  }
  return results;
}

async function measure(world: World, peer: Peer, { caller, connections }: Rounds): Promise<Measured> {
  const wish: LoadWish = {
    url: peer.url,
    method: 'POST',
    body: sampleBody,
    connections,
    seconds: secondsARound,
    warmUpRequests: 1500,
    token: { privateKey: keyPem(caller.keys, 'private'), kid: caller.keys.jwk.kid, issuer: caller.issuer, audience: peer.audience },
  };
  const before = cpuSeconds(peer.child.pid);
  const printed = await world.children.run({
    command: process.execPath,
    args: ['--no-warnings', path.join(here, 'load.ts')],
    input: JSON.stringify(wish),
  });
  const result = JSON.parse(printed) as LoadResult;
  const cpu = ((cpuSeconds(peer.child.pid) - before) * 1e6) / (result.requests + wish.warmUpRequests);
  if (result.bad > 0) throw new Error(`${peer.name}: ${result.bad} of its answers were not 2xx; the first: ${result.firstBad ?? ''}`);
  return { ...result, cpu };
}

function tableOf(at40: Map<string, Measured[]>, at100: Map<string, Measured[]>, fastapi: number | null) {
  const middle = (all: Measured[], of: (one: Measured) => number, digits = 0): number => round(median(all.map(of)), digits);
  const rows = [...at40].map(([name, all]) => {
    const many = at100.get(name)!;
    const rate = middle(all, (one) => one.perSecond);
    return [
      name,
      rate,
      fastapi === null ? '–' : round(rate / fastapi, 2),
      middle(all, (one) => one.p50, 1),
      middle(all, (one) => one.p95, 1),
      middle(all, (one) => one.cpu),
      middle(many, (one) => one.perSecond),
      middle(many, (one) => one.p95, 1),
    ];
  });
  const head = [
    'Server',
    'requests/s, 40 users',
    '÷ FastAPI',
    'p50 ms',
    'p95 ms',
    'µs CPU/request',
    'requests/s, 100 users',
    'p95 ms, 100 users',
  ];
  return { head, rows };
}

const version = (name: string): string => (createRequire(import.meta.url)(`${name}/package.json`) as { version: string }).version;

function notesOf(python: Python | { missing: string }): string[] {
  return [
    'POST /api/v1/items/{id}: JSON body of four fields validated, ES256 token verified, answer checked against its schema. Each has ' +
      'security headers, CORS, a request id, an access log (one JSON line a request), a histogram of durations and a rate limit. One process each.',
    'Ours does more: each token is bound to method, URL and body, looked up by its site in PostgreSQL, and accepted once (a row in PostgreSQL). ' +
      'The peers verify signature, issuer, audience and expiry only. PostgreSQL runs beside it on the same cores.',
    `Medians of ${rounds} alternating rounds of about ${secondsARound} s (3 rounds with 100 users), each after a warm-up of 1,500 requests. ` +
      'The load generator is a process of its own (a closed loop on keep-alive connections, tokens signed beforehand) on the same machine.',
    `Fastify ${version('fastify')} and Koa ${version('koa')} on this Node; ${'missing' in python ? `no FastAPI: ${python.missing}` : `${python.versions}, ${python.from}`}.`,
  ];
}
