import net from 'node:net';
import { createHash, createPrivateKey, randomUUID, sign, type KeyObject } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { percentile } from '../statistics.ts';

/** What the load generator is told on standard input. */
export interface LoadWish {
  url: string;
  method: 'GET' | 'POST';
  body: string;
  connections: number;
  /** how long the measured part lasts, about: as many requests as the warm-up says fit into it. */
  seconds: number;
  warmUpRequests: number;
  token: { privateKey: string; kid: string; issuer: string; audience: string };
}

export interface LoadResult {
  requests: number;
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
  /** answers outside 200-299, and the first of them. */
  bad: number;
  firstBad: string | null;
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A new token for each request, as docs/protocol.md says: bound to method, URL and body. Made before the clock runs. */
function signedRequests(wish: LoadWish, count: number): Buffer[] {
  const { url, method, body, token } = wish;
  const key: KeyObject = createPrivateKey(token.privateKey);
  const header = base64url({ alg: 'ES256', typ: 'devskyy-site+jwt', kid: token.kid });
  const iat = Math.floor(Date.now() / 1000);
  const bod = createHash('sha256').update(body).digest('base64url');
  const bound = { iss: token.issuer, aud: token.audience, iat, exp: iat + 60, htm: method, htu: url, bod };
  const { host, pathname, search } = new URL(url);
  const lines = `${method} ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nOrigin: https://shop.example\r\nAccept: application/json\r\n`;
  const content = body === '' ? '' : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
  return Array.from({ length: count }, () => {
    const signed = `${header}.${base64url({ ...bound, jti: randomUUID() })}`;
    const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
    return Buffer.from(`${lines}${content}Authorization: Bearer ${signed}.${signature}\r\n\r\n${body}`);
  });
}

/** The length in bytes of the whole answer at the buffer's start, or null while it is not all there. */
export function answerLength(buffer: Buffer): number | null {
  const end = buffer.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const head = buffer.toString('latin1', 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head);
  if (length) return buffer.length >= end + 4 + Number(length[1]) ? end + 4 + Number(length[1]) : null;
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return end + 4;
  const last = buffer.indexOf('\r\n0\r\n\r\n', end + 2);
  return last === -1 ? null : last + 7;
}

interface Tally {
  times: number[];
  bad: number;
  firstBad: string | null;
}

/** One connection that sends the next request as soon as the last is answered, until there are none left. */
function visitor(port: number, queue: Buffer[], tally: Tally): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
    let waiting: Buffer = Buffer.alloc(0);
    let sent = 0;
    const next = (): void => {
      const request = queue.pop();
      if (!request) return void socket.end(() => resolve());
      sent = performance.now();
      socket.write(request);
    };
    socket.once('connect', next);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('The server closed the connection.')));
    socket.on('data', (chunk: Buffer) => {
      waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
      const length = answerLength(waiting);
      if (length === null) return;
      tally.times.push(performance.now() - sent);
      if (waiting.toString('latin1', 9, 10) !== '2') {
        tally.bad += 1;
        tally.firstBad ??= waiting.toString('utf8', 0, Math.min(length, 1500));
      }
      waiting = waiting.subarray(length);
      next();
    });
  });
}

async function send(wish: LoadWish, count: number): Promise<Tally & { seconds: number }> {
  const queue = signedRequests(wish, count);
  const tally: Tally = { times: [], bad: 0, firstBad: null };
  const from = performance.now();
  await Promise.all(Array.from({ length: wish.connections }, () => visitor(Number(new URL(wish.url).port), queue, tally)));
  return { ...tally, seconds: (performance.now() - from) / 1000 };
}

/** Warms up, then measures: a closed loop of `connections` users. */
async function load(wish: LoadWish): Promise<LoadResult> {
  const warm = await send(wish, wish.warmUpRequests);
  const count = Math.max(wish.connections * 5, Math.round((warm.times.length / warm.seconds) * wish.seconds));
  const { times, seconds, bad, firstBad } = await send(wish, count);
  return {
    requests: times.length,
    perSecond: times.length / seconds,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    bad: warm.bad + bad,
    firstBad: warm.firstBad ?? firstBad,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await load(JSON.parse(await text(process.stdin)) as LoadWish);
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
