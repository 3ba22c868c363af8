import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from '../kernel/world.ts';
import type { Config } from './config.ts';

/**
 * The one-time code that makes the first operator: the environment's, or one made at the first start and kept in a file.
 * `announce` prints it; null once there is an operator.
 */
export function readSetupCode(config: Config, announce: Logger | null): string {
  if (config.setupCode !== null) return config.setupCode;
  const file = path.join(config.dataDir, 'setup-code');
  if (!existsSync(file)) writeFileSync(file, randomBytes(9).toString('base64url'), { mode: 0o600 });
  const made = readFileSync(file, 'utf8').trim();
  announce?.info({ setup: made, file }, 'No operator yet: the consent page asks for this one-time set-up code.');
  return made;
}
