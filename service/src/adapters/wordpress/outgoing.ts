import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP } from 'node:net';

/** Addresses that only the operator's own list of origins may reach: loopback, private, link-local, CGNAT, documentation, multicast. */
const notPublic = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  notPublic.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  notPublic.addSubnet(net, bits, 'ipv6');
}

export const isPublicAddress = (address: string): boolean => {
  const family = isIP(address);
  return family !== 0 && !notPublic.check(address, family === 4 ? 'ipv4' : 'ipv6');
};

export interface OutgoingRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
  signal?: AbortSignal;
}

export interface OutgoingAnswer {
  status: number;
  body: string;
  headers: http.IncomingHttpHeaders;
}

/** Calls a site: no redirects, answers up to 1 MiB, and public addresses only, unless the operator listed the exact origin. */
export type Outgoing = (request: OutgoingRequest) => Promise<OutgoingAnswer>;

const largest = 1024 * 1024;

export const createOutgoing =
  (allowedPrivateOrigins: ReadonlySet<string>): Outgoing =>
  (request) => {
    const url = new URL(request.url);
    const listed = allowedPrivateOrigins.has(url.origin);
    if (!listed && url.protocol !== 'https:') {
      return Promise.reject(new Error(`${url.origin} is not https, and not in ALLOWED_PRIVATE_ORIGINS.`));
    }
    return send(request, url, listed);
  };

function send(request: OutgoingRequest, url: URL, listed: boolean): Promise<OutgoingAnswer> {
  return new Promise((resolve, reject) => {
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (!listed && isIP(literal) !== 0 && !isPublicAddress(literal)) return reject(new Error(`${url.host} is not a public address.`));
    const call = (url.protocol === 'https:' ? https : http).request(url, {
      method: request.method,
      headers: { ...request.headers, ...(request.body === undefined ? {} : { 'content-length': Buffer.byteLength(request.body) }) },
      agent: false,
      ...(request.signal ? { signal: request.signal } : {}),
      ...(listed ? {} : { lookup: publicLookup }),
    });
    const timer = setTimeout(() => call.destroy(new Error(`${url.host} did not answer within ${request.timeoutMs / 1000} seconds.`)), request.timeoutMs);
    call.on('error', reject);
    call.on('close', () => clearTimeout(timer));
    call.on('response', (response) => collect(response, url).then(resolve, reject));
    call.end(request.body);
  });
}

async function collect(response: http.IncomingMessage, url: URL): Promise<OutgoingAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest) {
      response.destroy();
      throw new Error(`${url.host} sent more than ${largest} bytes.`);
    }
    chunks.push(chunk);
  }
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8'), headers: response.headers };
}

/** The check is made on the very address that is then connected to, so that a name cannot change its mind in between. */
const publicLookup: NonNullable<http.RequestOptions['lookup']> = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const bad = addresses.find(({ address }) => !isPublicAddress(address));
    if (bad || addresses.length === 0) return callback(Object.assign(new Error(`${hostname} leads to ${bad?.address ?? 'no address'}, which is not public.`), { code: 'EACCES' }), '', 0);
    if (options.all) callback(null, addresses);
    else callback(null, addresses[0]!.address, addresses[0]!.family);
  });
};
