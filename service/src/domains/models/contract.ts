import { z } from 'zod';
import { artefact, pipelineOptions, report } from '../../pipeline/contract.ts';

/** What the owner may choose for a model; PHP checks with it. */
export const modelOptions = pipelineOptions;

export const modelStatus = z.enum(['queued', 'processing', 'done', 'refused', 'failed', 'cancelled']);

export const modelProblem = z.object({ code: z.string(), message: z.string(), next: z.string() });

/** One 3D model of a site as the service answers it. */
export const model = z
  .object({
    id: z.uuid(),
    title: z.string(),
    /** `dressed`: made by `avatars/create` out of an avatar and garments. */
    kind: z.enum(['model', 'avatar', 'dressed']),
    status: modelStatus,
    /** raised by each processing: what an earlier one says does not count any more. */
    revision: z.int().nonnegative(),
    stage: z.string().nullable(),
    /** 0 to 1. */
    progress: z.number().min(0).max(1),
    source: z.object({ name: z.string(), bytes: z.int(), sha256: z.string() }),
    options: modelOptions,
    /** null until it is done. */
    report: report.nullable(),
    /** why it was refused or failed. */
    problem: modelProblem.nullable(),
    files: z.array(artefact),
    /** of a dressed avatar: the models it was made of. */
    madeOf: z.array(z.uuid()),
    created: z.iso.datetime(),
    updated: z.iso.datetime(),
  })
  .meta({ id: 'Model' });

/** A file that comes in pieces. */
export const modelUpload = z
  .object({
    id: z.uuid(),
    name: z.string(),
    size: z.int(),
    /** bytes that are here; the next piece begins there. */
    offset: z.int(),
    complete: z.boolean(),
  })
  .meta({ id: 'ModelUpload' });

export const uploadRequest = z.object({
  name: z.string().min(1).max(250),
  /** bytes of the whole file. */
  size: z.int().positive(),
  /** of the whole file: checked when it is used. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** A model out of an upload. The caller may choose its id: the same one again answers the model that is there. */
export const modelRequest = z.object({
  id: z.uuid().optional(),
  upload: z.uuid().optional(),
  title: z.string().trim().max(250).default(''),
  options: modelOptions.prefault({}),
});

export const avatarRequest = z.object({
  id: z.uuid().optional(),
  /** a model of the kind avatar. */
  avatar: z.uuid(),
  garments: z.array(z.uuid()).min(1).max(10),
  title: z.string().trim().min(1).max(250),
});

export const modelPage = z.object({ models: z.array(model), total: z.int(), page: z.int(), per_page: z.int() });

/** Pages of lists. */
export const paging = z.object({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  per_page: z.coerce.number().int().min(1).max(100).default(20),
});

/** 3D processing as measured; null: it is not known. */
export const advancedStatus = z
  .object({
    measured: z.iso.datetime(),
    queue: z.object({ queued: z.int(), active: z.int(), failed: z.int() }).nullable(),
    storage: z.object({
      kind: z.enum(['disk', 's3']),
      quota_bytes: z.int(),
      free_bytes: z.int().nullable(),
      sites: z.array(
        z.object({ id: z.uuid(), models: z.int(), files: z.int(), bytes: z.int(), uploads: z.int(), uploading_bytes: z.int() }),
      ),
    }),
    pipeline: z.object({
      concurrency: z.int(),
      memory_limit_mb: z.int(),
      seconds_limit: z.int(),
      at_work: z.array(
        z.object({ site: z.uuid(), model: z.uuid(), stage: z.string().nullable(), progress: z.number(), since: z.iso.datetime() }),
      ),
      /** child processes of this service that process models now. */
      children: z.array(z.object({ pid: z.int(), memory_mb: z.number().nullable() })).nullable(),
    }),
    /** one limit over the service, its child processes and the browser. */
    memory: z.object({
      budget_mb: z.int(),
      /** as of the last processing. */
      held_mb: z.int().nullable(),
      peak_mb: z.int().nullable(),
      /** models that wait for memory, and how often one gave way to others. */
      waiting: z.int(),
      gave_way: z.int(),
    }),
    renderer: z.object({
      available: z.boolean(),
      executable: z.string().nullable(),
      version: z.string().nullable(),
      running: z.boolean(),
      waiting: z.int(),
      rendered: z.int(),
      launches: z.int(),
      memory_mb: z.number().nullable(),
    }),
    /** the last processings of all sites. */
    last: z.array(
      z.object({
        model: z.uuid(),
        status: modelStatus,
        source: z.object({ name: z.string(), bytes: z.int() }),
        seconds: z.number(),
        stages: z.array(z.object({ name: z.string(), seconds: z.number() })),
        peak_mb: z.number().nullable(),
        finished: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'AdvancedStatus' });

export type AdvancedStatus = z.output<typeof advancedStatus>;
export type ModelUpload = z.output<typeof modelUpload>;
export type UploadRequest = z.output<typeof uploadRequest>;
export type ModelRequest = z.output<typeof modelRequest>;
export type AvatarRequest = z.output<typeof avatarRequest>;
export type ModelPage = z.output<typeof modelPage>;
export type Model = z.output<typeof model>;
export type ModelStatus = z.output<typeof modelStatus>;
export type ModelProblem = z.output<typeof modelProblem>;
