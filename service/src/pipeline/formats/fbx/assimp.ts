import openAssimp from 'assimpjs';
import type { Document } from '@gltf-transform/core';
import { weld } from '@gltf-transform/functions';
import { own } from '../../gltf/resources.ts';
import { readMadeGlb } from '../../gltf/read.ts';
import { refuse, Refusal } from '../../refusal.ts';
import { rescale } from '../../repair/rescale.ts';
import { checkMade } from '../../three/checks.ts';
import type { FileSet, Imported } from '../../types.ts';
import { readSpace } from './settings.ts';

/** Phong has no metal; assimp's writer invents some. Its mark on faces (FB_ngon_encoding) is dropped with the extensions. */
function plainMaterials(document: Document): void {
  for (const material of document.getRoot().listMaterials())
    if (!material.getMetallicRoughnessTexture())
      material.setMetallicFactor(0).setRoughnessFactor(Math.max(0.5, material.getRoughnessFactor()));
}

/** Reads FBX by assimp compiled to WebAssembly: for what three stumbles over (neither reads FBX older than 7.0). The same checks hold. */
export async function readWithAssimp(set: FileSet): Promise<Imported> {
  const assimp = await openAssimp();
  const files = new assimp.FileList();
  files.AddFile('model.fbx', own(set.files.get(set.main)!));
  const result = assimp.ConvertFileList(files, 'glb2');
  if (!result.IsSuccess() || result.FileCount() === 0)
    refuse(
      'fbx-unreadable',
      `${set.main} cannot be read as FBX (${result.GetErrorCode()}).`,
      'Export it again as GLB, or as FBX 7.4 binary.',
    );
  const read = await readMadeGlb(own(result.GetFile(0).GetContent()));
  if (!read.ok) throw new Refusal(read.error.code, read.error.message, read.error.next ?? '');
  const { document, warnings } = read.value;
  await document.transform(weld());
  plainMaterials(document);
  const { unit } = readSpace(set.files.get(set.main)!);
  await rescale(document, (unit > 0 ? unit : 1) / 100);
  checkMade(document, set.main);
  return { document, importer: 'assimp (assimpjs 0.0.10)', repaired: [], dropped: [], warnings, vrm: null };
}
