import type { Document } from '@gltf-transform/core';
import type { Failure, Result } from '../kernel/result.ts';
import type { Artefact, FormatName, Note, StageName } from './contract.ts';

/** An upload in memory. Names are relative, with `/`, and were checked: nothing below reads a path. */
export interface FileSet {
  /** the file that was sent, or that the archive holds as its model. */
  main: string;
  files: ReadonlyMap<string, Uint8Array>;
}

/** What VRM keeps beside glTF, by names instead of indices, so that it survives every transform. */
export interface VrmData {
  version: 0 | 1;
  /** humanoid bone → node name. */
  bones: Record<string, string>;
  /** the extension's JSON as it came (meta, expressions, spring bones …), its indices replaced by names where they point into the document. */
  extensions: Record<string, unknown>;
  /** pictures that only VRM's data speak of, by keys that its extensions use. */
  pictures?: Record<string, KeptPicture>;
  /**
   * Only of VRM 0, whose readers expect a body that faces −Z and turn it themselves: it was turned to face +Z, as every other viewer of glTF expects. For
   * their programs there is one more file, turned back (vrm/apart.ts).
   */
  turned?: boolean;
}

/** A picture that no glTF viewer shows, kept for those that know VRM. */
export interface KeptPicture {
  bytes: Uint8Array;
  media: string;
  /** the longest edge that its use bears, in pixels. */
  edge: number;
}

export interface Imported {
  document: Document;
  importer: string;
  repaired: Note[];
  dropped: Note[];
  warnings: Note[];
  vrm: VrmData | null;
}

/** One import format: one folder of `formats/`, found at build. */
export interface Format {
  name: FormatName;
  /** in lower case without the dot, e.g. ['glb']. */
  extensions: readonly string[];
  /** whether the main file's own bytes say that it is this format; its name is never believed. */
  recognises(set: FileSet): boolean;
  read(set: FileSet, context: StageContext): Promise<Result<Imported, Failure>>;
}

/** What each stage is given. */
export interface StageContext {
  signal: AbortSignal;
  /** 0 to 1 within the stage. */
  progress(part: number): void;
}

/** A camera around the model's middle: degrees, theta 0 is the front (+Z towards the viewer), phi 0 is from above, 90 level. */
export interface View {
  theta: number;
  phi: number;
  /** 1 frames the whole model; 0.6 is closer. */
  distance?: number;
}

/** What is drawn of a model. */
export interface Shots {
  views: readonly View[];
  /** pixels, square. */
  pixels: number;
  /** null or missing: transparent for PNG, white for JPEG. A CSS colour. */
  background?: string | null;
  shadow?: boolean;
  variant?: string | null;
  /** a clip and the second of it that is drawn. */
  clip?: { name: string; second: number } | null;
}

export interface RenderRequest extends Shots {
  /** a GLB with anything model-viewer reads. */
  glb: Uint8Array;
}

/** Draws models. Its pictures are PNG, one for each view, in order. */
export interface Renderer {
  render(request: RenderRequest, signal: AbortSignal): Promise<Result<Uint8Array[], Failure>>;
}

export interface FileRenderRequest extends Shots {
  /** where a GLB lies. */
  file: string;
}

/** Draws models that lie in files: nobody but who draws has their bytes in memory. */
export interface FileRenderer {
  render(request: FileRenderRequest, signal: AbortSignal): Promise<Result<Uint8Array[], Failure>>;
}

/** A file the pipeline made, in memory. */
export interface Made {
  artefact: Artefact;
  bytes: Uint8Array;
}

export interface Progress {
  stage: StageName;
  /** 0 to 1 over all stages. */
  done: number;
}
