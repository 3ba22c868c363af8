import { z } from 'zod';

/** What a file is for. */
export const artefactKinds = [
  /** the viewer's model. */
  'viewer',
  /** lighter copies of it, for lists and phones. */
  'lod',
  /** Android's Scene Viewer: JPEG or PNG textures, no meshopt. */
  'ar',
  /** iOS' Quick Look, one for each colourway. */
  'usdz',
  'poster',
  'thumbnail',
  /** an animated WebP, once around. */
  'turntable',
  /** a VRM 0 for programs that read VRM: with its data, facing −Z as they expect. */
  'vrm',
] as const;

export const formatNames = ['glb', 'gltf', 'obj', 'fbx', 'vrm', 'usdz'] as const;

/** Something that was found, mended, left out or that the owner should know. */
export const note = z.object({
  /** kebab-case and stable, e.g. `texture-missing`; screens translate by it where they know it. */
  code: z.string(),
  /** one English sentence for people. */
  message: z.string(),
  /** the name of the node, mesh, material, texture or file; null: the whole model. */
  where: z.string().nullable(),
});

/** Metres: x, y, z; skinned meshes in their rest pose, as they are drawn. */
export const box = z.object({ min: z.tuple([z.number(), z.number(), z.number()]), max: z.tuple([z.number(), z.number(), z.number()]) });

export const measurement = z.object({
  triangles: z.int(),
  vertices: z.int(),
  drawCalls: z.int(),
  meshes: z.int(),
  nodes: z.int(),
  materials: z.array(
    z.object({ name: z.string(), alpha: z.enum(['OPAQUE', 'MASK', 'BLEND']), doubleSided: z.boolean(), maps: z.array(z.string()) }),
  ),
  textures: z.array(
    z.object({ name: z.string(), slots: z.array(z.string()), media: z.string(), width: z.int(), height: z.int(), bytes: z.int() }),
  ),
  /** joints and most influences a vertex has; null: no skin. */
  skin: z.object({ joints: z.int(), influences: z.int() }).nullable(),
  clips: z.array(z.object({ name: z.string(), seconds: z.number() })),
  /** colourways (KHR_materials_variants). */
  variants: z.array(z.string()),
  bounds: box,
  /** metres. */
  dimensions: z.object({ width: z.number(), height: z.number(), depth: z.number() }),
});

export const artefact = z.object({
  kind: z.enum(artefactKinds),
  /** a plain file name, unique within the model, e.g. `viewer.glb`, `lod-1.glb`, `ar.usdz`, `ar-midnight.usdz`, `poster.webp`. */
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,99}$/),
  media: z.string(),
  bytes: z.int(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** of pictures, in pixels. */
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** the colourway that it shows; null: the model as it comes, or every colourway. */
  variant: z.string().nullable(),
  /** of models, null for pictures. */
  triangles: z.int().nullable(),
});

/** How alike the optimised model and its source look. */
export const similarity = z.object({
  /** mean and least structural similarity of the foreground (Wang et al. 2004) over `views` pictures of `pixels`². */
  ssim: z.number(),
  least: z.number(),
  views: z.int(),
  pixels: z.int(),
  /** what it had to reach. */
  gate: z.number(),
  /** how often quality was raised until it did. */
  raised: z.int(),
});

export const licence = z.object({
  name: z.string().nullable(),
  url: z.string().nullable(),
  authors: z.array(z.string()),
  /** null: the file does not say. */
  commercial: z.boolean().nullable(),
  redistribution: z.boolean().nullable(),
  modification: z.boolean().nullable(),
  credit: z.boolean().nullable(),
});

export const avatar = z.object({
  kind: z.enum(['vrm0', 'vrm1', 'humanoid']),
  /** VRM's bone name → node's name. */
  bones: z.record(z.string(), z.string()),
  /** required bones of VRM 1.0 that were not found; empty: it can walk and be dressed. */
  missing: z.array(z.string()),
  licence: licence.nullable(),
});

/** What the pipeline says of one model: everything in it is measured, or null. */
export const report = z
  .object({
    version: z.literal(1),
    source: z.object({
      name: z.string(),
      format: z.enum(formatNames),
      bytes: z.int(),
      sha256: z.string(),
      files: z.array(z.object({ name: z.string(), bytes: z.int() })),
      /** which reader took it, e.g. `three FBXLoader 0.183.2`. */
      importer: z.string(),
    }),
    found: measurement,
    repaired: z.array(note),
    dropped: z.array(note),
    warnings: z.array(note),
    result: measurement.nullable(),
    scale: z.object({
      category: z.string().nullable(),
      verdict: z.enum(['plausible', 'too-large', 'too-small', 'unknown']),
      factor: z.number(),
    }),
    similarity: similarity.nullable(),
    avatar: avatar.nullable(),
    files: z.array(artefact),
    /** seconds by stage, and the child process' highest resident memory. */
    stages: z.array(z.object({ name: z.string(), seconds: z.number() })),
    peakMb: z.number().nullable(),
  })
  .meta({ id: 'ModelReport' });

/** What the owner may choose; all have a default. */
export const pipelineOptions = z.object({
  /** what it is, for the check of its size. */
  category: z
    .enum(['ring', 'jewellery', 'bag', 'shoe', 'garment', 'scarf', 'hat', 'eyewear', 'furniture', 'avatar', 'other'])
    .nullable()
    .default(null),
  /** multiplies the size; null: as the file says, mended when its unit is plainly wrong. */
  scale: z.number().positive().nullable().default(null),
  /** material name → finish preset, e.g. { "Fabric": "velvet" }. */
  finishes: z.record(z.string(), z.string()).default({}),
  turntable: z.boolean().default(true),
  /** of an avatar: VRM's bone name → its node's name, where they are not found by themselves. */
  bones: z.record(z.string(), z.string()).default({}),
});

export const stageNames = [
  'read',
  'check',
  'import',
  'measure',
  'repair',
  'optimise',
  'compare',
  'pictures',
  'lods',
  'ar',
  'finish',
] as const;

export type ArtefactKind = (typeof artefactKinds)[number];
export type FormatName = (typeof formatNames)[number];
export type StageName = (typeof stageNames)[number];
export type Note = z.output<typeof note>;
export type Measurement = z.output<typeof measurement>;
export type Artefact = z.output<typeof artefact>;
export type Similarity = z.output<typeof similarity>;
export type AvatarFacts = z.output<typeof avatar>;
export type Licence = z.output<typeof licence>;
export type ModelReport = z.output<typeof report>;
export type PipelineOptions = z.output<typeof pipelineOptions>;
