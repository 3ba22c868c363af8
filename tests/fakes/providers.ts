import { providerModules } from '../../service/src/discovery.ts';
import { loadProviders, type Providers } from '../../service/src/intelligence/registry.ts';

/** The providers that the service has, found as at boot. One that cannot be loaded fails the test. */
export async function ourProviders(): Promise<Providers> {
  const refuse = (fields: object): never => {
    throw new Error(JSON.stringify(fields));
  };
  return loadProviders(await providerModules(), { debug() {}, info() {}, warn: refuse, error: refuse });
}
