import type { Knex } from 'knex';
import type { SiteSettings } from './settings.entity.ts';
import type { SettingsRepository } from './settings.repository.ts';

interface Scope {
  run<T>(siteId: string, work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
}

interface SettingsRow {
  language: string | null;
  brand_voice: SiteSettings['brandVoice'];
  daily_cap: string | null;
  providers: SiteSettings['baseUrls'];
  models: SiteSettings['models'];
}

interface SecretRow {
  name: string;
  sealed: string;
  hint: string;
  created_at: Date;
}

const prefix = 'provider:';

export const createSettingsRepository = (scope: Scope): SettingsRepository => ({
  read: (site) => scope.run(site, (trx) => read(trx, site)),
  change: (site, decide) =>
    scope.run(site, async (trx) => {
      // one change of a site's settings at a time, also before its first row exists
      await trx.raw("SELECT pg_advisory_xact_lock(hashtextextended('devskyy.settings.' || ?, 0))", [site]);
      const decided = decide(await read(trx, site));
      if (decided.ok) await store(trx, site, decided.value);
      return decided;
    }),
});

async function read(trx: Knex.Transaction, site: string): Promise<SiteSettings | null> {
  const row = await trx('site_settings').where({ site_id: site }).first<SettingsRow | undefined>('*');
  if (!row) return null;
  const secrets = await trx('secrets').where({ site_id: site }).whereLike('name', `${prefix}%`).select<SecretRow[]>('*');
  const keys = secrets.map((secret) => [
    secret.name.slice(prefix.length),
    { sealed: secret.sealed, hint: secret.hint, added: secret.created_at },
  ]);
  return {
    language: row.language,
    brandVoice: row.brand_voice,
    dailyCap: row.daily_cap === null ? null : Number(row.daily_cap),
    baseUrls: row.providers,
    keys: Object.fromEntries(keys),
    models: row.models,
  };
}

async function store(trx: Knex.Transaction, site: string, settings: SiteSettings): Promise<void> {
  await trx('site_settings')
    .insert({
      site_id: site,
      language: settings.language,
      brand_voice: JSON.stringify(settings.brandVoice),
      daily_cap: settings.dailyCap,
      providers: JSON.stringify(settings.baseUrls),
      models: JSON.stringify(settings.models),
      updated_at: trx.fn.now(),
    })
    .onConflict('site_id')
    .merge();
  const keys = Object.entries(settings.keys);
  await trx('secrets')
    .where({ site_id: site })
    .whereLike('name', `${prefix}%`)
    .whereNotIn(
      'name',
      keys.map(([name]) => prefix + name),
    )
    .delete();
  for (const [name, key] of keys) {
    await trx('secrets')
      .insert({ site_id: site, name: prefix + name, sealed: key.sealed, hint: key.hint, created_at: key.added })
      .onConflict(['site_id', 'name'])
      .merge();
  }
}
