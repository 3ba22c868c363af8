import validator from 'gltf-validator';
import type { Note } from '../contract.ts';
import { refuse } from '../refusal.ts';

/** Errors after which the model cannot be trusted to be drawn: structure, references, numbers that are none. */
const fatal = new Set([
  ...['UNRESOLVED_REFERENCE', 'TYPE_MISMATCH', 'ARRAY_TYPE_MISMATCH', 'UNDEFINED_PROPERTY', 'ARRAY_LENGTH_NOT_IN_LIST', 'INVALID_JSON'],
  ...['ACCESSOR_INDEX_OOB', 'ACCESSOR_INVALID_FLOAT', 'ACCESSOR_TOO_LONG', 'BUFFER_VIEW_TOO_LONG', 'NODE_LOOP', 'INVALID_INDEX'],
  ...['ACCESSOR_SPARSE_INDEX_OOB', 'ACCESSOR_ANIMATION_INPUT_NON_INCREASING', 'ANIMATION_SAMPLER_OUTPUT_ACCESSOR_INVALID_COUNT'],
  ...['MESH_PRIMITIVE_UNEQUAL_ACCESSOR_COUNT', 'SKIN_IBM_ACCESSOR_WITH_BYTESTRIDE', 'INVALID_IBM_ACCESSOR_COUNT', 'GLB_CHUNK_TOO_BIG'],
  ...['GLB_UNEXPECTED_END_OF_CHUNK_DATA', 'GLB_UNEXPECTED_END_OF_CHUNK_HEADER', 'MESH_PRIMITIVE_INDICES_ACCESSOR_INVALID_FORMAT'],
]);

/**
 * Khronos' validator over a model that has passed the scan (its own reader hangs on some that have not). Errors that say that the model cannot be drawn as it
 * is refuse it; the others become one warning for each kind.
 */
export async function validate(bytes: Uint8Array, external: (uri: string) => Uint8Array | null): Promise<Note[]> {
  const { issues } = await validator.validateBytes(bytes, {
    maxIssues: 2_000,
    writeTimestamp: false,
    externalResourceFunction: (uri: string) => {
      const found = external(uri);
      return found ? Promise.resolve(found) : Promise.reject(new Error('not in the upload'));
    },
  });
  const errors = issues.messages.filter(({ severity }) => severity === 0);
  const worst = errors.find(({ code }) => fatal.has(code));
  if (worst)
    refuse(
      'gltf-invalid',
      `The model is not valid glTF: ${worst.message} (${worst.code} at ${worst.pointer ?? 'the file'}).`,
      'Export it again, or mend it with a 3D program, then upload it.',
    );
  const kinds = Map.groupBy(errors, ({ code }) => code);
  return [...kinds].map(([code, list]) => ({
    code: `gltf-${code.toLowerCase().replaceAll('_', '-')}`,
    message: `${list[0]!.message.replace(/\.$/, '')}${list.length > 1 ? ` (${list.length} times)` : ''}.`,
    where: list[0]!.pointer ?? null,
  }));
}
