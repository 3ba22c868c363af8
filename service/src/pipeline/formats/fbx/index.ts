import type { Failure } from '../../../kernel/result.ts';
import { attempt, Refusal } from '../../refusal.ts';
import type { FileSet, Format, Imported } from '../../types.ts';
import { checkArrays } from './arrays.ts';
import { isAsciiFbx, isBinaryFbx, versionOf } from './settings.ts';

type Reader = (set: FileSet) => Promise<Imported>;

/** FBX, binary and ASCII: three's loader, and where it fails or what it makes is not to be trusted, assimp. */
export const format: Format = {
  name: 'fbx',
  extensions: ['fbx'],
  recognises({ main, files }) {
    const bytes = files.get(main)!;
    return isBinaryFbx(bytes) || isAsciiFbx(bytes);
  },
  read(set, context) {
    return attempt(async () => {
      const bytes = set.files.get(set.main)!;
      if (isBinaryFbx(bytes)) checkArrays(set.main, bytes);
      const { readWithThree } = await import('./three.ts');
      const first = await tried(readWithThree, set);
      if ('document' in first) return first;
      context.progress(0.5);
      const { readWithAssimp } = await import('./assimp.ts');
      const second = await tried(readWithAssimp, set);
      if (!('document' in second)) {
        // both readers agree on a clip: the body is right, the clip is not for a shop
        if (first.code === 'clip-jumps') return readWithThree(set, { dropClips: true });
        throw unreadable(set, first, second);
      }
      second.warnings.push({ code: 'second-reader', message: `The first reader failed: ${first.message}`, where: null });
      return second;
    });
  },
};

/** What a reader made, or why it failed: its own refusal, or a parser's error on bytes that are no FBX after all. */
async function tried(reader: Reader, set: FileSet): Promise<Imported | Failure> {
  try {
    return await reader(set);
  } catch (error) {
    if (error instanceof Refusal) return error.failure;
    return { code: 'fbx-unreadable', message: said(error) };
  }
}

/** A parser’s own words; where it only stumbled over what is not there, what that means. */
const said = (error: unknown): string => {
  if (error instanceof TypeError || error instanceof RangeError || !(error instanceof Error)) return 'its parts do not fit together';
  return error.message.split('\n')[0]!;
};

function unreadable(set: FileSet, first: Failure, second: Failure): Refusal {
  const name = set.main;
  const version = versionOf(set.files.get(name)!);
  if (version !== null && version < 7000)
    return new Refusal(
      'fbx-old',
      `${name} is FBX ${(version / 1000).toFixed(1)}; FBX 7.0 (of 2010) and newer can be read.`,
      'Open it in Blender, Maya, 3ds Max or Autodesk’s FBX Converter and save it as GLB, or as FBX 7.4 binary.',
    );
  if (first.code !== 'fbx-unreadable') return new Refusal(first.code, first.message, first.next ?? '');
  return new Refusal(
    'fbx-unreadable',
    `${name} cannot be read as FBX: ${first.message.replace(/^THREE\.\w+:\s*/, '').replace(/\.$/, '')} (a second reader: ${second.message.replace(/\.$/, '')}).`,
    'It may be cut off or locked. Export it again as GLB, or as FBX 7.4 binary, then upload that file.',
  );
}
