import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { readLauncherEnvironment } from './environment.ts';
import { explain, StartFault } from './fault.ts';
import { readOptions, usage, type StartOptions } from './options.ts';
import { watchParents } from './parents.ts';
import { bundledNode, unsupported } from './platform.ts';
import { printProgress } from './progress.ts';
import type { Ready } from './start.ts';

const oldestNode = 24;

/** npm brings Node 24 as a dependency, whatever the machine's own is. Null when this is new enough, or there is none. */
function newerNode(): string | null {
  if (Number(process.versions.node.split('.')[0]) >= oldestNode) return null;
  const { name, program } = bundledNode(process.platform, process.arch);
  try {
    const file = path.join(path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), program);
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

/** Runs the same command on Node 24 in our place; its end is our end, and ours is its. */
function runOn(node: string): void {
  const child = spawn(node, [...process.argv.slice(1)], { stdio: ['inherit', 'inherit', 'inherit'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  watchParents(() => child.kill('SIGTERM'));
  child.once('exit', (code) => process.exit(code ?? 1));
}

function announce(ready: Ready, notes: string[]): string {
  const lines = [
    `  Shop        ${ready.site}/`,
    `  wp-admin    ${ready.site}/wp-admin/`,
    `  Log-in      ${ready.admin.user}  ${ready.admin.password}`,
    `  For scripts ${ready.admin.user}  "${ready.admin.applicationPassword}" (application password)`,
    `  Service     ${ready.service}`,
    '',
    `  WordPress ${ready.wordpress}, PHP ${ready.php}, ${ready.database}, PostgreSQL ${ready.postgres}, catalogue: ${ready.catalogue}`,
    ...notes.map((note) => `  ${note}`),
    `  Ready after ${ready.seconds} s. Ctrl-C stops everything; all data is kept.`,
  ];
  return `\n${lines.join('\n')}\n\n`;
}

async function run(options: StartOptions): Promise<void> {
  const { startShop } = await import('./start.ts');
  const environment = readLauncherEnvironment();
  const out = options.json ? process.stderr : process.stdout;
  const progress = printProgress(out);
  let stopRequested = false;
  let stop: (() => Promise<void>) | null = null;
  const end = (why: string): void => {
    if (stopRequested) return;
    stopRequested = true;
    progress.note(`${why}: stopping; running work is finished first`);
    if (!stop) process.exit(130); // half-way up: the guards end what was started
    void stop().then(
      () => {
        progress.note('Everything has stopped');
        process.exit(0);
      },
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGINT', () => end('Ctrl-C'));
  process.on('SIGTERM', () => end('Asked to end'));
  process.on('SIGHUP', () => end('The terminal has gone'));
  if (environment.underNpm) watchParents(() => end('npm has gone'));
  const shop = await startShop(options, environment, progress);
  stop = shop.stop;
  shop.watch((name, againIn) => {
    const next = againIn === null ? 'npm start again brings everything back' : `It is started again in ${againIn} seconds`;
    progress.note(`The ${name} has ended by itself (${options.data}/logs/${name}.log tells more). ${next}`);
  });
  if (options.json) process.stdout.write(`${JSON.stringify(shop.ready)}\n`);
  else out.write(announce(shop.ready, shop.notes));
  await shop.bringModels();
}

function fail(error: unknown): never {
  const fault = explain(error);
  if (fault) process.stderr.write(`\nnpm start could not go on.\n${fault.message}\n\nNext: ${fault.next}\n`);
  else process.stderr.write(`\nnpm start met a fault of its own:\n${(error as Error).stack ?? String(error)}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
  if (options.help) return void process.stdout.write(`${usage}\n`);
  const refused = unsupported(process.platform);
  if (refused) throw new StartFault(refused.message, refused.next);
  const node = newerNode();
  if (node) return runOn(node);
  if (Number(process.versions.node.split('.')[0]) < oldestNode) {
    throw new StartFault(
      `Node ${process.versions.node} is too old, and npm has not brought Node ${oldestNode}.`,
      'Run npm install (without --omit=optional), then npm start again.',
    );
  }
  await run(options);
}

main().catch(fail);
