import { existsSync, mkdirSync, mkdtempSync, chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { freePorts } from '../../service/launcher/ports.ts';
import { repository } from '../../service/launcher/software.ts';
import type { Part } from './bench.ts';
import { createChildren, family } from './children.ts';
import { complete, type Figures } from './figures.ts';
import { describeMachine } from './machine.ts';
import { parts } from './parts.ts';
import { markdown, withSection, type PartReport, type RunReport } from './report.ts';

/**
 * `npm run bench`: everything that is measured, beside the peers, in one run of at most twenty minutes. A whole run writes
 * docs/benchmarks.md; `-- --only http,start` picks parts and prints only; `-- --json FILE` writes the figures as JSON.
 */
const deadline = performance.now() + 19.5 * 60_000;
const document = path.join(repository, 'docs/benchmarks.md');
const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } });

function chosen(only: string | undefined): readonly Part[] {
  const names = only?.split(',').map((name) => name.trim()) ?? parts.map(({ name }) => name);
  const unknown = names.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) throw new Error(`There is no part "${unknown.join(', ')}". Parts: ${parts.map(({ name }) => name).join(', ')}.`);
  return parts.filter(({ name }) => names.includes(name));
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** One part: whatever becomes of it, its processes are ended and its folder is gone afterwards. */
async function attempt(part: Part): Promise<PartReport & { failed: boolean }> {
  const from = performance.now();
  const seconds = Math.min(part.limit, (deadline - from) / 1000);
  say(`\n— ${part.name}: ${part.title}`);
  const children = createChildren();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-bench-'));
  chmodSync(folder, 0o711);
  const abort = new AbortController();
  let late: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    late = setTimeout(
      () => {
        abort.abort();
        reject(new Error(`it was not done within ${Math.round(seconds)} seconds`));
      },
      Math.max(0, seconds) * 1000,
    );
  });
  try {
    const port = async (): Promise<number> => (await freePorts(1))[0] as number;
    const report = await Promise.race([part.run({ children, folder, port, signal: abort.signal, say: (text) => say(`  ${text}`) }), over]);
    return { title: part.title, ...report, seconds: Math.round((performance.now() - from) / 1000), failed: false };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    say(`  failed: ${error instanceof Error ? error.stack : why}`);
    const missing = Object.fromEntries(part.figures.map((name) => [name, 'its part failed, see there']));
    return { title: part.title, figures: {}, missing, tables: [], notes: [`This part failed: ${why}`], failed: true };
  } finally {
    clearTimeout(late);
    await children.stopAll();
    rmSync(folder, { recursive: true, force: true });
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const from = performance.now();
const machine = describeMachine();
const reports: (PartReport & { failed: boolean })[] = [];
const wanted = chosen(values.only);
for (const part of wanted) reports.push(await attempt(part));
const report: RunReport = {
  command: `npm run bench${values.only === undefined ? '' : ` -- --only ${values.only}`}`,
  date: new Date().toISOString().slice(0, 10),
  machine,
  parts: reports,
  seconds: Math.round((performance.now() - from) / 1000),
};
const text = markdown(report);
say(`\n${text}`);
if (values.only === undefined) {
  mkdirSync(path.dirname(document), { recursive: true });
  const before = existsSync(document) ? readFileSync(document, 'utf8') : '# Benchmarks\n';
  writeFileSync(document, withSection(before, 'bench', text));
  say(`\nWritten to ${path.relative(repository, document)}.`);
}
if (values.json !== undefined) {
  const figures = complete(Object.assign({}, ...reports.map((one) => one.figures)) as Partial<Figures>);
  writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
}
// what a part that was given up has left behind: descendants of this process, and nothing else
for (const pid of family(process.pid).slice(1)) end(pid);
process.exit(reports.some(({ failed }) => failed) ? 1 : 0);
