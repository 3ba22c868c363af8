import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from './env.ts';
import { modelConfig, type ModelConfig } from './models.ts';

export interface Config {
  host: string;
  port: number;
  /** the service's origin as sites and browsers call it; part of every signed request. */
  publicUrl: string;
  dataDir: string;
  databaseUrl: string | null;
  allowedPrivateOrigins: ReadonlySet<string>;
  allowedModelOrigins: ReadonlySet<string>;
  setupCode: string | null;
  instance: string | null;
  /** key-encryption key, 32 bytes; never in the database. */
  secretKey: Buffer;
  operatorToken: string | null;
  searchPath: string;
  /** of one address. */
  requestsPerMinute: number;
  /** free disk space below which the disk's probe fails. */
  leastFreeMb: number;
  logLevel: Environment['LOG_LEVEL'];
  models: ModelConfig;
}

const loopback = new Set(['127.0.0.1', '::1', 'localhost', '[::1]']);

/** Turns the environment into settings that agree with each other; contradictions fail here, at boot. */
export function createConfig(env: Environment): Config {
  const publicUrl = new URL(env.PUBLIC_URL ?? `http://${env.HOST.includes(':') ? `[${env.HOST}]` : env.HOST}:${env.PORT}`);
  const open = !loopback.has(env.HOST) || !loopback.has(publicUrl.hostname);
  if (open && !env.OPERATOR_TOKEN) {
    throw new Error(
      'The service can be reached from outside, so /status, /metrics and /health/ready need a token: set OPERATOR_TOKEN (24 characters or more).',
    );
  }
  if (open && publicUrl.protocol !== 'https:') {
    throw new Error(`PUBLIC_URL must be https when the service is not on loopback only (it is ${publicUrl.origin}).`);
  }
  if (publicUrl.pathname !== '/' || publicUrl.search !== '') throw new Error('PUBLIC_URL must be an origin, without a path.');
  // Files in it are 0600 or folders of their own account; PostgreSQL's account must be able to pass through.
  mkdirSync(env.DATA_DIR, { recursive: true, mode: 0o711 });
  return {
    host: env.HOST,
    port: env.PORT,
    publicUrl: publicUrl.origin,
    dataDir: path.resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL ?? null,
    allowedPrivateOrigins: origins(env.ALLOWED_PRIVATE_ORIGINS, 'ALLOWED_PRIVATE_ORIGINS'),
    allowedModelOrigins: origins(env.ALLOWED_MODEL_ORIGINS, 'ALLOWED_MODEL_ORIGINS'),
    setupCode: env.DEVSKYY_SETUP_CODE ?? null,
    instance: env.DEVSKYY_INSTANCE ?? null,
    secretKey: secretKey(env.SECRET_KEY_FILE ?? path.join(env.DATA_DIR, 'secret.key')),
    operatorToken: env.OPERATOR_TOKEN ?? null,
    searchPath: env.PATH,
    requestsPerMinute: env.RATE_LIMIT_PER_MINUTE,
    leastFreeMb: env.DISK_FREE_MB,
    logLevel: env.LOG_LEVEL,
    models: modelConfig(env),
  };
}

function origins(values: string[], name: string): ReadonlySet<string> {
  return new Set(
    values.map((value) => {
      const url = URL.parse(value);
      if (!url || url.origin !== value.replace(/\/$/, ''))
        throw new Error(`${name}: "${value}" is not an origin such as http://127.0.0.1:8080.`);
      return url.origin;
    }),
  );
}

/** The key file is made at the first start, readable by its owner only. Any content of 32 bytes or more is hashed to the key. */
function secretKey(file: string): Buffer {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    content = Buffer.from(randomBytes(32).toString('base64url'));
    writeFileSync(file, content, { mode: 0o600, flag: 'wx' });
  }
  if (content.length < 32) throw new Error(`The secret key in ${file} is too short: 32 bytes or more.`);
  return createHash('sha256').update(content).digest();
}
