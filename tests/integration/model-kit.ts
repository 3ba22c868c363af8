import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sign, type FakeSite } from '../fakes/site.ts';

/** A paired site that talks about 3D models. */
export interface Client {
  service: string;
  site: FakeSite;
  siteId: string;
}

export interface Answer {
  status: number;
  headers: Headers;
  /** null where the answer is no JSON. */
  json: Record<string, never> & { [member: string]: unknown };
  bytes: Buffer;
}

type Body = { json: object } | { bytes: Uint8Array } | { form: Uint8Array; type: string } | null;

/** A signed call below /api/v1. */
export async function ask({ service, site, siteId }: Client, method: string, path: string, body: Body = null): Promise<Answer> {
  const url = `${service}/api/v1/${path}`;
  const sent = body === null ? '' : 'json' in body ? JSON.stringify(body.json) : 'form' in body ? body.form : body.bytes;
  const type =
    body === null ? {} : { 'content-type': 'json' in body ? 'application/json' : 'form' in body ? body.type : 'application/octet-stream' };
  const authorization = sign(site, siteId, { method, url, body: sent });
  const response = await fetch(url, { method, headers: { authorization, ...type }, ...(body === null ? {} : { body: sent as BodyInit }) });
  const bytes = Buffer.from(await response.arrayBuffer());
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    json: (isJson ? JSON.parse(bytes.toString()) : null) as Answer['json'],
  };
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Sends a file in pieces and answers its upload. */
export async function upload(client: Client, name: string, bytes: Uint8Array, piece = 1024 * 1024): Promise<string> {
  const started = await ask(client, 'POST', '3d/uploads', { json: { name, size: bytes.length, sha256: sha256(bytes) } });
  if (started.status !== 201) throw new Error(`${started.status} ${started.bytes.toString()}`);
  const id = started.json['id'] as unknown as string;
  for (let offset = 0; offset < bytes.length; offset += piece) {
    const sent = await ask(client, 'PUT', `3d/uploads/${id}?offset=${offset}`, { bytes: bytes.subarray(offset, offset + piece) });
    if (sent.status !== 200) throw new Error(`${sent.status} ${sent.bytes.toString()}`);
  }
  return id;
}

/** Asks until the model is at its end. */
export async function settled(client: Client, id: string, within = 120_000): Promise<Answer['json']> {
  const until = Date.now() + within;
  for (;;) {
    const { json } = await ask(client, 'GET', `3d/models/${id}`);
    if (!['queued', 'processing'].includes(json['status'] as unknown as string)) return json;
    if (Date.now() > until) throw new Error(`Still ${String(json['status'])} at ${String(json['stage'])}.`);
    await pause(200);
  }
}

/** A multipart form with one file. */
export function form(file: { name: string; bytes: Uint8Array }, fields: Record<string, string> = {}): { form: Uint8Array; type: string } {
  const boundary = 'a-boundary-of-this-form';
  const texts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const bytes = Buffer.concat([Buffer.from(texts.join('') + head), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { form: bytes, type: `multipart/form-data; boundary=${boundary}` };
}

const corners = [
  [0, 0, 0],
  [0.3, 0, 0],
  [0.3, 0.2, 0],
  [0, 0.2, 0],
  [0, 0, 0.1],
  [0.3, 0, 0.1],
  [0.3, 0.2, 0.1],
  [0, 0.2, 0.1],
];
const faces = [0, 2, 1, 0, 3, 2, 4, 5, 6, 4, 6, 7, 0, 1, 5, 0, 5, 4, 2, 3, 7, 2, 7, 6, 1, 2, 6, 1, 6, 5, 3, 0, 4, 3, 4, 7];

/** A box of 30 × 20 × 10 cm as a GLB; `ballast` bytes that nothing uses make it as heavy as wanted, `tint` another content. */
export function box({ ballast = 0, tint = 0.5 } = {}): Buffer {
  const positions = new Float32Array(corners.flat());
  return glb({ positions, indices: new Uint32Array(faces), max: [0.3, 0.2, 0.1], tint, ballast });
}

/** A rippled cloth of 1 × 1 m with `side`² × 2 triangles: something that takes its time. */
export function cloth(side: number, tint = 0.5): Buffer {
  const row = side + 1;
  const positions = new Float32Array(row * row * 3);
  for (let y = 0; y < row; y += 1)
    for (let x = 0; x < row; x += 1)
      positions.set([x / side, 0.05 + 0.05 * Math.sin(x / 9) * Math.cos(y / 7 + x / 31), y / side], (y * row + x) * 3);
  const indices = new Uint32Array(side * side * 6);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const at = y * row + x;
      indices.set([at, at + row, at + 1, at + 1, at + row, at + row + 1], (y * side + x) * 6);
    }
  return glb({ positions, indices, max: [1, 0.1, 1], tint, ballast: 0 });
}

interface Mesh {
  positions: Float32Array;
  indices: Uint32Array;
  max: number[];
  tint: number;
  ballast: number;
}

function glb({ positions, indices, max, tint, ballast }: Mesh): Buffer {
  const bin = Buffer.concat([Buffer.from(positions.buffer), Buffer.from(indices.buffer), Buffer.alloc(Math.ceil(ballast / 4) * 4, 7)]);
  const used = positions.byteLength + indices.byteLength;
  const json = {
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0, name: 'Piece' }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1, material: 0 }] }],
    materials: [{ name: 'Paint', pbrMetallicRoughness: { baseColorFactor: [tint, 0.2, 0.2, 1], metallicFactor: 0 } }],
    accessors: [
      { bufferView: 0, componentType: 5126, count: positions.length / 3, type: 'VEC3', min: [0, 0, 0], max },
      { bufferView: 1, componentType: 5125, count: indices.length, type: 'SCALAR' },
    ],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: positions.byteLength },
      { buffer: 0, byteOffset: positions.byteLength, byteLength: indices.byteLength },
      ...(ballast > 0 ? [{ buffer: 0, byteOffset: used, byteLength: ballast }] : []),
    ],
    buffers: [{ byteLength: bin.length }],
  };
  const text = Buffer.from(JSON.stringify(json));
  const padded = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, 0x20)]);
  const header = Buffer.alloc(12);
  header.write('glTF', 0);
  header.writeUInt32LE(2, 4);
  header.writeUInt32LE(12 + 8 + padded.length + 8 + bin.length, 8);
  return Buffer.concat([header, chunk(padded, 0x4e4f534a), chunk(bin, 0x004e4942)]);
}

function chunk(bytes: Buffer, type: number): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(bytes.length, 0);
  head.writeUInt32LE(type, 4);
  return Buffer.concat([head, bytes]);
}
