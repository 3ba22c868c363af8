import { createPrivateKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { Envelope } from '../../kernel/envelope.ts';
import type { PublicJwk } from './contract.ts';
import type { SiteKeys } from './sites.repository.ts';
import { publicKeyOf, thumbprint } from './tokens.ts';

/** New keys of the service for a site, beside the site's own public key. */
export function makeKeys(envelope: Envelope, siteId: string, siteJwk: PublicJwk): SiteKeys {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string };
  const kid = thumbprint({ x, y });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  return {
    kid: siteJwk.kid,
    publicJwk: { kty: 'EC', crv: 'P-256', x: siteJwk.x, y: siteJwk.y, kid: siteJwk.kid },
    serviceKid: kid,
    servicePublicJwk: { kty: 'EC', crv: 'P-256', x, y, kid, alg: 'ES256', use: 'sig' },
    servicePrivateSealed: envelope.seal(pem, keyPlace(siteId)),
  };
}

const keyPlace = (siteId: string) => ({ site: siteId, table: 'site_keys', column: 'service_private_sealed', row: siteId });

/** Opens the service's own private key for the site. A key that cannot be opened is a fault of the operator's set-up: throws. */
export function openServiceKey(envelope: Envelope, siteId: string, keys: SiteKeys): KeyObject {
  const opened = envelope.open(keys.servicePrivateSealed, keyPlace(siteId));
  if (!opened.ok) throw new Error(opened.error.message);
  return createPrivateKey(opened.value);
}

/** Null: no point of P-256. */
export function readKey(jwk: PublicJwk): KeyObject | null {
  try {
    return publicKeyOf(jwk as PublicJwk & JsonWebKey);
  } catch {
    return null; // the caller refuses the request and says why
  }
}
