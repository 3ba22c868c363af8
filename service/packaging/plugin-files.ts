import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { StartFault } from '../launcher/fault.ts';
import type { Entry } from './archive.ts';
import { withVersion } from './release.ts';

/** What of plugin/ goes into the .zip: entry files and folders. */
const parts = ['devskyy.php', 'uninstall.php', 'autoload.php', 'readme.txt', 'includes', 'build', 'vendor-prefixed', 'languages'];

/** Kinds of files that run in WordPress, or that a person there reads. */
const kinds = /\.(php|js|css|html|json|svg|png|webp|woff2|txt|pot|po|mo|wasm)$/;

/** Made for building, testing or this list, and so left out: sources, their maps, tests, hidden files, lists of packages. */
const left = /(^|\/)\.|(^|\/)(node_modules|tests?|fixtures)\/|\.(map|tsx?|scss)$|\.test\.\w+$|(^|\/)packages\.json$/;

/** Whether a file of plugin/ (by its path there) ships. Throws at a kind of file that nobody has decided on. */
export function ships(name: string): boolean {
  if (!parts.includes(name.split('/')[0]!) || left.test(name)) return false;
  if (kinds.test(name) || /(^|\/)LICENSE[\w.-]*$/.test(name)) return true;
  throw new StartFault(
    `plugin/${name} is a kind of file that the package knows nothing of.`,
    'Decide in service/packaging/plugin-files.ts whether such files ship.',
  );
}

function listed(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((file) => !file.isDirectory())
    .map((file) => path.relative(folder, path.join(file.parentPath, file.name)).split(path.sep).join('/'))
    .filter((name) => parts.includes(name.split('/')[0]!));
}

/** The plugin's own files as they ship, below devskyy/; what a build makes must be there. */
export function pluginFiles(root: string, version: string): Entry[] {
  const folder = path.join(root, 'plugin');
  const missing = parts.filter((part) => !existsSync(path.join(folder, part)));
  if (missing.length > 0)
    throw new StartFault(
      `The plugin is not built: plugin/${missing.join(', plugin/')} is missing.`,
      'Run npm run package, which builds first.',
    );
  return listed(folder)
    .filter(ships)
    .map((name) => {
      const content = readFileSync(path.join(folder, name));
      const named = withVersion(`plugin/${name}`, content.toString('utf8'), version);
      return { name: `devskyy/${name}`, content: /\.(php|txt)$/.test(name) ? Buffer.from(named) : content };
    });
}
