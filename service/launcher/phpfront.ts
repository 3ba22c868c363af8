import { spawn, type ChildProcess } from 'node:child_process';
import http from 'node:http';
import { pathToFileURL } from 'node:url';

/** What the front is told: how to run PHP, and where. */
export interface FrontConfig {
  port: number;
  /** answered at `/.devskyy-instance` when asked with the right question, so that the launcher knows its own. */
  instance: string;
  command: string;
  args: string[];
  env: Record<string, string>;
  account: { uid: number; gid: number } | null;
  root: string;
  router: string;
  /** one single-process `php -S` for each. */
  workerPorts: number[];
  /** how long a worker may take to start, in milliseconds. */
  patience: number;
}

interface Worker {
  port: number;
  process: ChildProcess;
}

/** Headers by which a caller could pretend to be somebody else behind a proxy; nothing in front of us sets them. */
const forged = new Set([
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-real-ip',
  'client-ip',
  'true-client-ip',
  'proxy',
]);
const hopByHop = new Set(['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'upgrade']);

/** The caller's headers without hop-by-hop and forged ones; PHP's server closes after each answer. */
export function passedOn(headers: http.IncomingHttpHeaders): http.OutgoingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !forged.has(name) && !hopByHop.has(name));
  return { ...Object.fromEntries(kept), connection: 'close' };
}

/** Hands out one of `items` at a time, first come first served. */
export function createPool<T>(items: T[]): { take(): Promise<T>; give(item: T): void } {
  const free = [...items];
  const waiting: ((item: T) => void)[] = [];
  return {
    take: () => {
      const item = free.pop();
      return item === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(item);
    },
    give: (item) => {
      const next = waiting.shift();
      if (next) next(item);
      else free.push(item);
    },
  };
}

function startWorker(config: FrontConfig, port: number, stopping: () => boolean): Worker {
  const args = [...config.args, '-S', `127.0.0.1:${port}`, '-t', config.root, config.router];
  const launch = (): ChildProcess => {
    const child = spawn(config.command, args, {
      cwd: config.root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { PATH: process.env['PATH'], DEVSKYY_RUN: process.env['DEVSKYY_RUN'], ...config.env },
      ...(config.account ?? {}),
    });
    child.once('exit', () => {
      if (!stopping()) setTimeout(() => (worker.process = launch()), 100);
    });
    return child;
  };
  const worker: Worker = { port, process: launch() };
  return worker;
}

const hasBody = ({ headers }: http.IncomingMessage): boolean =>
  Number(headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in headers;

/**
 * Sends the caller's request on. A caller that goes before it has been read ends no stream, and PHP would wait for the rest for ever, lost to
 * everybody else: without a body the request is whole all the same (WP-Cron calls itself this way), with one it is given up.
 */
export function send(request: http.IncomingMessage, upstream: http.ClientRequest): void {
  const settle = (): void => {
    if (upstream.writableEnded || request.readableEnded) return;
    if (hasBody(request)) upstream.destroy();
    else upstream.end();
  };
  if (request.destroyed) return settle();
  request.pipe(upstream);
  request.once('close', settle);
}

/** Passes one request to a worker; tries again while the worker is just starting, as long as nothing of the body has gone. */
function pass(request: http.IncomingMessage, response: http.ServerResponse, to: { port: number; patience: number }): Promise<void> {
  return new Promise((resolve) => {
    const deadline = Date.now() + to.patience;
    const attempt = (): void => {
      const options = {
        host: '127.0.0.1',
        port: to.port,
        method: request.method ?? 'GET',
        path: request.url ?? '/',
        headers: passedOn(request.headers),
        agent: false as const,
      };
      let connected = false;
      const upstream = http.request(options, (answer) => {
        const { connection: _connection, ...headers } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, headers);
        response.flushHeaders();
        answer.on('data', (chunk: Buffer) => {
          if (!response.destroyed && !response.write(chunk)) answer.pause();
        });
        response.on('drain', () => answer.resume()).once('close', () => answer.resume());
        answer.once('end', () => response.end());
        answer.once('error', () => response.destroy());
      });
      upstream.once('socket', (socket) =>
        socket.once('connect', () => {
          connected = true;
          send(request, upstream);
        }),
      );
      upstream.once('error', () => {
        if (!connected && !response.destroyed && Date.now() < deadline) return void setTimeout(attempt, 100);
        if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain' });
        response.end('PHP ended before it had answered.\n');
      });
      upstream.once('close', () => {
        if (connected || response.writableEnded || response.destroyed) resolve();
      });
      response.once('close', () => {
        // The caller has gone: PHP still runs to its end (WP-Cron calls itself this way), unless it waits for a body that never comes.
        if (!request.complete) upstream.destroy();
      });
    };
    attempt();
  });
}

/** Serves WordPress on loopback: each worker gets one request at a time, the others wait in line. */
export function startFront(config: FrontConfig): { server: http.Server; stop(): Promise<void> } {
  let stopping = false;
  const workers = config.workerPorts.map((port) => startWorker(config, port, () => stopping));
  const pool = createPool(workers);
  const server = http.createServer((request, response) => {
    if (request.url === '/.devskyy-instance') {
      response.writeHead(200, { 'x-devskyy-instance': config.instance, 'content-length': 0 }).end();
      return;
    }
    void pool.take().then(async (worker) => {
      if (!response.destroyed || request.url?.startsWith('/wp-cron.php'))
        await pass(request, response, { port: worker.port, patience: config.patience });
      pool.give(worker);
    });
  });
  server.requestTimeout = 0;
  server.listen(config.port, '127.0.0.1');
  const stop = async (): Promise<void> => {
    stopping = true;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    await closed;
    for (const worker of workers) worker.process.kill('SIGKILL');
  };
  return { server, stop };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const front = startFront(JSON.parse(process.env['DEVSKYY_FRONT'] ?? '{}') as FrontConfig);
  front.server.once('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  process.once('SIGTERM', () => void front.stop().then(() => process.exit(0)));
}
