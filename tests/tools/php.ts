import { existsSync } from 'node:fs';
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
  return php;
}
