import jwt from 'jsonwebtoken';
import type { Envelope } from '../../kernel/envelope.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Clock } from '../../kernel/world.ts';
import type { KeyAnswer, KeyRequest } from './contract.ts';
import { makeKeys, readKey } from './keys.ts';
import type { SiteRepository } from './sites.repository.ts';
import { thumbprint, tokenTypes } from './tokens.ts';

/** How long the site's earlier key is taken beside its new one. */
export const overlapMs = 24 * 3600 * 1000;

export interface Rotation {
  /** New keys for both sides. They take over when the site first signs with its own. */
  renew(siteId: string, request: KeyRequest): Promise<Result<KeyAnswer>>;
}

export interface RotationDeps {
  sites: SiteRepository;
  envelope: Envelope;
  clock: Clock;
  publicUrl: string;
  audit(event: 'keys renewed', fields: object): void;
}

const refuse = (message: string) =>
  fail({
    code: 'invalid_key',
    message,
    next: 'Renew the keys again in wp-admin under DevSkyy → Settings. The present ones go on working.',
  });

export const createRotation = ({ sites, envelope, publicUrl, audit }: RotationDeps): Rotation => ({
  async renew(siteId, { jwk, proof }) {
    const present = await sites.keys(siteId);
    if (jwk.kid !== thumbprint(jwk)) return refuse('The key id is not the thumbprint of the key (RFC 7638).');
    if (present?.kid === jwk.kid || present?.previous?.kid === jwk.kid) return refuse('This key was used before.');
    const key = readKey(jwk);
    if (!key) return refuse('The public key is not a point of P-256.');
    if (!proves(proof, { key, nonce: jwk.kid, audience: publicUrl })) return refuse('The site could not prove that it holds the new key.');
    const keys = makeKeys(envelope, siteId, jwk);
    await sites.proposeKeys(siteId, keys);
    audit('keys renewed', { siteId, kid: jwk.kid });
    return ok({ service: { jwk: keys.servicePublicJwk }, overlap_seconds: overlapMs / 1000 });
  },
});

/** The same proof as in pairing, over the new key's own id. */
function proves(proof: string, { key, nonce, audience }: { key: jwt.Secret; nonce: string; audience: string }): boolean {
  try {
    const { header, payload } = jwt.verify(proof, key, { algorithms: ['ES256'], audience, complete: true, clockTolerance: 60 });
    return header.typ === tokenTypes.challenge && typeof payload === 'object' && payload['nonce'] === nonce;
  } catch {
    return false; // any unreadable or foreign proof refutes: the caller says so
  }
}
