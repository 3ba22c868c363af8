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

export type Model = z.output<typeof model>;
export type ModelStatus = z.output<typeof modelStatus>;
export type ModelProblem = z.output<typeof modelProblem>;
