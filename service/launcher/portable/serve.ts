import { createReadStream, statSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import type { ServerArguments } from './arguments.ts';
import { playground, type PlaygroundPhp } from './playground.ts';
import { route, type Look } from './route.ts';
import { openPhp, pour } from './runtime.ts';

/** More than any form or upload of WordPress' own limits (post_max_size); the whole body is held in memory. */
const largestBody = 80 * 1024 * 1024;

/** `php -S` with Playground's PHP: one request at a time, on the address that it is told and no other. */
export async function serve(wish: ServerArguments, env: NodeJS.ProcessEnv): Promise<http.Server> {
  const php = await openPhp(env);
  await playground.setPhpIniEntries(php, { ...wish.settings, auto_prepend_file: '', auto_append_file: '' });
  const look = lookIn(wish.root);
  const server = http.createServer((request, response) => {
    const found = route(request.url ?? '/', look);
    if (found.kind === 'missing') return void response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found.\n');
    if (found.kind === 'redirect') return void response.writeHead(301, { location: found.location }).end();
    if (found.kind === 'file') return sendFile(path.join(wish.root, found.file), found.type, response);
    run({ php, wish }, found.script, request, response).catch((error: unknown) => {
      process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
      process.exit(1); // the interpreter may be broken: the front starts a new one
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(wish.port, wish.host, () => resolve(server));
  });
}

const lookIn =
  (root: string): Look =>
  (asked) => {
    const stat = statSync(path.join(root, asked), { throwIfNoEntry: false });
    return stat?.isFile() ? 'file' : stat?.isDirectory() ? 'folder' : null;
  };

function sendFile(file: string, type: string, response: http.ServerResponse): void {
  response.writeHead(200, { 'content-type': type, 'content-length': statSync(file).size });
  createReadStream(file)
    .once('error', () => response.destroy())
    .pipe(response);
}

async function bodyOf(request: http.IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** One PHP interpreter and the folder that it serves. */
interface Served {
  php: PlaygroundPhp;
  wish: ServerArguments;
}

async function run({ php, wish }: Served, script: string, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const body = await bodyOf(request);
  if (!body) return void response.writeHead(413, { 'content-type': 'text/plain' }).end('The request is too large.\n');
  const scriptPath = path.join(wish.root, script);
  const answer = await php.runStream({
    scriptPath,
    relativeUri: request.url ?? '/',
    protocol: 'http',
    method: request.method ?? 'GET',
    headers: headersOf(request),
    body,
    $_SERVER: {
      DOCUMENT_ROOT: wish.root,
      SCRIPT_NAME: script,
      PHP_SELF: script,
      SCRIPT_FILENAME: scriptPath,
      REMOTE_ADDR: '127.0.0.1',
      SERVER_ADDR: wish.host,
      SERVER_SOFTWARE: 'WordPress Playground',
      SERVER_PROTOCOL: 'HTTP/1.1',
    },
  });
  response.writeHead(await answer.httpStatusCode, await answer.headers);
  const errors = pour(answer.stderr, process.stderr);
  await pour(answer.stdout, response);
  response.end();
  await errors;
  await answer.finished;
}

const headersOf = (request: http.IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
