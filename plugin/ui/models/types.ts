import type { ArtefactKind, ModelReport, Note, PipelineOptions } from '../../../service/src/pipeline/contract.ts';

export type { ArtefactKind, ModelReport, Note, PipelineOptions };

export type ModelStatus = 'sending' | 'queued' | 'processing' | 'publishing' | 'published' | 'refused' | 'failed' | 'cancelled';
export type ModelKind = 'model' | 'avatar' | 'dressed';

export interface ModelFile {
  kind: ArtefactKind;
  name: string;
  url: string;
  media: string;
  bytes: number;
  width: number | null;
  height: number | null;
  variant: string | null;
  triangles: number | null;
}

export interface ModelProduct {
  id: number;
  title: string;
  type: 'product' | 'variation';
  variant: string | null;
  edit: string | null;
}

/** A 3D model as devskyy/v1 answers it (docs/protocol.md). */
export interface SiteModel {
  id: string;
  title: string;
  kind: ModelKind;
  status: ModelStatus;
  stage: string | null;
  /** 0 to 1. */
  progress: number;
  source: { name: string; bytes: number };
  options: Partial<PipelineOptions>;
  report: ModelReport | null;
  problem: { code: string; message: string; next: string } | null;
  /** what is published; a model that is worked on anew keeps its earlier files. */
  files: ModelFile[];
  products: ModelProduct[];
  madeOf: string[];
  created: string;
  updated: string;
}
