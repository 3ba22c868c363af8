import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { canReach, type Account } from '../src/kernel/account.ts';
import type { Cache } from './cache.ts';
import type { Debian } from './debian.ts';
import { exec, ExecError, which } from './exec.ts';
import { StartFault } from './fault.ts';
import { libraryPath } from './php.ts';

/** A MariaDB (or MySQL) server program and what it needs to run. */
export interface DatabaseServer {
  command: string;
  kind: 'MariaDB' | 'MySQL';
  version: string;
  /** its installation, e.g. /usr; system tables' scripts and messages lie in its share/. */
  base: string;
  env: Record<string, string>;
  /** the unpacked packages' folder; null for the machine's own. */
  root: string | null;
}

interface Wish {
  searchPath: string;
  cache: Cache;
  debian: Debian | null;
  account: Account | null;
}

/** MariaDB or MySQL: from the PATH (and /usr/sbin, where Debian keeps it), else the distribution's package, unpacked into the cache. */
export async function findDatabaseServer(wish: Wish): Promise<DatabaseServer> {
  const own = which(['mariadbd', 'mysqld'], `${wish.searchPath}${path.delimiter}/usr/sbin${path.delimiter}/usr/libexec`);
  if (own && canReach(own, wish.account)) {
    const server = await inspect(own, path.dirname(path.dirname(own)), {}, null);
    if (server && (server.kind === 'MySQL' || shareOf(server.base))) return server;
  }
  if (!wish.debian)
    throw new StartFault(
      'There is no MariaDB or MySQL server in the PATH.',
      'Install mariadb-server or mysql-server; it need not run, npm start starts its own.',
    );
  const { debian } = wish;
  const cached = wish.cache.list('mariadb').sort().at(-1);
  if (cached) return serverIn(wish.cache.path(`mariadb/${cached}`));
  const [name] = await debian.known(['mariadb-server-core', 'mariadb-server-core-10.6', 'mariadb-server-core-10.5']);
  if (!name)
    throw new StartFault(
      'This distribution offers no mariadb-server-core package.',
      'Install MariaDB or MySQL by hand, so that mariadbd or mysqld is in the PATH.',
    );
  return serverIn(await wish.cache.fill('mariadb/packages', (folder) => debian.unpackFor([name], folder)));
}

/** The unpacked server of a folder. */
export async function serverIn(root: string): Promise<DatabaseServer> {
  const server = await inspect(path.join(root, 'usr/sbin/mariadbd'), path.join(root, 'usr'), { LD_LIBRARY_PATH: libraryPath(root) }, root);
  if (!server)
    throw new StartFault(
      `The unpacked MariaDB in ${root} does not run here.`,
      `Delete ${root} and run npm start again, or install mariadb-server.`,
    );
  return server;
}

async function inspect(command: string, base: string, env: Record<string, string>, root: string | null): Promise<DatabaseServer | null> {
  try {
    const text = await exec(command, ['--no-defaults', '--version'], { env: { ...process.env, ...env } });
    const version = /Ver (\d+\.\d+\.\d+)/.exec(text)?.[1];
    return version ? { command, kind: /mariadb/i.test(text) ? 'MariaDB' : 'MySQL', version, base, env, root } : null;
  } catch (error) {
    if (error instanceof ExecError) return null;
    throw error;
  }
}

const shareOf = (base: string): string | null =>
  ['share/mysql', 'share/mariadb', 'share']
    .map((name) => path.join(base, name))
    .find((folder) => existsSync(path.join(folder, 'mysql_system_tables.sql'))) ?? null;

export interface DatabaseFolder {
  data: string;
  socket: string;
  log: string;
  account: Account | null;
  /** for throw-away databases of tests: no wait for the disk at each commit. */
  fast: boolean;
}

function flags(server: DatabaseServer, folder: DatabaseFolder): string[] {
  const share = shareOf(server.base);
  const own = server.root ? [`--plugin-dir=${path.join(libraryPath(server.root).split(':')[0] as string, 'mariadb19/plugin')}`] : [];
  return [
    '--no-defaults',
    `--basedir=${server.base}`,
    `--datadir=${folder.data}`,
    ...(share ? [`--lc-messages-dir=${share}`] : []),
    ...own,
  ];
}

/** Makes system tables, database and user in a folder aside, then renames it: a start that is cut off leaves nothing half made. */
export async function initialiseDatabase(
  server: DatabaseServer,
  folder: DatabaseFolder,
  user: { name: string; password: string; database: string },
): Promise<void> {
  if (existsSync(folder.data)) return;
  const fresh = { ...folder, data: `${folder.data}.new` };
  rmSync(fresh.data, { recursive: true, force: true });
  const statements = [
    `CREATE DATABASE ${user.database} CHARACTER SET utf8mb4;`,
    `CREATE USER ${user.name}@localhost IDENTIFIED BY '${user.password}';`,
    `GRANT ALL ON ${user.database}.* TO ${user.name}@localhost;`,
    `GRANT ALL ON \`${user.database}\\_%\`.* TO ${user.name}@localhost;`,
  ];
  const run = { account: folder.account, env: { ...process.env, ...server.env }, cwd: path.dirname(folder.data) };
  try {
    if (server.kind === 'MariaDB') await bootstrap(server, fresh, statements, run);
    else await exec(server.command, [...flags(server, fresh), '--initialize-insecure', `--init-file=${initFile(fresh, statements)}`], run);
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    throw new StartFault(
      `${server.kind} could not make its system tables in ${folder.data}: ${error.message}`,
      'Make sure the disk has room, then run npm start again.',
      error,
    );
  }
  renameSync(fresh.data, folder.data);
}

/** In bootstrap mode every statement ends its own line, and no user may be made before the privileges are loaded. */
async function bootstrap(
  server: DatabaseServer,
  folder: DatabaseFolder,
  statements: string[],
  run: { account: Account | null; env: NodeJS.ProcessEnv; cwd: string },
): Promise<void> {
  const share = shareOf(server.base);
  if (!share)
    throw new StartFault(`The MariaDB in ${server.base} has no mysql_system_tables.sql.`, 'Install the whole mariadb-server package.');
  const scripts = [
    'mysql_system_tables.sql',
    'mysql_performance_tables.sql',
    'mysql_system_tables_data.sql',
    'fill_help_tables.sql',
    'maria_add_gis_sp_bootstrap.sql',
  ];
  const system = scripts.map((name) => path.join(share, name)).filter((file) => existsSync(file));
  const input = ['CREATE DATABASE mysql;', 'USE mysql;', `SET @auth_root_socket='${folder.account?.name ?? 'root'}';`];
  input.push(...system.map((file) => readFileSync(file, 'utf8')), 'FLUSH PRIVILEGES;', ...statements, '');
  mkdirSync(folder.data, { mode: 0o700 });
  if (folder.account) chownSync(folder.data, folder.account.uid, folder.account.gid);
  const log = path.join(folder.data, 'bootstrap.err');
  await exec(
    server.command,
    [...flags(server, folder), '--bootstrap', '--max-allowed-packet=8M', '--default-storage-engine=InnoDB', `--log-error=${log}`],
    { ...run, input: input.join('\n') },
  );
}

function initFile(folder: DatabaseFolder, statements: string[]): string {
  const file = `${folder.data}.sql`;
  writeFileSync(file, statements.join('\n'), { mode: 0o644 });
  return file;
}

/** The server's command line: a unix socket only, small buffers. */
export function serverArguments(server: DatabaseServer, folder: DatabaseFolder): string[] {
  const mysql = server.kind === 'MySQL' ? ['--mysqlx=OFF'] : [];
  const fast = folder.fast ? ['--innodb-flush-log-at-trx-commit=0', '--innodb-doublewrite=0', '--sync-binlog=0'] : [];
  return [
    ...flags(server, folder),
    `--socket=${folder.socket}`,
    '--skip-networking',
    '--skip-log-bin',
    `--pid-file=${folder.data}/server.pid`,
    '--innodb-buffer-pool-size=64M',
    '--performance-schema=OFF',
    ...mysql,
    ...fast,
  ];
}
