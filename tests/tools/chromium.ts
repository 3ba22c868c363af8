import { spawnSync } from 'node:child_process';
import { which } from '../../service/launcher/exec.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser for the tests: from the PATH, else Debian's package where it may be installed. */
export function findChromium(): string {
  const found = which(names, process.env['PATH'] ?? '');
  if (found) return found;
  const root = process.getuid?.() === 0;
  const sudo = root ? [] : ['sudo', '-n'];
  for (const args of [
    ['apt-get', 'update', '-qq'],
    ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
  ]) {
    const [command = '', ...rest] = [...sudo, ...args];
    const result = spawnSync(command, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (result.status !== 0)
      throw new Error('The browser tests need Chromium: run "apt-get install chromium" as root, then npm test again.');
  }
  const installed = which(names, process.env['PATH'] ?? '');
  if (!installed) throw new Error('Chromium was installed, but is not in the PATH.');
  return installed;
}
