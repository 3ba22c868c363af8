import { deflateSync } from 'node:zlib';
import { word } from '../glb-bytes.ts';
import { jpeg, png, pngChunk, textured } from './glb.ts';
import { half, textures, times, zeros, type Hostile } from './zip.ts';

export const pictures: Hostile[] = [
  { row: 'C8', what: 'a PNG of 65535 × 1', file: 'a.glb', bytes: () => textured([png(65_535, 1)]), ends: 'done' },
  {
    row: 'C8',
    what: 'a PNG that says 60000 × 60000',
    file: 'a.glb',
    bytes: () => textured([png(60_000, 60_000, { data: deflateSync(zeros(1)) })]),
    ends: ['texture-too-large', 'pictures-too-large'],
  },
  {
    row: 'C8',
    what: 'a JPEG that says 65535 × 65535',
    file: 'a.glb',
    bytes: () => textured([jpeg(65_535, 65_535)], 'image/jpeg'),
    ends: 'done',
  },
  {
    row: 'C8',
    what: 'a PNG with 300 MB in its colour profile',
    file: 'a.glb',
    bytes: () =>
      textured([png(4, 4, { more: [pngChunk('iCCP', Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(zeros(300))]))] })]),
    ends: 'done',
  },
  {
    row: 'C8',
    what: 'a PNG with 300 MB in its text',
    file: 'a.glb',
    bytes: () =>
      textured([png(4, 4, { more: [pngChunk('zTXt', Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(zeros(300))]))] })]),
    ends: 'done',
  },
  { row: 'C8', what: 'forty PNGs of 8192 × 8192', file: 'a.glb', bytes: () => textured(manyLarge()), ends: ['pictures-too-large'] },
  {
    row: 'C8',
    what: 'a TIFF that says 60000 × 60000, by an MTL',
    file: 'a.zip',
    bytes: () => textures(tiff(60_000), 't.png'),
    ends: 'done',
  },
  {
    row: 'C5',
    what: 'an SVG bomb, by an MTL',
    file: 'a.zip',
    bytes: () =>
      textures(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="60000" height="60000"><script>1</script></svg>`), 't.png'),
    ends: 'done',
  },
];

function manyLarge(): Buffer[] {
  const pixels = deflateSync(Buffer.alloc(8_193 * 8_192));
  return times(40, (index) => png(8_192, 8_192, { data: pixels, more: [pngChunk('tEXt', Buffer.from(`x\0${index}`))] }));
}

function tiff(side: number): Buffer {
  const tags: [number, number, number][] = [
    [256, 4, side],
    [257, 4, side],
    [258, 3, 8],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 8],
    [278, 4, side],
    [279, 4, 1000],
  ];
  const entries = tags.map(([tag, type, value]) => Buffer.concat([half(tag), half(type), word(1), word(value)]));
  return Buffer.concat([Buffer.from('II*\0', 'latin1'), word(8), half(tags.length), ...entries, word(0)]);
}
