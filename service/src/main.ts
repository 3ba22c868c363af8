import v8 from 'node:v8';
import { createLogger } from './adapters/logger/pino.ts';
import { createConfig } from './config/config.ts';
import { readEnvironment } from './config/env.ts';

/** How long running work may take to end after a signal. */
const drainMs = 25_000;

/**
 * V8 lets the heap grow to several times of what is in use before it collects, and its young generation to 48 MB. Both rules are read at
 * each collection: this trades a few per cent of CPU under load for half of the memory (docs/benchmarks.md).
 */
const frugalHeap = ['--heap-growing-percent=30', '--semi-space-growth-factor=1'];

async function main(): Promise<void> {
  for (const flag of frugalHeap) v8.setFlagsFromString(flag);
  const { createApp } = await import('./app.ts'); // after the rules: most of the heap comes with it
  const config = createConfig(readEnvironment());
  const logger = createLogger(config.logLevel);
  const app = await createApp(config, logger, { drainMs });
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping: running work is finished first');
    setTimeout(() => process.exit(1), drainMs + 4000).unref();
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: (error as Error).message }, 'The service did not stop cleanly.');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  await app.listen();
  logger.info({ url: config.publicUrl }, 'ready');
}

main().catch((error: unknown) => {
  process.stderr.write(`DevSkyy service cannot start. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
