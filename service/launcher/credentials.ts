import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The secrets of one data folder: made at its first start, kept in `credentials.json` for this account's eyes only. */
export interface Credentials {
  administrator: { user: string; email: string; password: string; applicationPassword: string };
  operator: { email: string; password: string; setupCode: string };
  database: { password: string };
}

const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** Letters and digits that cannot be mistaken for each other; 5.8 bits each. */
const password = (length: number): string => Array.from({ length }, () => letters[randomInt(letters.length)]).join('');

const fresh = (): Credentials => ({
  administrator: { user: 'admin', email: 'owner@example.com', password: password(20), applicationPassword: '' },
  operator: { email: 'owner@example.com', password: password(24), setupCode: password(16) },
  database: { password: randomBytes(24).toString('hex') },
});

/** Reads a folder's credentials; makes and stores them where there are none. */
export function openCredentials(data: string): { credentials: Credentials; save(): void } {
  const file = path.join(data, 'credentials.json');
  const credentials = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Credentials) : fresh();
  const save = (): void => {
    writeFileSync(`${file}.new`, JSON.stringify(credentials, null, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  save();
  return { credentials, save };
}
