import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { type AgentDefinition, targetsOf } from '../src/agents/runtime/agent.ts';
import { providerAbout } from '../src/intelligence/contract.ts';

const load = async (file: string): Promise<Record<string, unknown>> => (await import(pathToFileURL(file).href)) as Record<string, unknown>;

/** Writes a file only when its content differs, so that a running site never sees a half-written one for nothing. */
function write(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/**
 * Emits `plugin/build/schemas/<domain>.<export>.json` for each zod schema that a domain's contract exports: JSON Schema 2020-12, everything
 * inlined, as PHP has no resolver for references. Returns how many.
 */
export async function buildSchemas(root: string): Promise<number> {
  const domains = path.join(root, 'service/src/domains');
  const target = path.join(root, 'plugin/build/schemas');
  const written = new Set<string>();
  for (const domain of readdirSync(domains)) {
    const contract = path.join(domains, domain, 'contract.ts');
    if (!existsSync(contract)) continue;
    for (const [name, value] of Object.entries(await load(contract))) {
      if (!(value instanceof z.ZodType)) continue;
      const schema = z.toJSONSchema(value, {
        io: 'input',
        reused: 'inline',
        cycles: 'throw',
        unrepresentable: 'throw',
        metadata: z.registry(),
      });
      const file = `${domain}.${name}.json`;
      write(path.join(target, file), `${JSON.stringify(schema)}\n`);
      written.add(file);
    }
  }
  for (const file of existsSync(target) ? readdirSync(target) : []) if (!written.has(file)) rmSync(path.join(target, file));
  return written.size;
}

const isAgent = (value: unknown): value is AgentDefinition =>
  typeof value === 'object' && value !== null && 'run' in value && 'riskNote' in value && 'allows' in value;

const php = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const translated = (text: string): string => `__( ${php(text)}, 'devskyy' )`;

/** One agent as a PHP array whose texts are translatable. */
export function agentAsPhp(agent: AgentDefinition): string {
  const fields = agent.fields.map(({ field, title }) => `array( 'field' => ${php(field)}, 'title' => ${translated(title)} )`);
  const lines = [
    `'name'      => ${php(agent.name)},`,
    `'title'     => ${translated(agent.title)},`,
    `'summary'   => ${translated(agent.summary)},`,
    `'category'  => ${translated(agent.category)},`,
    `'needs'     => array( ${agent.needs.map(translated).join(', ')} ),`,
    `'risk'      => ${php(agent.risk)},`,
    `'risk_note' => ${translated(agent.riskNote)},`,
    `'output'    => ${php(agent.output)},`,
    `'targets'   => array( ${targetsOf(agent).map(php).join(', ')} ),`,
    `'fields'    => array( ${fields.join(', ')} ),`,
  ];
  return `\tarray(\n${lines.map((line) => `\t\t${line}`).join('\n')}\n\t),`;
}

/** Emits `plugin/build/agents.php` from the agents' definitions. Returns how many there are. */
export async function buildAgents(root: string): Promise<number> {
  const catalog = path.join(root, 'service/src/agents/catalog');
  const agents: AgentDefinition[] = [];
  for (const name of existsSync(catalog) ? readdirSync(catalog).sort() : []) {
    const index = path.join(catalog, name, 'index.ts');
    if (existsSync(index)) agents.push(...Object.values(await load(index)).filter(isAgent));
  }
  const head = "<?php\n// Made by npm run build from the agents' definitions.\ndefined( 'ABSPATH' ) || exit;\n\nreturn array(\n";
  write(path.join(root, 'plugin/build/agents.php'), `${head}${agents.map(agentAsPhp).join('\n')}\n);\n`);
  return agents.length;
}

/** Emits `plugin/build/providers.php`: what the screens know of the providers of models. Returns how many there are. */
export async function buildProviders(root: string): Promise<number> {
  const folder = path.join(root, 'service/src/intelligence/providers');
  const files = readdirSync(folder).map((name) => path.join(folder, name, 'contract.ts'));
  const found = await Promise.all(files.filter((file) => existsSync(file)).map(load));
  const providers = found.map(({ about }) => providerAbout.parse(about)).sort((a, b) => a.title.localeCompare(b.title));
  const orNull = (text: string | null): string => (text === null ? 'null' : php(text));
  const lines = providers.map(({ name, title, label, needs, usualModel, account }) =>
    [
      `\tarray(\n\t\t'name'        => ${php(name)},`,
      `'title'       => ${translated(title)},`,
      `'label'       => ${translated(label)},`,
      `'needs'       => ${php(needs)},`,
      `'usual_model' => ${orNull(usualModel)},`,
      `'account'     => ${orNull(account)},\n\t),`,
    ].join('\n\t\t'),
  );
  const head = "<?php\n// Made by npm run build from the providers' contracts.\ndefined( 'ABSPATH' ) || exit;\n\nreturn array(\n";
  write(path.join(root, 'plugin/build/providers.php'), `${head}${lines.join('\n')}\n);\n`);
  return providers.length;
}

/** A screen's screen.json: those with a position have a page in the menu, in that order. */
interface ScreenFile {
  name: string;
  title: string;
  capability: string;
  position?: number;
}

/** Emits `plugin/build/screens.php`: the pages of the menu, from the screens' own screen.json. Returns how many there are. */
export function buildMenu(root: string): number {
  const admin = path.join(root, 'plugin/admin');
  const files = readdirSync(admin)
    .map((folder) => path.join(admin, folder, 'screen.json'))
    .filter((file) => existsSync(file));
  const screens = files
    .map((file) => JSON.parse(readFileSync(file, 'utf8')) as ScreenFile)
    .filter(({ position }) => position !== undefined);
  const pages = screens
    .toSorted((a, b) => a.position! - b.position!)
    .map(({ name, title, capability }) => {
      const slug = name === 'dashboard' ? 'devskyy' : `devskyy-${name}`;
      const members = [
        `'slug' => ${php(slug)}`,
        `'screen' => ${php(name)}`,
        `'capability' => ${php(capability)}`,
        `'title' => ${translated(title)}`,
      ];
      return `\tarray( ${members.join(', ')} ),`;
    });
  const head = "<?php\n// Made by npm run build from the screens' screen.json.\ndefined( 'ABSPATH' ) || exit;\n\nreturn array(\n";
  write(path.join(root, 'plugin/build/screens.php'), `${head}${pages.join('\n')}\n);\n`);
  return pages.length;
}
