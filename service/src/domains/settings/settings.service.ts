import type { Envelope, SealedPlace } from '../../kernel/envelope.ts';
import type { ProviderAbout } from '../../intelligence/contract.ts';
import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';
import type { Clock, Logger } from '../../kernel/world.ts';
import { judgeBaseUrl } from './base-url.ts';
import { taskType, type ProviderTest, type Settings, type SettingsChange } from './contract.ts';
import {
  changed,
  choiceFor,
  defaultSettings,
  inUseSince,
  isConfigured,
  shown,
  unknownProvider,
  type SiteSettings,
} from './settings.entity.ts';
import type { SettingsRepository } from './settings.repository.ts';

export interface SettingsDeps {
  /** those that the service has. */
  providers: readonly ProviderAbout[];
  repository: SettingsRepository;
  envelope: Envelope;
  /** exact origins that model servers may have besides public https ones. */
  allowedModelOrigins: ReadonlySet<string>;
  /** one small call to the provider; the intelligence does it. */
  test(site: string, provider: string, signal: AbortSignal): Promise<ProviderTest>;
  clock: Clock;
  logger: Logger;
}

/** Which model a task goes to, with the opened key: for the intelligence only, never for an answer. */
type Route =
  | { kind: 'builtin' }
  | { kind: 'model'; provider: string; model: string; key: string | null; baseUrl: string | null; fallback?: Route }
  | { kind: 'not-configured'; provider: string; model: string | null; failure: Failure };

export interface SettingsService {
  get(site: string): Promise<Settings>;
  change(site: string, change: SettingsChange): Promise<Result<Settings>>;
  test(site: string, provider: string, signal: AbortSignal): Promise<Result<ProviderTest>>;
  dailyCap(site: string): Promise<number | null>;
  /** Since when the provider's key or address is the present one; null when it is not set up or no task may call it. */
  inUseSince(site: string, provider: string): Promise<Date | null>;
  routes: {
    forTask(site: string, task: string): Promise<Route>;
    forProvider(site: string, provider: string): Promise<Route>;
  };
}

const placeOf = (site: string, provider: string): SealedPlace => ({
  site,
  table: 'secrets',
  column: 'sealed',
  row: `provider:${provider}`,
});

/** Language, brand voice, cap, models and provider keys of a site. A key goes in here and never comes out but to a model call. */
export function createSettingsService(deps: SettingsDeps): SettingsService {
  const read = async (site: string): Promise<SiteSettings> => (await deps.repository.read(site)) ?? defaultSettings;
  const find = (name: string): ProviderAbout | undefined => deps.providers.find((about) => about.name === name);
  return {
    get: async (site) => shown(await read(site), deps.providers),
    change: (site, change) => changeSettings(deps, site, change),
    test: async (site, provider, signal) =>
      find(provider) ? ok(await deps.test(site, provider, signal)) : fail(unknownProvider(provider)),
    dailyCap: async (site) => (await read(site)).dailyCap,
    async inUseSince(site, provider) {
      const about = find(provider);
      return about ? inUseSince(await read(site), about) : null;
    },
    routes: {
      async forTask(site, task) {
        const settings = await read(site);
        const known = taskType.safeParse(task);
        if (!known.success) return { kind: 'builtin' };
        const choice = choiceFor(settings, known.data);
        const route = routeOf(deps, settings, { site, ...choice });
        return route.kind === 'model' && choice.fallback
          ? { ...route, fallback: routeOf(deps, settings, { site, ...choice.fallback }) }
          : route;
      },
      async forProvider(site, provider) {
        const settings = await read(site);
        const choices = Object.values(settings.models).flatMap((choice) => [choice, ...(choice.fallback ? [choice.fallback] : [])]);
        const chosen = choices.find((choice) => choice.provider === provider);
        return routeTo(deps, settings, { site, provider, model: chosen?.model ?? null });
      },
    },
  };
}

async function changeSettings(deps: SettingsDeps, site: string, change: SettingsChange): Promise<Result<Settings>> {
  const tools = {
    providers: deps.providers,
    seal: (provider: string, key: string) => deps.envelope.seal(key, placeOf(site, provider)),
    judgeBaseUrl: (url: string) => judgeBaseUrl(url, deps.allowedModelOrigins),
    now: deps.clock.now(),
  };
  const result = await deps.repository.change(site, (current) => changed(current ?? defaultSettings, change, tools));
  if (!result.ok) return result;
  // names of what changed only: values may be keys
  deps.logger.info({ site, parts: Object.keys(change), providers: Object.keys(change.providers ?? {}) }, 'settings changed');
  return ok(shown(result.value, deps.providers));
}

const routeOf = (
  deps: SettingsDeps,
  settings: SiteSettings,
  { site, provider, model }: { site: string; provider: string; model: string | null },
): Route => (provider === 'builtin' ? { kind: 'builtin' } : routeTo(deps, settings, { site, provider, model }));

function routeTo(deps: SettingsDeps, settings: SiteSettings, ask: { site: string; provider: string; model: string | null }): Route {
  const { site, provider, model } = ask;
  const about = deps.providers.find(({ name }) => name === provider);
  if (!about) return { kind: 'not-configured', provider, model, failure: { ...unknownProvider(provider), code: 'not-configured' } };
  if (!isConfigured(settings, about)) return { kind: 'not-configured', provider, model, failure: notConfigured(about) };
  const stored = settings.keys[provider];
  const key = stored ? deps.envelope.open(stored.sealed, placeOf(site, provider)) : ok(null);
  if (!key.ok) {
    deps.logger.error({ site, provider, code: key.error.code }, 'a provider key cannot be opened');
    return { kind: 'not-configured', provider, model, failure: key.error };
  }
  return { kind: 'model', provider, model: model ?? '', key: key.value, baseUrl: settings.baseUrls[provider]?.url ?? null };
}

const notConfigured = ({ needs, title }: ProviderAbout): Failure =>
  needs === 'address'
    ? { code: 'not-configured', message: `The address of the ${title} server is not set.`, next: 'Enter its base URL in Settings.' }
    : {
        code: 'not-configured',
        message: `No key for ${title} is stored.`,
        next: `Enter a key for ${title} in Settings, or choose the built-in provider.`,
      };
