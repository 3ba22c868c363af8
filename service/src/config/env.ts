import { z } from 'zod';

const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  );

/** The only reader of the environment. Names as an operator sets them. */
const environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8081),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().default('./.devskyy/service'),
  DATABASE_URL: z.string().optional(),
  ALLOWED_PRIVATE_ORIGINS: list,
  ALLOWED_MODEL_ORIGINS: list,
  DEVSKYY_SETUP_CODE: z.string().min(12).optional(),
  DEVSKYY_INSTANCE: z.string().optional(),
  SECRET_KEY_FILE: z.string().optional(),
  OPERATOR_TOKEN: z.string().min(24).optional(),
  /** where PostgreSQL's own programs are looked for. */
  PATH: z.string().default(''),
  /** free space, in megabytes, below which the disk's probe fails. */
  DISK_FREE_MB: z.coerce.number().int().min(0).default(200),
  /** requests of one address in a minute; above it 429. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(10).default(6000),
  /** 3D: the largest upload, and what one site may keep. */
  MODEL_MAX_MB: z.coerce.number().int().min(1).max(512).default(100),
  MODEL_QUOTA_MB: z.coerce.number().int().min(1).default(5120),
  /** 3D: models at the same time, and what one of them may take. */
  MODEL_CONCURRENCY: z.coerce.number().int().min(1).max(8).default(1),
  MODEL_MEMORY_MB: z.coerce.number().int().min(256).default(1536),
  /** 3D: what the service, its child processes and Chromium may take together. */
  MODEL_TOTAL_MB: z.coerce.number().int().min(768).default(2048),
  MODEL_SECONDS: z.coerce.number().int().min(10).default(600),
  /** 3D: the Chromium that draws pictures; else the first of the PATH. */
  CHROMIUM_PATH: z.string().optional(),
  /** 3D files go to this bucket instead of the data folder. */
  STORAGE_S3_BUCKET: z.string().optional(),
  STORAGE_S3_REGION: z.string().default('us-east-1'),
  /** of S3-compatible storage that is not Amazon's. */
  STORAGE_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  STORAGE_S3_ACCESS_KEY_ID: z.string().optional(),
  STORAGE_S3_SECRET_ACCESS_KEY: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});

export type Environment = z.output<typeof environment>;

/** Reads and checks the environment; throws a list of what is wrong, by name. */
export function readEnvironment(source: Record<string, string | undefined> = process.env): Environment {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(filled);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not usable:\n${problems.join('\n')}`);
}
