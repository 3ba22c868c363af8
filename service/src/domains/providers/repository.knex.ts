import type { Knex } from 'knex';
import type { StoredTrouble, TroubleRepository } from './repository.ts';

interface Scope {
  run<T>(siteId: string, work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
}

interface TroubleRow extends Omit<StoredTrouble, 'lastSeen'> {
  last_seen: Date;
}

export const createTroubleRepository = (scope: Scope): TroubleRepository => ({
  note: ({ site, ...trouble }, at) =>
    scope.run(site, async (trx) => {
      const same = trx.raw('CASE WHEN provider_troubles.code = excluded.code THEN provider_troubles.since ELSE excluded.since END');
      await trx('provider_troubles')
        .insert({ site_id: site, ...trouble, since: at, last_seen: at })
        .onConflict(['site_id', 'provider'])
        .merge({ ...trouble, last_seen: at, since: same });
    }),
  clear: (site, provider) => scope.run(site, async (trx) => void (await trx('provider_troubles').where({ provider }).delete())),
  list: (site) =>
    scope.run(site, async (trx) => {
      const rows = await trx<TroubleRow>('provider_troubles').orderBy('since').select('*');
      return rows.map(({ provider, model, code, message, said, next, since, last_seen }) => ({
        ...{ provider, model, code, message, said, next, since },
        lastSeen: last_seen,
      }));
    }),
});
