import type { Failure, Result } from '../kernel/result.ts';
import type { ModelReport, PipelineOptions } from './contract.ts';
import type { Progress, RenderRequest } from './types.ts';

/** What the child process reads as JSON on its stdin. */
export interface ChildJob {
  /** the upload: a model or an archive, or a folder that holds the model and its files. */
  source: { path: string; name: string };
  /** what the avatar in `source` is dressed in, innermost first; empty: it is processed as it is. */
  garments: { path: string; name: string }[];
  /** an empty folder; the child writes nowhere else. */
  out: string;
  options: PipelineOptions;
  /** whether the parent draws pictures. */
  pictures: boolean;
}

/** Messages over IPC (serialised with v8, so that bytes stay bytes). */
export type FromChild =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'render'; id: number; request: RenderRequest }
  | { kind: 'done'; result: Result<ModelReport, Failure>; peakMb: number };

export interface ToChild {
  kind: 'rendered';
  id: number;
  result: Result<Uint8Array[], Failure>;
}
