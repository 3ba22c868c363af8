import type { Failure, Result } from '../kernel/result.ts';
import type { ModelReport, PipelineOptions } from './contract.ts';
import type { FileRenderRequest, Progress } from './types.ts';

/** What the child process reads as JSON on its stdin. */
export interface ChildJob {
  /** the upload: a model or an archive, or a folder that holds the model and its files. */
  source: { path: string; name: string };
  /** what the avatar in `source` is dressed in, innermost first; empty: it is processed as it is. */
  garments: { path: string; name: string }[];
  /** an empty folder for what is made. */
  out: string;
  /** an empty folder for models while the parent draws them; null: nobody draws. The child writes nowhere else. */
  scratch: string | null;
  options: PipelineOptions;
}

/** Messages over IPC (serialised with v8, so that bytes stay bytes). */
export type FromChild =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'render'; id: number; request: FileRenderRequest }
  | { kind: 'done'; result: Result<ModelReport, Failure>; peakMb: number };

export interface ToChild {
  kind: 'rendered';
  id: number;
  result: Result<Uint8Array[], Failure>;
}
