import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../service/launcher/build.ts';
import { emptyData } from '../service/launcher/home.ts';
import { printProgress } from '../service/launcher/progress.ts';
import { repository } from '../service/launcher/software.ts';
import { bringUp, type Testbed, type TestbedWish } from '../service/launcher/testbed.ts';
import { findChromium } from './tools/chromium.ts';
import { openPhpTools } from './tools/php.ts';
import { broken, conclude, readJest, readJunit, type SuiteResult } from './tools/results.ts';

/**
 * `npm test`: everything, on real parts. `npm test -- --only unit,php` picks suites: unit (with the service's integration tests),
 * php (PHPUnit in WordPress 7.1 and 6.8), browser, package (the built .zip and bundle). A part that is missing fails; only a WooCommerce and ../shared may be absent.
 */
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const wanted = new Set(values.only?.split(',') ?? ['unit', 'php', 'browser', 'package']);
const artefacts = path.join(repository, 'tests/artefacts');

/** The address that PHP's tests give the service; requests to it are answered inside the test. */
const serviceOfPhpTests = 'http://127.0.0.1:8081';

interface Ran {
  code: number | null;
  output: string;
}

/** Runs a command in a process group of its own, shows and keeps what it prints, and ends the whole group after `minutes`. */
function run(command: string, args: string[], options: { env?: Record<string, string>; minutes: number }): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: repository,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
      process.stdout.write(chunk);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const endGroup = (): void => {
      try {
        process.kill(-child.pid!, 'SIGKILL');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    };
    const timer = setTimeout(() => {
      process.stdout.write(`\nstopped after ${options.minutes} minutes: ${command} ${args.join(' ')}\n`);
      endGroup();
    }, options.minutes * 60_000);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      endGroup();
      resolve({ code, output });
    });
  });
}

async function jest(name: string, args: string[], options: { env?: Record<string, string>; minutes: number }): Promise<SuiteResult> {
  process.stdout.write(`\n— ${name}\n`);
  const file = path.join(artefacts, `${name.replaceAll(/\W+/g, '-')}.json`);
  rmSync(file, { force: true });
  const command = [
    '--no-warnings',
    '--experimental-vm-modules',
    'node_modules/jest/bin/jest.js',
    '-c',
    'tests/jest.config.js',
    '--json',
    `--outputFile=${file}`,
    '--forceExit',
    ...args,
  ];
  const { code } = await run(process.execPath, command, options);
  const result = readJest(name, file);
  return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
}

/** PHPUnit inside one real WordPress; with WooCommerce active where one is at hand. */
async function phpunit(wordpress: Testbed, name: string, args: string[] = []): Promise<SuiteResult> {
  process.stdout.write(
    `\n— ${name} (WordPress ${wordpress.versions.wordpress}, PHP ${wordpress.versions.php}, ${wordpress.versions.database})\n`,
  );
  const file = path.join(artefacts, `${name.replaceAll(/\W+/g, '-')}.xml`);
  rmSync(file, { force: true });
  const { code, output } = await run(wordpress.php, ['vendor/bin/phpunit', '--log-junit', file, ...args], {
    env: { WP_DIR: wordpress.wpDir, WP_HOST: new URL(wordpress.url).host, DEVSKYY_PHP: wordpress.php },
    minutes: 25,
  });
  const result = readJunit(name, file, output);
  return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
}

type Bed = Pick<TestbedWish, 'wordpress' | 'woocommerce' | 'multisite'>;

const sayings = { site: ', a network of sites with the plugin on one', network: ', a network of sites with the plugin on all' };

async function inWordPress(wish: Bed, args: string[] = []): Promise<SuiteResult | null> {
  const { wordpress: version, woocommerce, multisite } = wish;
  const name = `PHPUnit in WordPress ${version}${woocommerce ? ' with WooCommerce' : ''}${multisite ? sayings[multisite] : ''}`;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-php-'));
  let bed: Testbed | null = null;
  try {
    bed = await bringUp({ ...wish, folder, web: false, privateOrigins: [serviceOfPhpTests] });
    if (woocommerce && bed.versions.woocommerce === null) {
      process.stdout.write('\nNo WooCommerce is at hand (DEVSKYY_WOOCOMMERCE, the cache or the network): its suite is not run.\n');
      return null;
    }
    return await phpunit(bed, name, args);
  } catch (error) {
    return broken(name, error);
  } finally {
    await bed?.stop();
    emptyData(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function attempt(name: string, work: () => Promise<SuiteResult>): Promise<SuiteResult> {
  try {
    return await work();
  } catch (error) {
    return broken(name, error);
  }
}

mkdirSync(artefacts, { recursive: true });
const results: SuiteResult[] = [];
const browser = (): Promise<SuiteResult> =>
  attempt('browser', () =>
    jest('browser', ['--runInBand', '--testTimeout=240000', 'tests/e2e'], { env: { CHROMIUM: findChromium() }, minutes: 40 }),
  );
const packages = (): Promise<SuiteResult> =>
  attempt('the package', () =>
    jest('the package', ['--runInBand', '--testTimeout=60000', 'tests/package'], { env: { CHROMIUM: findChromium() }, minutes: 15 }),
  );
await openPhpTools();
await build(printProgress(process.stdout));
if (wanted.has('unit'))
  results.push(
    await attempt('unit and service', () =>
      jest('unit and service', ['--testPathIgnorePatterns', 'tests/e2e', 'tests/package'], { minutes: 30 }),
    ),
  );
if (wanted.has('php')) {
  const beds: [Bed, string[]][] = [
    [{ wordpress: '7.1', woocommerce: false }, []],
    [{ wordpress: '6.8', woocommerce: false }, []],
    [{ wordpress: '7.1', woocommerce: true }, []],
    [{ wordpress: '7.1', woocommerce: false, multisite: 'network' }, []],
    [{ wordpress: '6.8', woocommerce: false, multisite: 'site' }, ['--filter', 'Access|Multisite|Pairing|Plugin|ProposalApproval']],
  ];
  for (const [bed, args] of beds) {
    const result = await inWordPress(bed, args);
    if (result) results.push(result);
  }
}
if (wanted.has('browser')) results.push(await browser());
if (wanted.has('package')) results.push(await packages());
process.exitCode = conclude(results) ? 0 : 1;
