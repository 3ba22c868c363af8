import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPhpTools } from './tools/php.ts';

/** `npm run lint`: every rule of the house in one run; all of them are run, then the failures are named. */
const root = fileURLToPath(new URL('..', import.meta.url));
const failures: string[] = [];

function check(name: string, command: string, args: string[], env: Record<string, string> = {}): void {
  process.stdout.write(`\n— ${name}\n`);
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  if (result.error) process.stdout.write(`${command}: ${result.error.message}\n`);
  if (result.status !== 0) failures.push(name);
}

const bin = (name: string): string => path.join(root, 'node_modules/.bin', name);

/** Lines that are neither blank nor comment. */
function linesOf(file: string): number {
  let inComment = false;
  return readFileSync(path.join(root, file), 'utf8')
    .split('\n')
    .filter((line) => {
      const text = line.trim();
      if (text.startsWith('/*')) inComment = true;
      const counts = text !== '' && !inComment && !text.startsWith('//') && !text.startsWith('#');
      if (text.endsWith('*/')) inComment = false;
      return counts;
    }).length;
}

/** Sizes of all source files: none over 300 lines, half of them at most 90, nine of ten at most 220. */
function checkSizes(): void {
  process.stdout.write('\n— sizes\n');
  const listed = spawnSync('git', ['ls-files', 'service', 'plugin', 'blocks', 'tests'], { cwd: root, encoding: 'utf8' }).stdout.split('\n');
  const sources = listed.filter((file) => /\.(ts|tsx|php)$/.test(file) && !/\.test\.tsx?$|Test\.php$/.test(file));
  const sizes = sources.map((file) => ({ file, lines: linesOf(file) })).sort((a, b) => a.lines - b.lines);
  const at = (share: number): number => sizes[Math.floor((sizes.length - 1) * share)]?.lines ?? 0;
  process.stdout.write(`${sizes.length} files, median ${at(0.5)} lines, 90th percentile ${at(0.9)}, largest ${at(1)}\n`);
  const large = sizes.filter(({ lines }) => lines > 300);
  for (const { file, lines } of large) process.stdout.write(`${file}: ${lines} lines, more than 300\n`);
  if (large.length > 0 || at(0.5) > 90 || at(0.9) > 220) failures.push('sizes');
}

check('eslint', bin('eslint'), ['.', '--max-warnings', '0']);
check('imports', bin('depcruise'), ['--config', '.dependency-cruiser.cjs', 'service', 'plugin', 'blocks', 'tests']);
check('unused code', bin('knip'), ['--no-progress']);
check('formatting', bin('prettier'), ['--check', '--log-level', 'warn', '{service,plugin,blocks,tests}/**/*.{ts,tsx,scss,css}']);
checkSizes();
const php = await openPhpTools();
check('PHP coding standards', php.command, [...php.args, 'vendor/bin/phpcs', '-q'], php.env);
check('PHP types', php.command, [...php.args, 'vendor/bin/phpstan', 'analyse', '--no-progress', '--memory-limit=2G'], php.env);

process.stdout.write(failures.length === 0 ? '\nlint: all well\n' : `\nlint: ${failures.length} failed: ${failures.join(', ')}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;
