import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { Readable } from 'node:stream';
import { isPrivateAddress, isPrivateHost } from '../../kernel/address.ts';

export interface GuardedFetchOptions {
  /** exact origins the operator allows besides public https ones; these may be http, private or loopback. */
  allowedOrigins: ReadonlySet<string>;
  /** name look-up, for tests. */
  lookup?: LookupFunction;
  /** milliseconds until the connection must stand, name look-up and TLS included. */
  connectMs?: number;
}

export type GuardedFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * A fetch that calls public https addresses and allow-listed origins only. The address is checked at the moment of connecting,
 * so a name that resolves to a private address later does not get through; redirects are not followed.
 * Refusals reject with an error whose `code` is EADDRESSBLOCKED or EREDIRECT, a connection that does not come about with ECONNTIMEOUT.
 */
export function createGuardedFetch(options: GuardedFetchOptions): GuardedFetch {
  const agents = { 'http:': new http.Agent({ keepAlive: true }), 'https:': new https.Agent({ keepAlive: true }) };
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const trusted = options.allowedOrigins.has(url.origin);
    if (!trusted && (url.protocol !== 'https:' || isPrivateHost(url.hostname))) throw blocked(url.hostname);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') throw blocked(url.hostname);
    const body = Buffer.from(await request.arrayBuffer());
    const lookup = trusted ? options.lookup : guardedLookup(options.lookup ?? (systemLookup as LookupFunction));
    const call = { agent: agents[url.protocol], ...(lookup ? { lookup } : {}) };
    const answer = await send(request, body, { call, connectMs: options.connectMs ?? 10_000 });
    const status = answer.statusCode ?? 0;
    if (status >= 300 && status < 400 && status !== 304) {
      answer.destroy();
      throw coded('EREDIRECT', `${url.origin} redirects, which is not followed.`);
    }
    return toResponse(answer, status);
  };
}

const coded = (code: string, message: string): Error => Object.assign(new Error(message), { code });
const blocked = (host: string): Error => coded('EADDRESSBLOCKED', `${host} is not a public https address and not on the allow-list.`);

function send(
  request: Request,
  body: Buffer,
  { call: options, connectMs }: { call: https.RequestOptions; connectMs: number },
): Promise<http.IncomingMessage> {
  const client = request.url.startsWith('https:') ? https : http;
  // plain bodies only: a compressed one could grow without bound
  const headers = { ...Object.fromEntries(request.headers), 'accept-encoding': 'identity', 'content-length': String(body.length) };
  return new Promise((resolve, reject) => {
    const call = client.request(request.url, { ...options, method: request.method, headers, signal: request.signal }, resolve);
    call.once('error', reject);
    call.once('socket', (socket) => limitConnecting(call, socket, connectMs));
    call.end(body);
  });
}

/** A socket that was open before is not connecting any more; the answer's own time is the caller's matter. */
function limitConnecting(call: http.ClientRequest, socket: Socket, connectMs: number): void {
  if (!socket.connecting) return;
  const timer = setTimeout(() => call.destroy(coded('ECONNTIMEOUT', 'The connection did not come about in time.')), connectMs);
  const ready = 'encrypted' in socket ? 'secureConnect' : 'connect';
  const end = (): void => clearTimeout(timer);
  socket.once(ready, end).once('close', end);
}

function toResponse(answer: http.IncomingMessage, status: number): Response {
  const headers = new Headers();
  for (let at = 0; at < answer.rawHeaders.length; at += 2) headers.append(answer.rawHeaders[at] ?? '', answer.rawHeaders[at + 1] ?? '');
  const empty = status === 204 || status === 205 || status === 304;
  if (empty) answer.resume();
  return new Response(empty ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>), { status, headers });
}

/** Refuses when any address of the name is private; the socket connects to exactly what was checked. */
const guardedLookup =
  (lookup: LookupFunction): LookupFunction =>
  (hostname, options, callback) =>
    lookup(hostname, options, (error, found, family) => {
      const addresses: LookupAddress[] = typeof found === 'string' ? [{ address: found, family: family ?? 4 }] : (found ?? []);
      const bad = !error && (addresses.length === 0 || addresses.some(({ address }) => isPrivateAddress(address)));
      callback(bad ? blocked(hostname) : error, found, family);
    });
