import { fileURLToPath } from 'node:url';
import { findMigrations, type Migrations } from './adapters/knex/database.ts';
import { findAgentModules, type AgentModules } from './agents/runtime/index.ts';

/**
 * What is found in the source tree at boot. A release holds a generated module with these two exports in its place
 * (service/packaging/bundle.ts), so that nothing is scanned there at run time.
 */
export const agentModules = (): Promise<AgentModules> => findAgentModules(fileURLToPath(new URL('./agents/catalog', import.meta.url)));

/** The numbered files of service/migrations. */
export const migrations = (): Promise<Migrations> => findMigrations(fileURLToPath(new URL('../migrations', import.meta.url)));
