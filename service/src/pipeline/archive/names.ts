import { uploadLimits } from '../limits.ts';
import { refuse } from '../refusal.ts';

/** Folders and files that programs leave in archives and that are no part of a model. */
const litter = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;

export const isLitter = (name: string): boolean => litter.test(name);

const control = /[\u0000-\u001f\u007f]/;

/**
 * The name of an archive's entry or of a file in a folder, as the pipeline uses it: relative, with `/`, in NFC. A name that could point out of the upload
 * refuses the whole of it: nobody packs `../` by accident.
 */
export function safeName(raw: string): string {
  const shown = JSON.stringify(raw.slice(0, 80));
  const name = raw.normalize('NFC');
  const parts = name.replace(/\/$/, '').split('/');
  const leaves = /^[/\\]|^[a-zA-Z]:|\\/.test(name) || parts.some((part) => part === '..' || part === '.' || part === '');
  if (leaves)
    refuse(
      'archive-path',
      `The archive holds ${shown}, a path that leads out of it.`,
      'Pack the model and its files anew with plain relative names.',
    );
  if (control.test(name) || name.length > uploadLimits.nameLength)
    refuse(
      'archive-path',
      `The archive holds ${shown}, a name that is too long or has control characters.`,
      'Give the files short plain names and pack them anew.',
    );
  return name;
}
