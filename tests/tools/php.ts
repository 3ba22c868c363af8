import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findComposer, placeVendor } from '../../service/launcher/composer.ts';
import { readLauncherEnvironment } from '../../service/launcher/environment.ts';
import { exec } from '../../service/launcher/exec.ts';
import { findPhp, type Php } from '../../service/launcher/php.ts';
import { openTools, repository } from '../../service/launcher/software.ts';

/** PHP, the tools of composer.json and the plugin's own library, found or unpacked as `npm start` does it. */
export async function openPhpTools(): Promise<Php> {
  const environment = readLauncherEnvironment();
  const tools = { ...openTools(environment), searchPath: environment.searchPath };
  const php = await findPhp({ ...tools, account: null });
  await placeVendor({ repository, php, ...tools });
  if (!existsSync(path.join(repository, 'vendor/bin/phpunit'))) {
    const composer = await findComposer({ ...tools, php });
    const env = { ...process.env, ...php.env, COMPOSER_ALLOW_SUPERUSER: '1', COMPOSER_NO_INTERACTION: '1' };
    await exec(composer.command, [...composer.args, 'update', '--no-progress', '--quiet'], { cwd: repository, env });
  }
  return withIniFile(php);
}

/** The same PHP with its settings in a php.ini instead of arguments, so that the processes a tool starts have them too. */
function withIniFile(php: Php): Php {
  const settings = php.args.filter((word) => word.includes('=')).map((word) => word.replace('=', ' = '));
  if (settings.length === 0) return php;
  const folder = path.join(repository, 'tests/artefacts/php');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'php.ini'), `${settings.join('\n')}\n`);
  return { ...php, args: [], env: { ...php.env, PHPRC: folder, PHP_INI_SCAN_DIR: '' } };
}
