import * as node from '@php-wasm/node';
import * as universal from '@php-wasm/universal';

/** An answer while PHP is still writing it. */
export interface StreamedAnswer {
  headers: Promise<Record<string, string[]>>;
  httpStatusCode: Promise<number>;
  stdout: ReadableStream<Uint8Array>;
  stderr: ReadableStream<Uint8Array>;
  exitCode: Promise<number>;
  finished: Promise<void>;
}

export interface PhpRequest {
  scriptPath: string;
  relativeUri: string;
  protocol: string;
  method: string;
  headers: Record<string, string>;
  body: Uint8Array;
  $_SERVER: Record<string, string>;
}

/** What the launcher uses of Playground's interpreter. */
export interface PlaygroundPhp {
  runStream(request: PhpRequest): Promise<StreamedAnswer>;
  cli(words: string[], options: { env: Record<string, string> }): Promise<StreamedAnswer>;
  enableRuntimeRotation(options: { recreateRuntime: () => Promise<number>; maxRequests: number }): void;
}

interface RuntimeOptions {
  followSymlinks: boolean;
  fileLockManager: object;
  emscriptenOptions: { processId: number; ENV: Record<string, string> };
}

interface Playground {
  FileLockManagerForPosix: new () => object;
  FileLockManagerForWindows: new () => object;
  loadNodeRuntime(version: string, options: RuntimeOptions): Promise<number>;
  useHostFilesystem(php: PlaygroundPhp): void;
  PHP: new (runtime: number) => PlaygroundPhp;
  setPhpIniEntries(php: PlaygroundPhp, settings: Record<string, string>): Promise<void>;
}

// The packages' own declarations name their parts without endings, which Node's module resolution, and TypeScript with it, does not find.
export const playground = { ...node, ...universal } as unknown as Playground;
