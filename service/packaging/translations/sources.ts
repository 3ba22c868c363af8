import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { blockMessages } from './block.ts';
import { domain, type Found } from './message.ts';
import { headerMessages, phpMessages } from './php.ts';
import { scriptMessages } from './script.ts';
import { template } from './template.ts';

/** Files below a folder of the repository, by their paths from its root. */
function below(root: string, folder: string, wanted: RegExp): string[] {
  const place = path.join(root, folder);
  if (!existsSync(place)) return [];
  return readdirSync(place, { withFileTypes: true, recursive: true })
    .filter((file) => file.isFile() && wanted.test(file.name))
    .map((file) => path.relative(root, path.join(file.parentPath, file.name)).split(path.sep).join('/'))
    .filter((file) => !/(^|\/)(node_modules|build|fixtures)\//.test(file.slice(folder.length)) && !/\.test\.\w+$/.test(file))
    .sort();
}

/** Entry of each built script → its path in the shipped plugin. */
function scripts(root: string): Map<string, string> {
  const admin = below(root, 'plugin/admin', /^screen\.json$/).map((file): [string, string] => {
    const { name } = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as { name: string };
    return [path.posix.join(path.posix.dirname(file), 'index.tsx'), `build/admin/${name}.js`];
  });
  const blocks = below(root, 'blocks', /^index\.tsx?$/).map((file): [string, string] => [
    file,
    `build/admin/block-${file.split('/')[1]}.js`,
  ]);
  return new Map([...admin, ...blocks]);
}

/** Source file → the built scripts that its code is part of: translations are loaded by the built script's name. */
async function usersOf(root: string): Promise<Map<string, string[]>> {
  const users = new Map<string, string[]>();
  for (const [entry, shipped] of scripts(root)) {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: [entry],
      bundle: true,
      write: false,
      metafile: true,
      packages: 'external',
      jsx: 'automatic',
      loader: { '.scss': 'empty', '.css': 'empty' },
      logLevel: 'silent',
    });
    for (const file of Object.keys(metafile.inputs)) users.set(file, [...(users.get(file) ?? []), shipped]);
  }
  return users;
}

const join = (found: readonly Found[]): Found => ({
  messages: found.flatMap(({ messages }) => messages),
  faults: found.flatMap(({ faults }) => faults),
});

/** PHP that the build makes of agents and screens, whose texts are theirs. */
const made = ['plugin/build/agents.php', 'plugin/build/providers.php', 'plugin/build/screens.php'];

/** Every string of the plugin that can be translated: PHP, screens, blocks, and what the build makes of agents and screens. */
export async function findMessages(root: string): Promise<Found> {
  const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  const inPlugin = (file: string): string => file.replace(/^plugin\//, '').replace(/^blocks\//, 'build/blocks/');
  const users = await usersOf(root);
  const php = ['plugin/includes', 'blocks', 'plugin/build'].flatMap((folder) =>
    below(root, folder, /\.php$/).filter((file) => folder !== 'plugin/build' || made.includes(file)),
  );
  const typescript = ['plugin/admin', 'plugin/ui', 'blocks'].flatMap((folder) => below(root, folder, /\.tsx?$/));
  const plain = ['plugin/includes', 'blocks'].flatMap((folder) => below(root, folder, /\.js$/));
  return join([
    headerMessages(read('plugin/devskyy.php'), 'devskyy.php'),
    ...php.map((file) => phpMessages(read(file), file, [inPlugin(file)])),
    ...typescript.map((file) => scriptMessages(read(file), file, users.get(file) ?? [])),
    ...plain.map((file) => scriptMessages(read(file), file, [inPlugin(file)])),
    ...below(root, 'blocks', /^block\.json$/).map((file) => blockMessages(read(file), inPlugin(file))),
  ]);
}

/** Writes plugin/languages/devskyy.pot. Returns how many strings there are, and what is wrong in the code. */
export async function writeTemplate(root: string, about: { version: string; date: Date }): Promise<{ strings: number; faults: string[] }> {
  const { messages, faults } = await findMessages(root);
  const content = template(messages, about);
  const file = path.join(root, 'plugin/languages', `${domain}.pot`);
  mkdirSync(path.dirname(file), { recursive: true });
  if (!existsSync(file) || !readFileSync(file).equals(content)) writeFileSync(file, content);
  return { strings: new Set(messages.map(({ id, context }) => `${context ?? ''}\u0004${id}`)).size, faults };
}
