import { __ } from '@wordpress/i18n';
import { adminPage, type Provider } from './page.ts';

/** The providers of models that the plugin was built with, in the order of their titles. */
export const listProviders = (): readonly Provider[] => adminPage().providers;

/** What is known of a provider; of one that the plugin was built without, nothing. */
export const findProvider = (name: string): Provider | undefined => listProviders().find((provider) => provider.name === name);

/** A provider as a list names it; one that is unknown keeps its name. */
export const providerTitle = (name: string): string =>
  name === 'builtin' ? __('Built-in writer (no key, no cost)', 'devskyy') : (findProvider(name)?.title ?? name);

/** A provider as a sentence begins with it. */
export const providerLabel = (name: string): string => findProvider(name)?.label ?? name;
