import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Logger } from '../kernel/world.ts';
import { fail } from '../kernel/result.ts';
import { providerAbout, type ProviderAbout } from './contract.ts';
import type { ModelProvider, ProviderFailure } from './provider.ts';
import type { ProviderOptions } from './providers/options.ts';

type Module = Record<string, unknown>;

/** folder → how to load what it says of itself, and its wire; a release generates this list, a source tree is read at boot. */
export type ProviderModules = Record<string, { about(): Promise<Module>; wire(): Promise<Module> }>;

/** The providers that can be called. */
export interface Providers {
  /** in the order of their titles. */
  list(): readonly ProviderAbout[];
  find(name: string): ProviderAbout | null;
  /** as a sentence begins with it; of one that is gone, its name. */
  label(name: string): string;
  /** One of a key and an address. Its SDK is loaded with the first call: most services use one provider, or none. */
  create(name: string, options: ProviderOptions): ModelProvider;
}

/** Finds `<folder>/<provider>/contract.ts` and `index.ts`. */
export async function findProviderModules(folder: string): Promise<ProviderModules> {
  const entries = await readdir(folder, { withFileTypes: true });
  const load = (name: string, file: string) => () => import(pathToFileURL(path.join(folder, name, file)).href) as Promise<Module>;
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Object.fromEntries(names.sort().map((name) => [name, { about: load(name, 'contract.ts'), wire: load(name, 'index.ts') }]));
}

/** Reads what each provider says of itself. One that says nonsense is left out, with the reason in the log; the service stays up. */
export async function loadProviders(modules: ProviderModules, logger: Logger): Promise<Providers> {
  const known = new Map<string, ProviderAbout>();
  for (const [folder, { about }] of Object.entries(modules)) {
    try {
      known.set(folder, aboutIn(await about(), folder));
    } catch (error) {
      logger.error({ provider: folder, err: String(error) }, 'A provider could not be loaded; it is not offered.');
    }
  }
  const list = [...known.values()].sort((a, b) => a.title.localeCompare(b.title));
  return {
    list: () => list,
    find: (name) => known.get(name) ?? null,
    label: (name) => known.get(name)?.label ?? name,
    create: (name, options) => lazily(name, async () => creatorIn(await wireOf(modules, name), name)(options)),
  };
}

function aboutIn(module: Module, folder: string): ProviderAbout {
  const about = providerAbout.parse(module['about']);
  if (about.name !== folder) throw new Error(`The provider in ${folder} calls itself "${about.name}"; name and folder must be the same.`);
  return about;
}

const wireOf = (modules: ProviderModules, name: string): Promise<Module> => {
  const module = Object.hasOwn(modules, name) ? modules[name] : undefined;
  return module ? module.wire() : Promise.reject(new Error('There is no such provider.'));
};

function creatorIn(module: Module, name: string): (options: ProviderOptions) => ModelProvider {
  const create = module['createProvider'];
  if (typeof create !== 'function') throw new Error(`${name}/index.ts must export createProvider.`);
  return create as (options: ProviderOptions) => ModelProvider;
}

function lazily(name: string, load: () => Promise<ModelProvider>): ModelProvider {
  let loaded: Promise<ModelProvider> | null = null;
  const call: ModelProvider['stream'] = async (request, signal, onText) => {
    loaded ??= load();
    const provider = await loaded.catch((error: unknown) => notLoaded(name, error));
    return 'stream' in provider ? provider.stream(request, signal, onText) : fail(provider);
  };
  return { name, stream: call, complete: (request, signal) => call(request, signal, () => undefined) };
}

const notLoaded = (name: string, error: unknown): ProviderFailure => ({
  code: 'unavailable',
  message: `The provider ${name} could not be loaded: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
  next: 'Choose another provider in Settings, and tell whoever runs the service.',
  retryable: false,
  charge: 'none',
});
