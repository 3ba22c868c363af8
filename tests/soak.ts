import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from '../service/launcher/build.ts';
import { emptyData } from '../service/launcher/home.ts';
import { printProgress } from '../service/launcher/progress.ts';
import { repository } from '../service/launcher/software.ts';
import { bringUp } from '../service/launcher/testbed.ts';
import { migrate, openDatabase } from '../service/src/adapters/knex/database.ts';
import { startPostgres } from '../service/src/adapters/postgres/embedded.ts';
import { openLane, type Outcome } from './integration/kill-lane.ts';
import { killPoints } from './integration/kill-points.ts';
import { silent } from './integration/run-kit.ts';
import { openPhpTools } from './tools/php.ts';
import { readJunit } from './tools/results.ts';

/**
 * `npm run soak`: every point of a run at which the service can die, and every point of an approval and an undo at which PHP can, ten times
 * each. The figures go into docs/benchmarks.md. `-- --rounds 2 --only service` (or php) for a shorter one, which writes nothing.
 */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' }, only: { type: 'string' } } });
const rounds = Number(values.rounds);
const wanted = new Set(values.only?.split(',') ?? ['service', 'php']);
const lanesAtOnce = 4;

async function soakService(): Promise<Outcome[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-soak-'));
  chmodSync(folder, 0o755);
  const postgres = await startPostgres({ folder: path.join(folder, 'pg'), logger: silent, searchPath: process.env['PATH'] });
  try {
    const database = openDatabase(postgres.url);
    await migrate(database, fileURLToPath(new URL('../service/migrations', import.meta.url)));
    await database.destroy();
    return await killAll(postgres.url);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function killAll(url: string): Promise<Outcome[]> {
  const waiting = Array.from({ length: rounds }, () => killPoints).flat();
  const total = waiting.length;
  const outcomes: Outcome[] = [];
  const names = Array.from({ length: lanesAtOnce }, (_, index) => `soak_${index}`);
  const lanes = [];
  for (const name of names) lanes.push(await openLane(url, name));
  await Promise.all(
    lanes.map(async (lane) => {
      for (let point = waiting.shift(); point; point = waiting.shift()) {
        const outcome = await lane.kill(point);
        outcomes.push(outcome);
        const took = outcome.retaken.map((seconds) => `${seconds.toFixed(1)} s`).join(', ');
        process.stdout.write(
          `${outcomes.length}/${total} ${outcome.point}: lost ${outcome.lost}, doubled ${outcome.doubled}, retaken ${took || '-'}\n`,
        );
      }
    }),
  );
  for (const lane of lanes) await lane.close();
  return outcomes;
}

interface PhpOutcome {
  passed: number;
  failed: number;
}

async function soakPhp(): Promise<PhpOutcome> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-soak-php-'));
  await openPhpTools();
  await build(printProgress(process.stdout));
  const site = await bringUp({ wordpress: '7.1', woocommerce: false, folder, web: false });
  try {
    const sum = { passed: 0, failed: 0 };
    for (let round = 1; round <= rounds; round += 1) {
      const log = path.join(folder, `crash-${round}.xml`);
      const args = ['vendor/bin/phpunit', '--log-junit', log, 'tests/php/ProposalCrashTest.php'];
      const output = await run(site.php, args, { WP_DIR: site.wpDir, DEVSKYY_PHP: site.php });
      const { passed, failed } = readJunit('PHP killed', log, output);
      sum.passed += passed;
      sum.failed += failed;
      process.stdout.write(`PHP, round ${round}: ${passed} kills whole, ${failed} not\n`);
      if (failed > 0) process.stdout.write(output);
    }
    return sum;
  } finally {
    await site.stop();
    emptyData(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

const run = (command: string, args: string[], env: Record<string, string>): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: repository, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });

const median = (list: number[]): number => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
const seconds = (value: number): string => (Number.isFinite(value) ? value.toFixed(1) : '-');

function report(service: Outcome[], php: PhpOutcome): string {
  const rows = killPoints.map(({ name }) => {
    const own = service.filter(({ point }) => point === name);
    const taken = own.flatMap(({ retaken }) => retaken);
    const sum = (of: 'lost' | 'doubled'): number => own.reduce((all, outcome) => all + outcome[of], 0);
    return `| ${name} | ${own.length} | ${sum('lost')} | ${sum('doubled')} | ${seconds(median(taken))} | ${seconds(Math.max(...taken))} |`;
  });
  const all = service.flatMap(({ retaken }) => retaken);
  const ended = service.map((outcome) => outcome.ended);
  return [
    '## Kills (`npm run soak`)',
    '',
    `${killPoints.length} points of a run of 6 pieces, ${rounds} kills (SIGKILL) each, ${lanesAtOnce} at a time on ${os.availableParallelism()} cores; another process, started already, takes over.`,
    'Lost: pieces or reports that WordPress does not have in the end. Doubled: proposals, events or counts that are there twice.',
    'Retaken: seconds from the kill until a job that was at work is at work again (none where no job was).',
    '',
    '| The service is killed when | kills | lost | doubled | retaken, median s | maximum s |',
    '|---|---|---|---|---|---|',
    ...rows,
    `| all | ${service.length} | ${service.reduce((sum, { lost }) => sum + lost, 0)} | ${service.reduce((sum, { doubled }) => sum + doubled, 0)} | ${seconds(median(all))} | ${seconds(Math.max(...all))} |`,
    '',
    `WordPress had everything ${seconds(median(ended))} s after the kill (median; ${seconds(Math.max(...ended))} s at most).`,
    `PHP killed in the middle of an approval or an undo, 18 points, ${rounds} rounds: ${php.passed} of ${php.passed + php.failed} whole (applied, pending or undone), ${php.failed} half.`,
    '',
  ].join('\n');
}

/** Replaces this section of docs/benchmarks.md, and leaves the others. */
function write(section: string): void {
  const file = path.join(repository, 'docs/benchmarks.md');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '# Benchmarks\n';
  const [begin, end] = ['<!-- soak:begin -->', '<!-- soak:end -->'];
  const block = `${begin}\n\n${section.trim()}\n\n${end}`;
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(
    file,
    from < 0 || to < from ? `${before.trimEnd()}\n\n${block}\n` : before.slice(0, from) + block + before.slice(to + end.length),
  );
}

const outcomes = wanted.has('service') ? await soakService() : [];
const php = wanted.has('php') ? await soakPhp() : { passed: 0, failed: 0 };
const section = report(outcomes, php);
process.stdout.write(`\n${section}`);
if (wanted.size === 2 && rounds >= 10) write(section);
const broken = outcomes.filter(({ lost, doubled, retaken }) => lost > 0 || doubled > 0 || retaken.some((taken) => taken >= 12));
for (const outcome of broken) process.stdout.write(`NOT HELD: ${JSON.stringify(outcome)}\n`);
process.exitCode = broken.length > 0 || php.failed > 0 ? 1 : 0;
