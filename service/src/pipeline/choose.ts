import path from 'node:path';
import type { FormatName, Note } from './contract.ts';
import { findFormats } from './formats/registry.ts';
import { refuse } from './refusal.ts';
import { sniff } from './scan/sniff.ts';
import type { Upload } from './source.ts';
import type { FileSet, Format } from './types.ts';

export interface Chosen {
  set: FileSet;
  format: Format;
  notes: Note[];
}

/** Where an archive holds a model in several formats, the first of these is taken: what says most about materials comes first. */
const preference: readonly FormatName[] = ['vrm', 'glb', 'gltf', 'fbx', 'usdz', 'obj'];

const extensionOf = (name: string): string => path.posix.extname(name).slice(1).toLowerCase();
const depthOf = (name: string): number => name.split('/').length;

/** Finds the model in an upload, by the files' own bytes; their names only say where to look first. */
export async function chooseModel(upload: Upload, name: string): Promise<Chosen> {
  const formats = await findFormats();
  const known = formats.flatMap((format) => format.extensions);
  const candidates = [...upload.files.keys()].filter((file) => !upload.packed || known.includes(extensionOf(file)));
  const found = candidates.flatMap((main) => {
    const set = { main, files: upload.files };
    const format = formats.find((one) => one.recognises(set));
    return format ? [{ set, format }] : [];
  });
  if (found.length === 0) unrecognised(upload, name, candidates[0]);
  const rank = ({ set, format }: { set: FileSet; format: Format }): number => depthOf(set.main) * 10 + preference.indexOf(format.name);
  found.sort((a, b) => rank(a) - rank(b) || a.set.main.localeCompare(b.set.main));
  const [first, second] = found;
  if (second && rank(second) === rank(first!))
    refuse(
      'archive-ambiguous',
      `${name} holds more than one model: ${found
        .map(({ set }) => set.main)
        .slice(0, 5)
        .join(', ')}.`,
      'Upload an archive for each model.',
    );
  return { ...first!, notes: notesOn(first!, found.slice(1)) };
}

function notesOn({ set, format }: { set: FileSet; format: Format }, others: { set: FileSet }[]): Note[] {
  const notes: Note[] = [];
  if (!format.extensions.includes(extensionOf(set.main)))
    notes.push({
      code: 'format-differs',
      message: `The file’s name does not say so, but it is ${format.name.toUpperCase()}.`,
      where: set.main,
    });
  for (const other of others)
    notes.push({ code: 'other-model', message: `The archive also holds ${other.set.main}; ${set.main} was taken.`, where: other.set.main });
  return notes;
}

function unrecognised(upload: Upload, name: string, candidate: string | undefined): never {
  const next = 'Upload GLB, glTF, OBJ, FBX, VRM or USDZ, or a ZIP archive that holds one of them with its files.';
  if (candidate === undefined) refuse('no-model', `${name} holds no 3D model.`, next);
  const what = sniff(upload.files.get(candidate)!);
  refuse('not-a-model', `${candidate} is ${what}, not a 3D model that can be read.`, next);
}
