import { describe, expect, test } from '@jest/globals';
import { USDCParser } from 'three/examples/jsm/loaders/usd/USDCParser.js';
import { attribute, connection, output, type Attribute, type Prim } from '../prim.ts';
import { packedIntegers } from './integers.ts';
import { writeCrate } from './index.ts';

const layer = { metersPerUnit: 0.25, upAxis: 'Y' } as const;
const prim = (...properties: Attribute[]): Prim => ({ type: 'Mesh', name: 'Root', properties });
const read = (root: Prim): ReturnType<USDCParser['parseData']>['specsByPath'] =>
  new USDCParser().parseData(new Uint8Array(writeCrate(root, layer)).buffer).specsByPath;

test('integers are coded as in the example of OpenUSD’s integerCoding.cpp', () => {
  const coded = [1, 0, 0, 0, 0b11_00_00_01, 0b01_00_01, 123, 0xa0, 0x86, 0x01, 0, 0, 0];
  // one chunk, then a block of LZ4 that is too short to hold a match: 13 literals
  expect([...packedIntegers([123, 124, 125, 100_125, 100_125, 100_126, 100_126])]).toEqual([0, 13 << 4, ...coded]);
});

describe('three’s reader finds the integers that were written', () => {
  const noise = (seed: number, most: number): number => Math.floor((Math.abs(Math.sin(seed * 12.9898) * 43_758.5453) % 1) * most);
  const lists: [string, number[]][] = [
    ['fewer than are compressed', [7, 0, 2_000_000_000]],
    ['all alike, thousands', Array.from({ length: 9000 }, () => 3)],
    ['a strip', Array.from({ length: 3000 }, (_, index) => Math.floor(index / 3) + (index % 3))],
    ['noise of one byte', Array.from({ length: 5001 }, (_, index) => noise(index, 100))],
    ['noise of two bytes', Array.from({ length: 5002 }, (_, index) => noise(index, 30_000))],
    ['noise of four bytes', Array.from({ length: 5003 }, (_, index) => noise(index, 2_000_000_000))],
    [
      'noise that comes again after more than 65,535 bytes',
      [0, 1].flatMap(() => Array.from({ length: 30_000 }, (_, index) => noise(index, 2e9))),
    ],
    ['none', []],
  ];

  test.each(lists)('%s', (_, list) => {
    const found = read(prim(attribute('int[]', 'faceVertexIndices', Uint32Array.from(list))))['/Root.faceVertexIndices'];
    expect(Array.from(found!.fields!['default'] as ArrayLike<number>)).toEqual(list);
  });
});

test('every kind of value, the metadata and the ways between prims are found again', () => {
  const root: Prim = {
    type: 'Xform',
    name: 'Root',
    metadata: {
      kind: 'component',
      apiSchemas: ['MaterialBindingAPI'],
      customData: { preliminary_collidesWithEnvironment: false, sceneName: 'Scene' },
    },
    properties: [
      attribute('bool', 'doubleSided', true),
      attribute('int', 'inputs:useSpecularWorkflow', 1),
      attribute('float', 'inputs:roughness', 0.3),
      attribute('asset', 'inputs:file', 'textures/t0.jpg'),
      attribute('float4', 'inputs:scale', [1, -2.5, 0.1, 1]),
      attribute('float2', 'inputs:translation', [0.5, 0.25]),
      attribute('point3f[]', 'points', Float32Array.of(1, 2, 3, -4, 5.5, 1e-7)),
      { ...attribute('texCoord2f[]', 'primvars:st', Float32Array.of(0, 1, 0.125, 0.5)), interpolation: 'vertex' } as Attribute,
      { name: 'material:binding', target: '/Root/Child/Leaf' },
    ],
    children: [
      {
        type: 'Material',
        name: 'Child',
        properties: [connection('token', 'outputs:surface', '/Root/Child/Leaf.outputs:surface')],
        children: [{ type: 'Shader', name: 'Leaf', properties: [output('token', 'surface')] }],
      },
      { type: 'Scope', name: 'Other' },
    ],
  };
  const found = read(root);
  const value = (path: string): unknown => found[path]!.fields!['default'];
  expect(found['/']!.fields).toMatchObject({ defaultPrim: 'Root', metersPerUnit: 0.25, upAxis: 'Y', primChildren: ['Root'] });
  expect(found['/Root']!.fields).toMatchObject({ specifier: 0, typeName: 'Xform', kind: 'component', primChildren: ['Child', 'Other'] });
  expect(found['/Root']!.fields!['properties']).toHaveLength(9);
  expect(value('/Root.doubleSided')).toBe(true);
  expect(value('/Root.inputs:useSpecularWorkflow')).toBe(1);
  expect(value('/Root.inputs:roughness')).toBe(Math.fround(0.3));
  expect(value('/Root.inputs:file')).toBe('textures/t0.jpg');
  expect(value('/Root.inputs:scale')).toEqual([1, -2.5, Math.fround(0.1), 1]);
  expect(value('/Root.inputs:translation')).toEqual([0.5, 0.25]);
  expect(value('/Root.points')).toEqual(Float32Array.of(1, 2, 3, -4, 5.5, 1e-7));
  expect(value('/Root.primvars:st')).toEqual(Float32Array.of(0, 1, 0.125, 0.5));
  expect(found['/Root.primvars:st']!.fields).toMatchObject({
    typeName: 'texCoord2f[]',
    interpolation: 'vertex',
    custom: false,
    variability: 0,
  });
  expect(found['/Root.material:binding']!.fields).toMatchObject({ variability: 1, targetPaths: ['/Root/Child/Leaf'] });
  expect(found['/Root/Child.outputs:surface']!.fields!['connectionPaths']).toEqual(['/Root/Child/Leaf.outputs:surface']);
  expect(found['/Root/Child/Leaf.outputs:surface']!.fields).not.toHaveProperty('default');
  expect(found['/Root/Other']!.fields!['typeName']).toBe('Scope');
});

test('texts stand in the table of strings, which begins with its length', () => {
  const bytes = writeCrate(prim(attribute('string', 'inputs:varname', 'st1')), layer);
  const parser = new USDCParser() as USDCParser & { sections: Record<string, { start: number; size: number }>; tokens: string[] };
  parser.parseData(new Uint8Array(bytes).buffer);
  const { start, size } = parser.sections['STRINGS']!;
  expect([size, bytes.readBigUInt64LE(start), parser.tokens[bytes.readUInt32LE(start + 8)]]).toEqual([12, 1n, 'st1']);
});

test('arrays of vectors begin, after their length, at multiples of eight', () => {
  const points = Float32Array.of(1.5, 2.5, 3.5);
  const bytes = writeCrate(prim(attribute('float3', 'a', [9, 9, 9]), attribute('point3f[]', 'points', points)), layer);
  expect(bytes.indexOf(Buffer.from(points.buffer)) % 8).toBe(0);
});

test('a layer that speaks of what is not in it is not written', () => {
  expect(() => writeCrate(prim(connection('float', 'inputs:opacity', '/Root/M7.outputs:a')), layer)).toThrow(
    '/Root/M7.outputs:a, which is not in it',
  );
});
