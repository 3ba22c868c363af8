import type { Document, GLTF } from '@gltf-transform/core';
import type { Failure, Result } from '../../kernel/result.ts';
import type { Note } from '../contract.ts';
import { attempt, refuse } from '../refusal.ts';
import { readGlb, isGlb, parseJson, type Json, type Parts } from '../scan/glb.ts';
import { scanGltf } from '../scan/gltf.ts';
import { findFile, resolveUri } from '../scan/uris.ts';
import type { FileSet, Imported, StageContext } from '../types.ts';
import { openIo } from './io.ts';
import { transcodeTextures } from './ktx2/index.ts';
import { droppedExtensions, fillZeros, plainMetal, plainTextures } from './prepare.ts';
import { gather, missingName } from './resources.ts';
import { validate } from './validate.ts';

export const gltfImporter = 'glTF-Transform 4.5.1';

/** The JSON and the binary chunk of the upload's model, scanned: safe to give to libraries. */
export function openParts(set: FileSet): Parts {
  const bytes = set.files.get(set.main)!;
  const parts = isGlb(bytes) ? readGlb(set.main, bytes) : { json: parseJson(set.main, bytes), bin: null };
  scanGltf(parts.json, { base: set.main, names: new Set(set.files.keys()), bin: parts.bin?.length ?? 0 });
  return parts;
}

/** Reads GLB or glTF with its files. `keep` sees the JSON before it is read, e.g. to keep what the library would drop. */
export function readGltf(
  set: FileSet,
  context: StageContext,
  keep: (json: Json, bin: Uint8Array | null) => Partial<Pick<Imported, 'vrm' | 'repaired'>> = () => ({}),
): Promise<Result<Imported, Failure>> {
  return attempt(async () => {
    const parts = openParts(set);
    context.progress(0.1);
    const warnings = await validate(set.files.get(set.main)!, (uri) => external(uri, set));
    context.progress(0.4);
    const kept = keep(parts.json, parts.bin);
    const { document, notes } = await readParts(parts, set);
    context.progress(1);
    const repaired = [...notes.repaired, ...(kept.repaired ?? [])];
    return { document, importer: gltfImporter, repaired, dropped: notes.dropped, warnings, vrm: kept.vrm ?? null };
  });
}

function external(uri: string, set: FileSet): Uint8Array | null {
  const file = resolveUri(uri, set.main);
  const name = file === null ? null : findFile(file, new Set(set.files.keys()));
  return name === null ? null : set.files.get(name)!;
}

async function readParts(
  { json, bin }: Parts,
  set: FileSet,
): Promise<{ document: Document; notes: { repaired: Note[]; dropped: Note[] } }> {
  const { resources, dropped } = gather(json, bin, set);
  dropped.push(...droppedExtensions(json));
  fillZeros(json, resources);
  const repaired = [...plainTextures(json), ...plainMetal(json)];
  const io = await openIo();
  const document = await io.readJSON({ json: json as unknown as GLTF.IGLTF, resources });
  for (const texture of document.getRoot().listTextures()) if (texture.getName() === missingName) texture.dispose();
  unpackMeshes(document);
  joinBuffers(document);
  repaired.push(...(await transcodeTextures(document)));
  if (document.getRoot().listScenes().length === 0) inventScene(document, repaired);
  return { document, notes: { repaired, dropped } };
}

/** A GLB has one buffer; a file may come with more, e.g. one for each object. */
function joinBuffers(document: Document): void {
  const [first, ...others] = document.getRoot().listBuffers();
  for (const accessor of document.getRoot().listAccessors()) accessor.setBuffer(first ?? null);
  for (const buffer of others) buffer.dispose();
}

/** How the file was packed; left in the document, whatever is written of it would be packed so again, also what goes to programs that cannot unpack it. */
const packings = new Set(['KHR_draco_mesh_compression', 'EXT_meshopt_compression', 'KHR_meshopt_compression']);

function unpackMeshes(document: Document): void {
  for (const extension of document.getRoot().listExtensionsUsed()) if (packings.has(extension.extensionName)) extension.dispose();
}

/** A file may hold nodes and no scene (glTF 2.0, section 3.5.1); its roots are what it means to show. */
function inventScene(document: Document, repaired: Note[]): void {
  const roots = document
    .getRoot()
    .listNodes()
    .filter((node) => !node.getParentNode());
  if (roots.length === 0)
    refuse('no-scene', 'The model holds nothing to show: neither a scene nor a node.', 'Export it again with its objects selected.');
  const scene = document.createScene('scene');
  for (const node of roots) scene.addChild(node);
  document.getRoot().setDefaultScene(scene);
  repaired.push({ code: 'scene-made', message: 'The file names no scene; one with all its objects was made.', where: null });
}

/** A GLB made by another reader (FBX, OBJ) as a document, after the same scan and validation as an upload's own. */
export async function readMadeGlb(glb: Uint8Array): Promise<Result<{ document: Document; warnings: Note[] }, Failure>> {
  const set: FileSet = { main: 'model.glb', files: new Map([['model.glb', glb]]) };
  return attempt(async () => {
    const parts = openParts(set);
    const warnings = await validate(glb, () => null);
    const { document } = await readParts(parts, set);
    return { document, warnings };
  });
}
