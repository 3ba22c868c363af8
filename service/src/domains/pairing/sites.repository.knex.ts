import type { Knex } from 'knex';
import type { KnownKeys, NewSite, PairingCode, Site, SiteKeys, SiteRepository } from './sites.repository.ts';
import { createUsedTokens } from './used-tokens.knex.ts';

interface SiteRow {
  id: string;
  url: string;
  rest_url: string;
  name: string;
  reachable: boolean;
  paired_at: Date;
  last_push_at: Date | null;
  last_push_error: string | null;
}

interface KeysRow {
  site_id: string;
  kid: string;
  public_jwk: SiteKeys['publicJwk'];
  service_kid: string;
  service_public_jwk: SiteKeys['servicePublicJwk'];
  service_private_sealed: string;
  since: Date;
  next_kid: string | null;
  next_public_jwk: SiteKeys['publicJwk'] | null;
  previous_kid: string | null;
  previous_public_jwk: SiteKeys['publicJwk'] | null;
  previous_until: Date | null;
}

interface CodeRow {
  code_hash: string;
  user_id: string;
  site_url: string;
  redirect_uri: string;
  rest_url: string;
  site_name: string;
  challenge: string;
  replace: boolean;
  expires_at: Date;
  used_at: Date | null;
  site_id: string | null;
}

const toSite = (row: SiteRow): Site => ({
  id: row.id,
  url: row.url,
  restUrl: row.rest_url,
  name: row.name,
  reachable: row.reachable,
  pairedAt: row.paired_at,
  lastPush: row.last_push_at ? { at: row.last_push_at, error: row.last_push_error } : null,
});

const toKeys = (row: KeysRow): KnownKeys => ({
  kid: row.kid,
  publicJwk: row.public_jwk,
  serviceKid: row.service_kid,
  servicePublicJwk: row.service_public_jwk,
  servicePrivateSealed: row.service_private_sealed,
  since: row.since,
  next: row.next_kid && row.next_public_jwk ? { kid: row.next_kid, publicJwk: row.next_public_jwk } : null,
  previous:
    row.previous_kid && row.previous_public_jwk && row.previous_until
      ? { kid: row.previous_kid, publicJwk: row.previous_public_jwk, until: row.previous_until }
      : null,
});

const toCode = (row: CodeRow): PairingCode => ({
  codeHash: row.code_hash,
  userId: row.user_id,
  siteUrl: row.site_url,
  redirectUri: row.redirect_uri,
  restUrl: row.rest_url,
  siteName: row.site_name,
  challenge: row.challenge,
  replace: row.replace,
  expiresAt: row.expires_at,
  usedAt: row.used_at,
  siteId: row.site_id,
});

/** These tables belong to the service, not to a site: they are read before it is known which site calls. */
export function createSiteRepository(knex: Knex): SiteRepository {
  const activeSites = () => knex<SiteRow>('sites').whereNull('revoked_at');
  return {
    async active(id) {
      const row = await activeSites().where({ id }).first();
      return row ? toSite(row) : null;
    },
    async activeByUrl(url) {
      const row = await activeSites().where({ url }).first();
      return row ? toSite(row) : null;
    },
    async all() {
      return (await activeSites().orderBy('paired_at')).map(toSite);
    },
    async keptSince(since) {
      const kept = knex('sites').whereNull('revoked_at').orWhere('revoked_at', '>', since);
      return (await kept.select<{ id: string }[]>('id')).map(({ id }) => id);
    },
    async keys(id) {
      const row = await knex<KeysRow>('site_keys').where({ site_id: id }).first();
      return row ? toKeys(row) : null;
    },
    add: (site, revoke) => addSite(knex, site, revoke),
    async revoke(id, at) {
      await knex('sites').where({ id }).whereNull('revoked_at').update({ revoked_at: at });
    },
    async recordPush(id, at, error) {
      await knex('sites')
        .where({ id })
        .update({ last_push_at: at, last_push_error: error, ...(error === null ? { reachable: true } : {}) });
    },
    ...rotation(knex),
    useToken: createUsedTokens(knex).use,
    ...codes(knex),
  };
}

async function addSite(knex: Knex, site: NewSite, revoke: string | null): Promise<void> {
  await knex.transaction(async (trx) => {
    if (revoke !== null) await trx('sites').where({ id: revoke }).update({ revoked_at: site.pairedAt });
    await trx('sites').insert({
      id: site.id,
      url: site.url,
      rest_url: site.restUrl,
      name: site.name,
      reachable: site.reachable,
      plugin_version: site.pluginVersion,
      contract: site.contract,
      paired_at: site.pairedAt,
    });
    await trx('site_keys').insert({
      site_id: site.id,
      kid: site.keys.kid,
      public_jwk: JSON.stringify(site.keys.publicJwk),
      service_kid: site.keys.serviceKid,
      service_public_jwk: JSON.stringify(site.keys.servicePublicJwk),
      service_private_sealed: site.keys.servicePrivateSealed,
      since: site.pairedAt,
    });
  });
}

const rotation = (knex: Knex): Pick<SiteRepository, 'proposeKeys' | 'promoteKeys'> => ({
  async proposeKeys(id, keys) {
    await knex('site_keys')
      .where({ site_id: id })
      .update({
        next_kid: keys.kid,
        next_public_jwk: JSON.stringify(keys.publicJwk),
        next_service_kid: keys.serviceKid,
        next_service_public_jwk: JSON.stringify(keys.servicePublicJwk),
        next_service_private_sealed: keys.servicePrivateSealed,
      });
  },
  async promoteKeys(id, { kid, at, previousUntil }) {
    // One statement: of several requests that come with the new key at once, one promotes it.
    const { rowCount } = (await knex.raw(
      `UPDATE site_keys SET previous_kid = kid, previous_public_jwk = public_jwk, previous_until = ?, since = ?,
         kid = next_kid, public_jwk = next_public_jwk, service_kid = next_service_kid, service_public_jwk = next_service_public_jwk,
         service_private_sealed = next_service_private_sealed, next_kid = NULL, next_public_jwk = NULL, next_service_kid = NULL,
         next_service_public_jwk = NULL, next_service_private_sealed = NULL
       WHERE site_id = ? AND next_kid = ?`,
      [previousUntil, at, id, kid],
    )) as { rowCount: number };
    return rowCount === 1;
  },
});

const codes = (knex: Knex): Pick<SiteRepository, 'addCode' | 'takeCode' | 'linkCode'> => ({
  async addCode(code) {
    // A code lives a minute; what is kept a day longer lets a second use be noticed.
    await knex('pairing_codes').whereRaw("expires_at < now() - interval '1 day'").delete();
    await knex('pairing_codes').insert({
      code_hash: code.codeHash,
      user_id: code.userId,
      site_url: code.siteUrl,
      redirect_uri: code.redirectUri,
      rest_url: code.restUrl,
      site_name: code.siteName,
      challenge: code.challenge,
      replace: code.replace,
      expires_at: code.expiresAt,
    });
  },
  takeCode: (codeHash, at) =>
    knex.transaction(async (trx) => {
      const row = await trx<CodeRow>('pairing_codes').where({ code_hash: codeHash }).forUpdate().first();
      if (row)
        await trx('pairing_codes')
          .where({ code_hash: codeHash })
          .update(row.used_at === null ? { used_at: at } : { reused_at: at });
      return row ? toCode(row) : null;
    }),
  async linkCode(codeHash, siteId) {
    const rows = await knex('pairing_codes')
      .where({ code_hash: codeHash })
      .update({ site_id: siteId })
      .returning<{ reused_at: Date | null }[]>('reused_at');
    return rows[0]?.reused_at === null;
  },
});
