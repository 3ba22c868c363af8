import { fileURLToPath } from 'node:url';
import { findMigrations, type Migrations } from './adapters/knex/database.ts';
import { findAgentModules, type AgentModules } from './agents/runtime/index.ts';
import { findProviderModules, type ProviderModules } from './intelligence/registry.ts';

const folder = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/**
 * What is found in the source tree at boot. A release holds a generated module with these exports in its place
 * (service/packaging/bundle.ts), so that nothing is scanned there at run time.
 */
export const agentModules = (): Promise<AgentModules> => findAgentModules(folder('./agents/catalog'));

/** What each provider of models says of itself, and its wire. */
export const providerModules = (): Promise<ProviderModules> => findProviderModules(folder('./intelligence/providers'));

/** The numbered files of service/migrations. */
export const migrations = (): Promise<Migrations> => findMigrations(folder('../migrations'));
