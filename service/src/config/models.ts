import path from 'node:path';
import type { Environment } from './env.ts';

/** Where 3D files are kept. */
export type StorageConfig =
  | { kind: 'disk'; folder: string }
  | {
      kind: 's3';
      bucket: string;
      region: string;
      /** null: Amazon's. */
      endpoint: string | null;
      /** null: as the AWS SDK finds them (instance role, profile). */
      credentials: { accessKeyId: string; secretAccessKey: string } | null;
    };

export interface ModelConfig {
  mostBytes: number;
  /** what one site may keep. */
  quotaBytes: number;
  concurrency: number;
  /** of the service, its child processes and Chromium together, in megabytes. */
  totalMb: number;
  limits: { memoryMb: number; seconds: number };
  chromium: string | null;
  storage: StorageConfig;
}

const megabyte = 1024 * 1024;

export const modelConfig = (env: Environment): ModelConfig => ({
  mostBytes: env.MODEL_MAX_MB * megabyte,
  quotaBytes: env.MODEL_QUOTA_MB * megabyte,
  concurrency: env.MODEL_CONCURRENCY,
  totalMb: env.MODEL_TOTAL_MB,
  limits: { memoryMb: env.MODEL_MEMORY_MB, seconds: env.MODEL_SECONDS },
  chromium: env.CHROMIUM_PATH ?? null,
  storage: storage(env),
});

function storage(env: Environment): StorageConfig {
  const { STORAGE_S3_ACCESS_KEY_ID: accessKeyId, STORAGE_S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!env.STORAGE_S3_BUCKET) {
    if (env.STORAGE_S3_ENDPOINT || accessKeyId || secretAccessKey)
      throw new Error('STORAGE_S3_ENDPOINT and keys are set, but STORAGE_S3_BUCKET is not: name the bucket, or remove them.');
    return { kind: 'disk', folder: path.resolve(env.DATA_DIR, 'models') };
  }
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined))
    throw new Error('STORAGE_S3_ACCESS_KEY_ID and STORAGE_S3_SECRET_ACCESS_KEY go together: set both, or none.');
  return {
    kind: 's3',
    bucket: env.STORAGE_S3_BUCKET,
    region: env.STORAGE_S3_REGION,
    endpoint: env.STORAGE_S3_ENDPOINT ?? null,
    credentials: accessKeyId !== undefined && secretAccessKey !== undefined ? { accessKeyId, secretAccessKey } : null,
  };
}
