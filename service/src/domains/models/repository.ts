import type { Within } from '../../kernel/transaction.ts';
import type { Artefact, ModelReport, PipelineOptions } from '../../pipeline/contract.ts';
import type { Model, ModelProblem, ModelStatus } from './contract.ts';

/** A model as it is stored; its files apart. */
export interface ModelRecord {
  id: string;
  title: string;
  kind: Model['kind'];
  status: ModelStatus;
  revision: number;
  stage: string | null;
  progress: number;
  source: { name: string; bytes: number; sha256: string };
  options: PipelineOptions;
  report: ModelReport | null;
  problem: ModelProblem | null;
  madeOf: string[];
  created: Date;
  updated: Date;
}

export interface StoredFile {
  kind: string;
  name: string;
  media: string;
  bytes: number;
  sha256: string;
}

export interface UploadRecord {
  id: string;
  name: string;
  size: number;
  sha256: string;
  received: number;
}

/** What one site keeps. */
export interface Usage {
  models: number;
  files: number;
  /** each content once. */
  bytes: number;
  uploads: { count: number; bytes: number };
}

/** One processing that ended. */
export interface Ended {
  id: string;
  status: ModelStatus;
  source: { name: string; bytes: number };
  began: Date;
  finished: Date;
  stages: { name: string; seconds: number }[];
  peakMb: number | null;
}

/** Storage of models, their files' rows and uploads; every call runs inside a transaction of one site. */
export interface ModelRepository {
  /** One at a time changes which files of the site there are. */
  lockFiles(within: Within): Promise<void>;

  add(within: Within, siteId: string, model: ModelRecord): Promise<void>;
  find(within: Within, id: string): Promise<ModelRecord | null>;
  list(
    within: Within,
    page: { offset: number; limit: number; kinds: readonly Model['kind'][] },
  ): Promise<{ models: ModelRecord[]; total: number }>;
  /** Changes a model that is in one of `from` (and, where given, at this revision); null when it is not. */
  move(within: Within, id: string, change: Move): Promise<ModelRecord | null>;
  /** Takes a queued model to work, or one that this very job had taken before its process died. */
  claim(within: Within, id: string, claim: { job: string; at: Date }): Promise<ModelRecord | null>;
  /** Notes how far a processing is; false when it is not this processing's model any more. */
  beat(within: Within, mark: Mark & { stage: string; progress: number }): Promise<boolean>;
  /** Ends a processing; false when it is not this processing's model any more. */
  end(
    within: Within,
    mark: Mark & { status: ModelStatus; kind: Model['kind'] | null; problem: ModelProblem | null; report: ModelReport | null },
  ): Promise<boolean>;
  open(within: Within): Promise<{ id: string; status: ModelStatus }[]>;
  remove(within: Within, id: string): Promise<boolean>;

  files(within: Within, ids: readonly string[]): Promise<Map<string, Artefact[]>>;
  file(within: Within, id: string, file: { name: string } | { kind: 'source' }): Promise<StoredFile | null>;
  addSource(within: Within, siteId: string, file: StoredFile & { model: string }): Promise<void>;
  /** Puts these in the place of the model's files; its source stays. */
  setFiles(within: Within, siteId: string, set: { model: string; files: readonly Artefact[] }): Promise<void>;
  hashes(within: Within, id: string): Promise<string[]>;
  /** Those of the hashes that no file of the site has. */
  unused(within: Within, hashes: readonly string[]): Promise<string[]>;

  addUpload(within: Within, siteId: string, upload: UploadRecord & { at: Date }): Promise<void>;
  findUpload(within: Within, by: { id: string } | Pick<UploadRecord, 'name' | 'size' | 'sha256'>): Promise<UploadRecord | null>;
  /** Moves the count on from where the piece began; false when somebody else did. */
  advanceUpload(within: Within, id: string, step: { from: number; to: number; at: Date }): Promise<boolean>;
  removeUpload(within: Within, id: string): Promise<void>;
  oldUploads(within: Within, before: Date): Promise<string[]>;

  usage(within: Within): Promise<Usage>;
  ended(within: Within, limit: number): Promise<Ended[]>;
}

export interface Move {
  from: readonly ModelStatus[];
  status: ModelStatus;
  at: Date;
  /** raises the revision and forgets how the last processing went. */
  again?: { options: PipelineOptions | null };
}

/** Which processing of which model. */
export interface Mark {
  id: string;
  revision: number;
  job: string;
  at: Date;
}
