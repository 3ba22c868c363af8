import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import type { Testbed } from '../../service/launcher/testbed.ts';
import { zip } from '../../service/packaging/archive.ts';
import { packPlugin, packService, type Packed } from '../../service/packaging/packages.ts';
import { writeTemplate } from '../../service/packaging/translations/sources.ts';
import { repository } from '../../service/launcher/software.ts';
import { pipelineOptions } from '../../service/src/pipeline/contract.ts';
import type { ChildJob, FromChild } from '../../service/src/pipeline/protocol.ts';

const run = promisify(execFile);

/** Noon of a day: what the packed files of these tests bear. */
export const date = new Date('2026-01-15T12:00:00Z');

export interface Packages {
  plugin: Packed;
  service: Packed;
}

/** Both packages of the working copy, which is built. */
export async function packBoth(out: string, version: string): Promise<Packages> {
  const { faults } = await writeTemplate(repository, { version, date });
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const wish = { root: repository, out, version, date };
  return { plugin: packPlugin(wish), service: await packService(wish) };
}

/** A plugin of an older version whose tables were narrower and had an index less: what an update has to bring up to date. */
export function packOlder(out: string, version: string): string {
  const made = packPlugin({ root: repository, out, version, date });
  const files = unzipSync(readFileSync(made.file));
  const schema = 'devskyy/includes/Proposals/Schema.php';
  const text = Buffer.from(files[schema]!).toString();
  const older = text.replace(/,\nKEY agent_status \(agent,status,created\)/, '').replace(/\bagent varchar\((\d+)\)/, 'agent varchar(40)');
  if (!/\bagent varchar\(40\)/.test(older) || older.includes('KEY agent_status'))
    throw new Error('The schema of proposals has changed: make an older one of it.');
  files[schema] = new Uint8Array(Buffer.from(older));
  writeFileSync(
    made.file,
    zip(
      Object.entries(files).map(([name, content]) => ({ name, content })),
      date,
    ),
  );
  return made.file;
}

export interface Remote {
  url: string;
  log(): string;
  stop(): Promise<void>;
}

/** The packed service as an operator runs it: unpacked into an empty folder, with its own data, by Node alone. */
export async function runPackedService(
  archive: string,
  wish: { folder: string; port: number; site: string; setupCode: string },
): Promise<Remote> {
  mkdirSync(wish.folder, { recursive: true });
  await run('tar', ['-xzf', archive, '-C', wish.folder, '--strip-components=1', '--no-same-owner']);
  const url = `http://127.0.0.1:${wish.port}`;
  const child = spawn(process.execPath, ['devskyy-service.mjs'], {
    cwd: wish.folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: String(wish.port),
      DATA_DIR: path.join(wish.folder, 'data'),
      ALLOWED_PRIVATE_ORIGINS: wish.site,
      DEVSKYY_SETUP_CODE: wish.setupCode,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const remote = { url, log: () => said, stop: () => stop(child) };
  for (let turn = 0; turn < 300 && child.exitCode === null; turn++) {
    if (said.includes('"msg":"ready"')) return remote;
    await sleep(100);
  }
  await remote.stop();
  throw new Error(`The packed service did not start:\n${said}`);
}

/** Gives a model to the packed pipeline's child process as the service does, in the folder that the service was unpacked into. */
export async function makeModel(folder: string, source: string, out: string): Promise<FromChild & { kind: 'done' }> {
  const child = spawn(process.execPath, ['devskyy-3d-child.mjs'], {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: {},
  });
  let said = '';
  child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const done = new Promise<FromChild & { kind: 'done' }>((resolve, reject) => {
    child.on('message', (message: FromChild) => {
      if (message.kind === 'done') resolve(message);
    });
    child.once('close', (code) => reject(new Error(`The child process ended with ${code}:\n${said}`)));
  });
  const job: ChildJob = {
    source: { path: source, name: path.basename(source) },
    out,
    options: pipelineOptions.parse({}),
    scratch: null,
    garments: [],
  };
  child.stdin!.end(JSON.stringify(job));
  return done;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

/** What a site holds. Of options and metas only what names us, as core changes its own from one page to the next. */
export interface Holdings {
  options: string[];
  people: string[];
  notes: string[];
  cron: string[];
  tables: string[];
  roles: Record<string, unknown>;
  files: string[];
  pieces: number;
  kept: number;
}

const take = `
$_SERVER += array( 'HTTP_HOST' => '127.0.0.1', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/' );
require $argv[1] . '/wp-load.php';
global $wpdb;
$files = array();
foreach ( new RecursiveIteratorIterator( new RecursiveDirectoryIterator( WP_CONTENT_DIR, FilesystemIterator::SKIP_DOTS ) ) as $file ) {
	$name = substr( $file->getPathname(), strlen( WP_CONTENT_DIR ) );
	if ( str_contains( $name, 'devskyy' ) ) { $files[] = $name; }
}
$cron = array();
foreach ( _get_cron_array() as $hooks ) { $cron = array_merge( $cron, array_keys( $hooks ) ); }
echo wp_json_encode( array(
	'options' => $wpdb->get_col( "SELECT option_name FROM $wpdb->options WHERE option_name <> 'devskyy_local_core' AND ( option_name LIKE '%devskyy%' OR option_value LIKE '%devskyy\\\\_%' AND option_name <> 'cron' ) ORDER BY 1" ), // the launcher's own mark is no matter of the plugin
	'people'  => $wpdb->get_col( "SELECT meta_key FROM $wpdb->usermeta WHERE meta_key LIKE '%devskyy%' OR meta_value LIKE '%devskyy\\\\_%' ORDER BY 1" ),
	'notes'   => $wpdb->get_col( "SELECT DISTINCT meta_key FROM $wpdb->postmeta WHERE meta_key LIKE '%devskyy%' ORDER BY 1" ),
	'cron'    => array_values( array_filter( $cron, static fn( $hook ) => str_contains( $hook, 'devskyy' ) ) ),
	'tables'  => $wpdb->get_col( 'SHOW TABLES' ),
	'roles'   => get_option( $wpdb->prefix . 'user_roles' ),
	'files'   => $files,
	'kept'    => (int) $wpdb->get_var( "SELECT COUNT(*) FROM $wpdb->posts WHERE post_type = 'devskyy_kept'" ),
	'pieces'  => (int) $wpdb->get_var( "SELECT COUNT(*) FROM $wpdb->posts WHERE post_type = 'devskyy_product'" ),
) );`;

/** Runs PHP inside the site. */
async function inSite(bed: Testbed, code: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(bed.php, ['-r', code, '--', bed.wpDir, ...args], { maxBuffer: 16_000_000 });
  return stdout;
}

/** Looks at everything that a plugin could leave behind. */
export const holdings = async (bed: Testbed): Promise<Holdings> => JSON.parse(await inSite(bed, take)) as Holdings;

/** The columns and indexes of the table of proposals. */
export async function proposalsTable(bed: Testbed): Promise<{ agent: string; indexes: string[] }> {
  const code = `$_SERVER += array( 'HTTP_HOST' => '127.0.0.1', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REQUEST_METHOD' => 'GET' );
require $argv[1] . '/wp-load.php'; global $wpdb; $t = $wpdb->prefix . 'devskyy_proposals';
echo wp_json_encode( array( 'agent' => $wpdb->get_row( "SHOW COLUMNS FROM $t LIKE 'agent'" )->Type, 'indexes' => array_values( array_unique( array_column( $wpdb->get_results( "SHOW INDEX FROM $t", ARRAY_A ), 'Key_name' ) ) ) ) );`;
  return JSON.parse(await inSite(bed, code)) as { agent: string; indexes: string[] };
}
