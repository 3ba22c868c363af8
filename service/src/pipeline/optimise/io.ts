import { Logger, NodeIO, type Document } from '@gltf-transform/core';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';
import draco3d from 'draco3dgltf';
import { MeshoptDecoder, MeshoptEncoder } from 'meshoptimizer';

let opened: Promise<NodeIO> | null = null;

/** Reads and writes GLB in memory with every extension that the pipeline's documents may bear. It is opened once: Draco's modules take memory each time. */
export const glbIo = (): Promise<NodeIO> => (opened ??= open());

async function open(): Promise<NodeIO> {
  await Promise.all([MeshoptDecoder.ready, MeshoptEncoder.ready]);
  return new NodeIO()
    .setLogger(new Logger(Logger.Verbosity.SILENT))
    .registerExtensions(ALL_EXTENSIONS)
    .registerDependencies({
      'draco3d.decoder': await draco3d.createDecoderModule(),
      'draco3d.encoder': await draco3d.createEncoderModule(),
      'meshopt.decoder': MeshoptDecoder,
      'meshopt.encoder': MeshoptEncoder,
    });
}

/** A document as an uncompressed GLB. */
export async function writeGlb(document: Document): Promise<Uint8Array> {
  return (await glbIo()).writeBinary(document);
}
