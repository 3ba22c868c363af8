import { expect, test } from '@jest/globals';
import { glbOf, triangle, word, writeGlb } from '../../../../tests/fakes/models-3d.ts';
import { Refusal } from '../refusal.ts';
import { readGlb, type Json } from './glb.ts';
import { scanGltf } from './gltf.ts';

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) {
      expect(error.failure.message.length).toBeGreaterThan(10);
      expect(error.failure.message).not.toContain('\n');
      expect(error.failure.next).toBeTruthy();
      return error.failure.code;
    }
    throw error;
  }
  return 'taken';
};

const scan = (json: Json, names: string[] = []): string =>
  codeOf(() => scanGltf(structuredClone(json), { base: 'folder/model.gltf', names: new Set(['folder/model.gltf', ...names]), bin: 0 }));

test('C4 a GLB with a wrong magic, version, length or chunk is refused by name of what is wrong', async () => {
  const good = await writeGlb(triangle());
  const changed = (at: number, value: number): Uint8Array => {
    const bytes = good.slice();
    bytes.set(word(value), at);
    return bytes;
  };
  const read = (bytes: Uint8Array): string => codeOf(() => readGlb('model.glb', bytes));
  expect(read(good)).toBe('taken');
  expect(read(changed(0, 0x12345678))).toBe('glb-magic');
  expect(read(changed(4, 1))).toBe('glb-version');
  expect(read(changed(8, good.length + 1))).toBe('glb-truncated');
  expect(read(changed(8, 8))).toBe('glb-length');
  expect(read(changed(12, good.length))).toBe('glb-chunk');
  expect(read(changed(12, 0xffffffff))).toBe('glb-chunk');
  expect(read(changed(16, 0x004e4942))).toBe('glb-chunk');
  expect(read(good.subarray(0, 11))).toBe('glb-truncated');
  expect(read(good.subarray(0, good.length - 4))).toBe('glb-truncated');
  expect(read(glbOf({ asset: { version: '1.0' } }))).toBe('gltf-version');
  expect(read(glbOf([1, 2]))).toBe('json-broken');
});

test('C6 a URI of a scheme, a host, an absolute path or a way out of the upload is refused, however it is written', () => {
  const uris = [
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    '//host/share.png',
    '/etc/hostname',
    'C:\\windows\\win.ini',
    'c:/windows/win.ini',
    '..\\..\\secret.png',
    '../../secret.png',
    'textures/../../../secret.png',
    '%2e%2e/%2e%2e/secret.png',
    '%252e%252e%252f%252e%252e%252fsecret.png',
    'ftp:secret',
    'javascript:alert(1)',
    'picture\u0000.png',
  ];
  for (const uri of uris) {
    expect([uri, scan({ images: [{ uri }] })]).toEqual([uri, 'uri-outside']);
    expect([uri, scan({ buffers: [{ uri, byteLength: 4 }] })]).toEqual([uri, 'uri-outside']);
  }
  expect(scan({ images: [{ uri: 'textures/skin%20one.png' }] })).toBe('taken');
  expect(scan({ images: [{ uri: '../shared.png' }] })).toBe('taken');
  expect(scan({ buffers: [{ uri: 'gone.bin', byteLength: 4 }] })).toBe('buffer-missing');
  expect(scan({ buffers: [{ uri: 'here.bin', byteLength: 4 }] }, ['folder/here.bin'])).toBe('taken');
});

test('accessors that unpack to too much are refused, also sparse ones and those without any data', () => {
  const accessor = (count: unknown, more: Json = {}): Json => ({ accessors: [{ componentType: 5126, type: 'MAT4', count, ...more }] });
  expect(scan(accessor(10))).toBe('taken');
  expect(scan(accessor(268_435_456))).toBe('accessors-too-large');
  expect(scan({ accessors: Array.from({ length: 40 }, () => ({ componentType: 5126, type: 'MAT4', count: 250_000 })) })).toBe(
    'accessors-too-large',
  );
  expect(scan(accessor(-1))).toBe('accessor-broken');
  expect(scan(accessor(1.5))).toBe('accessor-broken');
  expect(scan(accessor('9'))).toBe('accessor-broken');
  expect(scan(accessor(1, { type: 'constructor' }))).toBe('accessor-broken');
  expect(scan(accessor(300_000_000, { sparse: { count: 1, indices: {}, values: {} } }))).toMatch(/accessor-broken|accessors-too-large/);
  const view = { buffers: [{ byteLength: 64, uri: 'data:,' }], bufferViews: [{ buffer: 0, byteLength: 64 }] };
  expect(scan({ ...view, ...accessor(1, { bufferView: 0 }) })).toBe('taken');
  expect(scan({ ...view, ...accessor(2, { bufferView: 0 }) })).toBe('accessor-beyond');
  expect(scan({ ...view, ...accessor(1, { bufferView: 7 }) })).toBe('accessor-broken');
  const sparse = { count: 1, indices: { bufferView: 0, componentType: 5125 }, values: { bufferView: 0 } };
  expect(scan({ ...view, ...accessor(1, { sparse }) })).toBe('taken');
  expect(scan({ ...view, ...accessor(1, { sparse: { ...sparse, count: 2 } }) })).toBe('accessor-broken');
  expect(scan({ ...view, bufferViews: [{ buffer: 0, byteOffset: 60, byteLength: 5 }] })).toBe('buffer-view-beyond');
  const packed = { EXT_meshopt_compression: { buffer: 0, byteLength: 8, byteStride: 16, count: 1e9, mode: 'ATTRIBUTES' } };
  expect(scan({ ...view, bufferViews: [{ buffer: 0, byteLength: 64, extensions: packed }] })).toBe('buffer-view-beyond');
});

test('trees that are none are refused: circles, two parents, missing children, too deep, too many', () => {
  const chain = (length: number): Json => ({ nodes: Array.from({ length }, (_, at) => (at + 1 < length ? { children: [at + 1] } : {})) });
  expect(scan(chain(64))).toBe('taken');
  expect(scan(chain(65))).toBe('too-deep');
  expect(scan(chain(200_000))).toBe('too-many-nodes');
  expect(scan({ nodes: [{ children: [1] }, { children: [0] }] })).toBe('node-cycle');
  expect(scan({ nodes: [{ children: [0] }] })).toBe('node-cycle');
  expect(scan({ nodes: [{ children: [2] }, { children: [2] }, {}] })).toBe('node-shared');
  expect(scan({ nodes: [{ children: [5] }] })).toBe('node-missing');
  expect(scan({ nodes: { length: 3 } })).toBe('json-broken');
  expect(scan({ meshes: [null] })).toBe('json-broken');
});

test('an extension that a file requires and nobody here can read is refused by its name; one that it only uses is not', () => {
  expect(scan({ extensionsRequired: ['VENDOR_secret_geometry'] })).toBe('extension-required');
  expect(scan({ extensionsRequired: ['KHR_draco_mesh_compression'], extensionsUsed: ['VENDOR_extra'] })).toBe('taken');
});
