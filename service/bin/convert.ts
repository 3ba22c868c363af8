import path from 'node:path';
import { createRenderer, type ChromiumRenderer } from '../src/adapters/chromium/index.ts';
import type { ModelReport } from '../src/pipeline/contract.ts';
import { runPipeline } from '../src/pipeline/run-child.ts';
import type { Progress } from '../src/pipeline/types.ts';
import { readCommand, usage, type Command } from './options.ts';

const line = (text: string): void => void process.stderr.write(`${text}\n`);

/** A bar on a terminal; nothing where the output goes into a file. */
function showProgress({ stage, done }: Progress): void {
  if (!process.stderr.isTTY) return;
  const filled = Math.round(done * 24);
  process.stderr.write(`\r\x1b[K${'█'.repeat(filled)}${'░'.repeat(24 - filled)} ${String(Math.round(done * 100)).padStart(3)} %  ${stage}`);
}

const endProgress = (): void => void (process.stderr.isTTY && process.stderr.write('\r\x1b[K'));

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000).toLocaleString('en')} kB`;

function summary(report: ModelReport, out: string): string {
  const files = report.files.map(({ name, bytes }) => `  ${path.join(out, name)}  ${kilobytes(bytes)}`);
  const notes = [...report.repaired, ...report.dropped, ...report.warnings].map(
    ({ message, where }) => `  ${where === null ? '' : `${where}: `}${message}`,
  );
  return [`${report.source.name} (${kilobytes(report.source.bytes)}, ${report.source.format}) became`, ...files, ...notes].join('\n');
}

function openRenderer({ pictures }: Command): ChromiumRenderer | null {
  if (!pictures) return null;
  const renderer = createRenderer({ path: process.env['CHROMIUM_PATH'] || null, searchPath: process.env['PATH'] ?? '' });
  return renderer.executable === null ? null : renderer;
}

/** The command `devskyy-3d`. Returns the exit code: 0 done, 1 refused or failed with one line that says why, 2 a wrong command line. */
export async function main(args: string[]): Promise<number> {
  const command = readCommand(args);
  if (command === null) return (process.stdout.write(`${usage}\n`), 0);
  if (typeof command === 'string') return (line(`${command}\nnpx devskyy-3d --help says more.`), 2);
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  const renderer = openRenderer(command);
  try {
    const result = await runPipeline({
      source: { path: command.source, name: path.basename(path.resolve(command.source)) },
      out: command.out,
      options: command.options,
      renderer,
      signal: abort.signal,
      onProgress: showProgress,
      limits: { memoryMb: command.memoryMb, seconds: command.seconds },
    });
    endProgress();
    if (!result.ok) return (line(`${result.error.message} ${result.error.next ?? ''}`.replaceAll('\n', ' ').trim()), 1);
    process.stdout.write(`${summary(result.value, command.out)}\n`);
    return 0;
  } finally {
    await renderer?.stop();
  }
}
