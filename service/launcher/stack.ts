import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Account } from '../src/kernel/account.ts';
import { StartFault } from './fault.ts';
import { ownFolder } from './home.ts';
import { initialiseDatabase, serverArguments, type DatabaseFolder, type DatabaseServer } from './mariadb.ts';
import { freePorts, untilReady } from './ports.ts';
import { logOf, type Child, type Supervisor } from './processes.ts';
import type { Php } from './php.ts';
import type { FrontConfig } from './phpfront.ts';
import { phpSettings, settingFlags, type SitePlace } from './site.ts';

const frontFile = fileURLToPath(new URL('./phpfront.ts', import.meta.url));

export interface DatabaseWish {
  server: DatabaseServer;
  home: string;
  logs: string;
  account: Account | null;
  password: string;
  fast: boolean;
  supervisor: Supervisor;
}

export interface RunningDatabase {
  socket: string;
  name: string;
  user: string;
}

/** A unix socket's path may have 107 bytes: deeper data folders get a private folder under the system's temporary one. */
function socketIn(home: string, account: Account | null): string {
  const near = path.join(home, 'run');
  const folder = Buffer.byteLength(near) <= 90 ? near : mkdtempSync(path.join(os.tmpdir(), 'devskyy-'));
  return path.join(ownFolder(folder, account, 0o711), 'db.sock');
}

/** Makes the database where there is none, and starts it on a unix socket. */
export async function startDatabase(wish: DatabaseWish): Promise<RunningDatabase> {
  const own = ownFolder(path.join(wish.home, 'mariadb'), wish.account);
  const socket = socketIn(wish.home, wish.account);
  const folder: DatabaseFolder = {
    data: path.join(own, 'data'),
    socket,
    log: logOf(wish.logs, 'database'),
    account: wish.account,
    fast: wish.fast,
  };
  rmSync(socket, { force: true });
  const user = { name: 'wordpress', database: 'wordpress', password: wish.password };
  await initialiseDatabase(wish.server, folder, user);
  const child = wish.supervisor.run({
    name: 'database',
    command: wish.server.command,
    args: serverArguments(wish.server, folder),
    env: wish.server.env,
    cwd: own,
    account: wish.account,
    signal: 'TERM',
    grace: 15,
    turn: 3,
    log: folder.log,
  });
  await untilListening(child, socket, folder.log, wish.server.kind);
  return { socket, name: user.database, user: user.name };
}

async function untilListening(child: Child, socket: string, log: string, kind: string): Promise<void> {
  const open = (): Promise<boolean> =>
    new Promise((resolve) => {
      const probe = net.connect(socket);
      probe.once('connect', () => {
        probe.destroy();
        resolve(true);
      });
      probe.once('error', () => resolve(false));
    });
  for (let waited = 0; waited < 60000 && child.running(); waited += 25) {
    if (existsSync(socket) && (await open())) return;
    await sleep(25);
  }
  throw new StartFault(
    `${kind} did not start. Its last words: ${lastLines(log)}`,
    `Look into ${log}. Make sure the disk has room, then run npm start again.`,
  );
}

/** The end of a log, for messages. */
export const lastLines = (file: string, count = 3): string =>
  existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(-count).join(' / ') : 'none';

/** PHP's processes: enough that WordPress can be called back by the service, and by itself, while pages are served. */
const workers = ({ kind }: Php): number =>
  kind === 'portable' ? portableWorkers : Math.min(8, Math.max(5, os.availableParallelism() + 2));

/** Each holds an interpreter of about 300 MB. */
const portableWorkers = 4;

/** Starts the web server for a site on loopback and waits until it is ours that answers. */
export async function startWeb(site: SitePlace, options: { port: number; logs: string; supervisor: Supervisor }): Promise<Child> {
  const instance = randomUUID();
  const log = logOf(options.logs, 'web');
  const { account, php } = site;
  const config: FrontConfig = {
    port: options.port,
    instance,
    command: php.command,
    args: [...php.args, ...settingFlags({ ...phpSettings, error_log: '' })],
    env: php.env,
    account: account ? { uid: account.uid, gid: account.gid } : null,
    root: site.folder,
    router: path.join(site.scripts, 'router.php'),
    workerPorts: await freePorts(workers(php)),
    patience: php.kind === 'portable' ? 60_000 : 5_000,
  };
  const child = options.supervisor.run({
    name: 'web',
    command: process.execPath,
    args: [frontFile],
    env: { DEVSKYY_FRONT: JSON.stringify(config) },
    signal: 'TERM',
    grace: 3,
    turn: 2,
    log,
  });
  const ready = await untilReady(`http://127.0.0.1:${options.port}/.devskyy-instance`, instance, { seconds: 20, running: child.running });
  if (!ready)
    throw new StartFault(
      `The web server did not start on port ${options.port}. Its last words: ${lastLines(log)}`,
      `Look into ${log}, or choose another port with --port.`,
    );
  return child;
}

/** A `php` for people and test runners: the same PHP with the same settings, as a plain command. */
export function writePhpCommand(site: SitePlace, file: string): string {
  const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
  const settings = { ...phpSettings, memory_limit: '1G', max_execution_time: '0', display_errors: '1', 'opcache.enable': '0' };
  const words = [site.php.command, ...site.php.args, ...settingFlags(settings)].map(quote).join(' ');
  const env = Object.entries(site.php.env).map(([name, value]) => `${name}=${quote(value)} `);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${env.join('')}exec ${words} "$@"\n`, { mode: 0o755 });
  return file;
}
