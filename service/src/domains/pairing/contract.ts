import { z } from 'zod';

export const publicJwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().length(43),
  y: z.string().length(43),
  kid: z.string().min(16).max(64),
  alg: z.literal('ES256').optional(),
  use: z.literal('sig').optional(),
});

/** Back channel, plugin → service: public by name, guarded by the code and the PKCE verifier (RFC 7636, S256). */
export const redeemRequest = z.object({
  code: z.string().min(20).max(200),
  code_verifier: z.string().min(43).max(128),
  redirect_uri: z.url().max(500),
  site_url: z.url().max(300),
  /** the full URL of the site's devskyy/v1 root as the service must call it (may use ?rest_route=). */
  rest_url: z.url().max(500),
  jwk: publicJwk,
  plugin_version: z.string().max(40),
  contract: z.int(),
});

export const redeemAnswer = z.object({
  site_id: z.uuid(),
  service: z.object({ url: z.string(), jwk: publicJwk, version: z.string() }),
  contract: z.int(),
  scopes: z.array(z.string()),
  /** whether the service could reach the site (results are pushed) or not (the plugin fetches them). */
  reachable: z.boolean(),
});

/** POST /api/v1/connection/keys, signed by the site's present key: the next one, with a proof signed by it. */
export const keyRequest = z.object({ jwk: publicJwk, proof: z.string().min(100).max(2000) });

export const keyAnswer = z.object({
  service: z.object({ jwk: publicJwk }),
  /** how long the earlier keys are still taken after the new ones were first used. */
  overlap_seconds: z.int(),
});

/** GET /api/v1/connection, signed by the site. */
export const connection = z.object({
  site_id: z.uuid(),
  paired: z.iso.datetime(),
  /** since when the present keys are used. */
  keys_since: z.iso.datetime(),
  version: z.string(),
  contract: z.int(),
  contracts: z.array(z.int()),
  products: z.int(),
  /** messages that wait for the site. */
  waiting: z.int(),
  last_push: z.object({ at: z.iso.datetime(), ok: z.boolean(), error: z.string().nullable() }).nullable(),
});

export type PublicJwk = z.output<typeof publicJwk>;
export type KeyRequest = z.output<typeof keyRequest>;
export type KeyAnswer = z.output<typeof keyAnswer>;
export type RedeemRequest = z.output<typeof redeemRequest>;
export type RedeemAnswer = z.output<typeof redeemAnswer>;
