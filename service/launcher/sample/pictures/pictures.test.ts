import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sampleCatalogue } from '../catalogue/index.ts';

const folder = import.meta.dirname;
const files = sampleCatalogue.flatMap((piece) => piece.pictures.map((picture) => picture.file));

/** Width and height of a lossy WebP picture: its frame header stands at byte 20, after the RIFF and VP8 headers (RFC 9649). */
function sizeOf(bytes: Buffer): { width: number; height: number } {
  expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
  expect(bytes.toString('latin1', 8, 12)).toBe('WEBP');
  const kind = bytes.toString('latin1', 12, 16);
  if (kind === 'VP8X') return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  expect(kind).toBe('VP8 ');
  return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
}

describe('the pictures of the sample shop', () => {
  test.each(files)('%s is a WebP of 1200 × 1500 that loads quickly', (file) => {
    const bytes = readFileSync(path.join(folder, file));
    expect(sizeOf(bytes)).toEqual({ width: 1200, height: 1500 });
    expect(bytes.length).toBeGreaterThan(8_000);
    expect(bytes.length).toBeLessThanOrEqual(120_000);
  });

  test('all of them together stay below 4 MB', () => {
    const total = files.reduce((sum, file) => sum + readFileSync(path.join(folder, file)).length, 0);
    expect(total).toBeLessThan(4_000_000);
  });
});
