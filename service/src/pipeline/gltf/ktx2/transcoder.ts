import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { compileFunction } from 'node:vm';
import { transcoderFiles } from './files.ts';

/** A KTX2 file in the transcoder's memory (Basis Universal, basis_wrappers.cpp). */
interface Ktx2File {
  isValid(): boolean;
  getWidth(): number;
  getHeight(): number;
  startTranscoding(): number;
  getImageTranscodedSizeInBytes(level: number, layer: number, face: number, format: number): number;
  transcodeImage(
    out: Uint8Array,
    level: number,
    layer: number,
    face: number,
    format: number,
    flags: number,
    channel0: number,
    channel1: number,
  ): number;
  close(): void;
  delete(): void;
}

interface Basis {
  initializeBasis(): void;
  KTX2File: new (bytes: Uint8Array) => Ktx2File;
}

/** The transcoder's number for plain pixels, 8 bits each of red, green, blue, opacity. */
const rgba32 = 13;

let opened: Promise<Basis> | null = null;

/** three carries the transcoder as a classic script, which an ESM package cannot import: it is compiled as the CommonJS module that it also is. */
async function open(): Promise<Basis> {
  const files = transcoderFiles();
  const script = files.get('basis_transcoder.js')!;
  const names = ['module', 'exports', 'require', '__filename', '__dirname'];
  const module = { exports: {} as (options: { wasmBinary: Uint8Array }) => Promise<Basis> };
  const run = compileFunction(readFileSync(script, 'utf8'), names, { filename: script });
  run(module, module.exports, createRequire(script), script, path.dirname(script));
  const basis = await module.exports({ wasmBinary: readFileSync(files.get('basis_transcoder.wasm')!) });
  basis.initializeBasis();
  return basis;
}

export interface Pixels {
  data: Uint8Array;
  width: number;
  height: number;
}

/** The largest level of a KTX2 picture (ETC1S or UASTC) as RGBA; null: it is none that the transcoder reads. */
export async function transcode(bytes: Uint8Array): Promise<Pixels | null> {
  const { KTX2File } = await (opened ??= open());
  const file = new KTX2File(bytes);
  try {
    if (!file.isValid() || !file.startTranscoding()) return null;
    const [width, height] = [file.getWidth(), file.getHeight()];
    const data = new Uint8Array(file.getImageTranscodedSizeInBytes(0, 0, 0, rgba32));
    const whole = data.length === width * height * 4 && file.transcodeImage(data, 0, 0, 0, rgba32, 0, -1, -1) !== 0;
    return whole ? { data, width, height } : null;
  } finally {
    file.close();
    file.delete();
  }
}
