import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { fail, ok, type Result } from './result.ts';

/** Where a sealed value lives; it can be opened nowhere else. */
export interface SealedPlace {
  site: string;
  table: string;
  column: string;
  row: string;
}

/**
 * Envelope encryption: each value has a key of its own, wrapped under the key-encryption key (KEK) that stays outside the
 * database. AES-256-GCM with random 96-bit nonces (NIST SP 800-38D); the additional data is site|table|column|row|version.
 */
export interface Envelope {
  seal(plain: string, place: SealedPlace): string;
  /** Fails with `secret_unreadable` for a changed byte, another place or an unknown KEK; never returns a wrong text. */
  open(sealed: string, place: SealedPlace): Result<string>;
  /** The same value with its key wrapped under the current KEK: what a rotation writes back. The value itself is not touched. */
  rewrap(sealed: string, place: SealedPlace): Result<string>;
}

const version = 'v1';
const nonceBytes = 12;
const tagBytes = 16;

const unreadable = {
  code: 'secret_unreadable',
  message:
    'A stored secret cannot be opened: the encryption key of this service is not the one it was stored with, or the record was changed.',
  next: 'Start the service with its earlier encryption key, or enter the secret again.',
};

/** 32 bytes each; the first one wraps, the others only open what they wrapped earlier. */
export function createEnvelope(keks: readonly Uint8Array[]): Envelope {
  const [current] = keks;
  if (!current || keks.some((kek) => kek.length !== 32)) throw new Error('The encryption key must be 32 bytes.');
  const byId = new Map(keks.map((kek) => [kekId(kek), kek]));

  const unwrap = (sealed: string, place: SealedPlace): { key: Buffer; body: string } | null => {
    const [form, id, wrapped, body, ...rest] = sealed.split('.');
    const kek = byId.get(id ?? '');
    if (form !== version || !kek || !wrapped || !body || rest.length > 0) return null;
    const key = decrypt(kek, wrapped, `${additional(place)}|key`);
    return key ? { key, body } : null;
  };
  const wrap = (key: Uint8Array, body: string, place: SealedPlace): string =>
    [version, kekId(current), encrypt(current, key, `${additional(place)}|key`), body].join('.');

  return {
    seal(plain, place) {
      const key = randomBytes(32);
      return wrap(key, encrypt(key, Buffer.from(plain, 'utf8'), additional(place)), place);
    },
    open(sealed, place) {
      const unwrapped = unwrap(sealed, place);
      const plain = unwrapped && decrypt(unwrapped.key, unwrapped.body, additional(place));
      return plain ? ok(plain.toString('utf8')) : fail(unreadable);
    },
    rewrap(sealed, place) {
      const unwrapped = unwrap(sealed, place);
      return unwrapped ? ok(wrap(unwrapped.key, unwrapped.body, place)) : fail(unreadable);
    },
  };
}

const kekId = (kek: Uint8Array): string => createHash('sha256').update('devskyy.kek').update(kek).digest('hex').slice(0, 16);

function additional({ site, table, column, row }: SealedPlace): string {
  const parts = [site, table, column, row];
  if (parts.some((part) => part === '' || part.includes('|'))) throw new Error('A sealed place needs four names without "|".');
  return [...parts, version].join('|');
}

function encrypt(key: Uint8Array, plain: Uint8Array, aad: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(aad));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url');
}

function decrypt(key: Uint8Array, text: string, aad: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  // base64url decoding drops foreign characters: what does not encode back to itself was changed
  if (bytes.length < nonceBytes + tagBytes || bytes.toString('base64url') !== text) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(aad)).setAuthTag(bytes.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
  } catch {
    return null; // the tag does not match: the caller turns it into `secret_unreadable`
  }
}
