import { draco } from '@gltf-transform/functions';
import { compactGlb } from './compact.ts';
import { glbIo } from './io.ts';

/** Draco (KHR_draco_mesh_compression), for models in which nothing moves. */
export async function packDraco(glb: Uint8Array): Promise<Uint8Array> {
  const io = await glbIo();
  const document = await io.readBinary(glb as Uint8Array<ArrayBuffer>);
  await document.transform(
    draco({ quantizePosition: 13, quantizeNormal: 8, quantizeTexcoord: 12, quantizeColor: 8, encodeSpeed: 0, decodeSpeed: 5 }),
  );
  return compactGlb(await io.writeBinary(document));
}
