import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';
import type { ProviderAbout } from '../../intelligence/contract.ts';
import type { BrandVoice, Settings, SettingsChange, TaskType } from './contract.ts';

interface StoredKey {
  /** opens only with the service's key, and only in this row. */
  sealed: string;
  hint: string;
  added: Date;
}

interface ModelChoice {
  /** of a provider, or `builtin`. */
  provider: string;
  model: string | null;
}

/** The settings of one site as they are stored. */
export interface SiteSettings {
  language: string | null;
  brandVoice: BrandVoice;
  /** dollars a day. */
  dailyCap: number | null;
  baseUrls: Record<string, { url: string; added: string }>;
  keys: Record<string, StoredKey>;
  models: Partial<Record<TaskType, TaskModel>> & { product_copy: TaskModel };
}

/** `fallback` is absent in what was stored before there was one. */
interface TaskModel extends ModelChoice {
  fallback?: ModelChoice | null;
}

export const defaultSettings: SiteSettings = {
  language: null,
  brandVoice: { tone: 'plain', words: [], avoid: [], audience: '', note: '' },
  dailyCap: null,
  baseUrls: {},
  keys: {},
  models: { product_copy: { provider: 'builtin', model: null, fallback: null } },
};

export interface ChangeTools {
  /** those that the service has. */
  providers: readonly ProviderAbout[];
  seal(provider: string, key: string): string;
  /** null when the address may be called, else why not. */
  judgeBaseUrl(url: string): Failure | null;
  now: Date;
}

const capOf = (cap: Exclude<SettingsChange['daily_cap'], undefined>): number | null =>
  typeof cap === 'number' ? cap : (cap?.amount ?? null);

/**
 * The settings after a change, or why it is refused; nothing is changed in part. The rules are about the state afterwards, so cap
 * and key may come in one change: no key without a cap, and no key is sent to an address it was not entered for.
 */
export function changed(current: SiteSettings, change: SettingsChange, tools: ChangeTools): Result<SiteSettings> {
  const unknown = unknownIn(change, tools.providers);
  if (unknown !== null) return fail(unknownProvider(unknown));
  const next: SiteSettings = {
    ...current,
    language: change.language === undefined ? current.language : change.language,
    brandVoice: { ...current.brandVoice, ...defined(change.brand_voice ?? {}) },
    dailyCap: change.daily_cap === undefined ? current.dailyCap : capOf(change.daily_cap),
    baseUrls: { ...current.baseUrls },
    keys: { ...current.keys },
    models: changeModels(current.models, change.models ?? {}),
  };
  for (const [provider, wish] of Object.entries(change.providers ?? {})) {
    const result = changeProvider(next, { provider, wish }, tools);
    if (!result.ok) return result;
    next.baseUrls = put(next.baseUrls, provider, result.value.address);
    next.keys = put(next.keys, provider, result.value.key);
  }
  return checked(current, next, tools.providers);
}

/** The first provider that a change names and the service does not have. */
function unknownIn({ providers = {}, models = {} }: SettingsChange, known: readonly ProviderAbout[]): string | null {
  const chosen = Object.values(models).flatMap((choice) => (choice ? [choice.provider, choice.fallback?.provider ?? 'builtin'] : []));
  const names = ['builtin', ...known.map(({ name }) => name)];
  return [...Object.keys(providers), ...chosen].find((name) => !names.includes(name)) ?? null;
}

function changeModels(current: SiteSettings['models'], wish: NonNullable<SettingsChange['models']>): SiteSettings['models'] {
  const next = { ...current };
  for (const [task, choice] of Object.entries(defined(wish)) as [TaskType, TaskModel][]) {
    next[task] = { fallback: current[task]?.fallback ?? null, ...defined(choice) };
  }
  return next;
}

interface Wish {
  key?: string | null | undefined;
  base_url?: string | null | undefined;
}
interface ProviderAddress {
  url: string;
  added: string;
}

function changeProvider(
  current: SiteSettings,
  { provider, wish }: { provider: string; wish: Wish },
  tools: ChangeTools,
): Result<{ address: ProviderAddress | undefined; key: StoredKey | undefined }> {
  const before = current.baseUrls[provider];
  const address = changeAddress(before, wish.base_url, tools);
  if (!address.ok) return address;
  if (address.value?.url !== before?.url && current.keys[provider] && wish.key === undefined) return fail(keyAgain);
  const key = changeKey(current.keys[provider], { provider, wish: wish.key }, tools);
  return key.ok ? ok({ address: address.value, key: key.value }) : key;
}

function changeAddress(
  before: ProviderAddress | undefined,
  wish: string | null | undefined,
  tools: ChangeTools,
): Result<ProviderAddress | undefined> {
  if (wish === undefined) return ok(before);
  if (wish === null) return ok(undefined);
  const url = wish.trim().replace(/\/+$/, '');
  if (url === before?.url) return ok(before);
  const refused = tools.judgeBaseUrl(url);
  return refused ? fail(refused) : ok({ url, added: tools.now.toISOString() });
}

function changeKey(
  before: StoredKey | undefined,
  { provider, wish }: { provider: string; wish: string | null | undefined },
  tools: ChangeTools,
): Result<StoredKey | undefined> {
  if (wish === undefined) return ok(before);
  if (wish === null) return ok(undefined);
  const key = wish.trim();
  if (key.length < 8 || !/^[\x21-\x7e]+$/.test(key)) return fail(notAKey);
  return ok({ sealed: tools.seal(provider, key), hint: key.slice(-4), added: tools.now });
}

function put<T>(record: Record<string, T>, provider: string, value: T | undefined): Record<string, T> {
  const { [provider]: _before, ...rest } = record;
  return value === undefined ? rest : { ...rest, [provider]: value };
}

function checked(before: SiteSettings, next: SiteSettings, providers: readonly ProviderAbout[]): Result<SiteSettings> {
  const keyed = Object.keys(next.keys).length > 0;
  if (keyed && next.dailyCap === null) return fail(before.dailyCap === null ? capFirst : capInUse);
  const homeless = providers.find(({ name, needs }) => needs === 'address' && next.keys[name] && !next.baseUrls[name]);
  if (homeless) return fail(urlFirst(homeless));
  for (const { fallback, ...choice } of Object.values(next.models)) {
    // the other providers have a usual model; nobody knows what such a server runs
    const open = [choice, fallback].map((one) => (one?.model?.trim() ? undefined : providers.find(({ name }) => name === one?.provider)));
    const nameless = open.find((about) => about?.usualModel === null);
    if (nameless) return fail(modelMissing(nameless));
    if (fallback && fallback.provider === choice.provider && (fallback.model ?? '') === (choice.model ?? '')) return fail(sameFallback);
  }
  return ok(next);
}

const defined = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };

/** Failures of a change: code → what the owner reads. */
const capFirst: Failure = {
  code: 'cap_first',
  message: 'A key is accepted only after a daily cap is set, so that no run can spend more than you allow.',
  next: 'Set a daily cap, then enter the key.',
};
const capInUse: Failure = {
  code: 'cap_in_use',
  message: 'The daily cap cannot be removed while a provider key is stored.',
  next: 'Remove the keys first, or set another cap; 0 stops all paid calls.',
};
const keyAgain: Failure = {
  code: 'key_again',
  message: 'The stored key was entered for another address and is not sent to a new one.',
  next: 'Enter the key together with the new address.',
};
const notAKey: Failure = {
  code: 'key_not_valid',
  message: 'This does not look like a provider key: it is too short or holds spaces or other characters that keys do not have.',
  next: 'Copy the key again, whole.',
};
const urlFirst = ({ title }: ProviderAbout): Failure => ({
  code: 'base_url_first',
  message: `The address of the ${title} server is missing.`,
  next: 'Enter the base URL, for example https://models.example.com/v1.',
});
const modelMissing = ({ title }: ProviderAbout): Failure => ({
  code: 'model_missing',
  message: `Choose which model of the ${title} server writes.`,
  next: 'Enter the model’s name.',
});
/** One that is not, or not any more, among the service's providers. */
export const unknownProvider = (name: string): Failure => ({
  code: 'unknown_provider',
  message: `This service has no provider named “${name}”.`,
  next: 'Choose one of the list in Settings.',
});

const sameFallback: Failure = {
  code: 'fallback_same',
  message: 'The writer that stands in is the same as the chosen one.',
  next: 'Choose another model or provider to stand in, or nobody.',
};

/** The model of a task; a task that the owner chose none for takes that of product copy. */
export const choiceFor = (settings: SiteSettings, task: TaskType): TaskModel => settings.models[task] ?? settings.models.product_copy;

export const isConfigured = (settings: SiteSettings, { name, needs }: ProviderAbout): boolean =>
  (needs === 'address' ? settings.baseUrls[name] : settings.keys[name]) !== undefined;

const shownModel = (model: TaskModel): Settings['models']['product_copy'] => ({ ...model, fallback: model.fallback ?? null });

/** What the owner sees: keys are only ever their last four characters. */
export function shown(settings: SiteSettings, providers: readonly ProviderAbout[]): Settings {
  const provider = (about: ProviderAbout, { name } = about): Settings['providers'][string] => ({
    configured: isConfigured(settings, about),
    hint: settings.keys[name]?.hint ?? null,
    base_url: settings.baseUrls[name]?.url ?? null,
    added: settings.keys[name]?.added.toISOString() ?? settings.baseUrls[name]?.added ?? null,
  });
  return {
    language: settings.language,
    brand_voice: settings.brandVoice,
    daily_cap: settings.dailyCap === null ? null : { amount: settings.dailyCap, currency: 'USD' },
    providers: Object.fromEntries(providers.map((about) => [about.name, provider(about)])),
    models: { product_copy: shownModel(choiceFor(settings, 'product_copy')), editor_text: shownModel(choiceFor(settings, 'editor_text')) },
  };
}

/** Since when the provider's key or address is the present one; null when it is not set up or no task may call it. */
export function inUseSince(settings: SiteSettings, about: ProviderAbout): Date | null {
  const provider = about.name;
  const used = Object.values(settings.models).some((model) => model.provider === provider || model.fallback?.provider === provider);
  if (!used || !isConfigured(settings, about)) return null;
  const address = settings.baseUrls[provider];
  const since = [settings.keys[provider]?.added.getTime(), address ? Date.parse(address.added) : undefined];
  return new Date(Math.max(...since.filter((time) => time !== undefined)));
}
