import { attempt } from '../../refusal.ts';
import { sniff } from '../../scan/sniff.ts';
import type { Format } from '../../types.ts';
import { textOf } from './text.ts';

/** Wavefront OBJ with its MTL and pictures. */
export const format: Format = {
  name: 'obj',
  extensions: ['obj'],
  recognises({ main, files }) {
    const bytes = files.get(main)!;
    const head = textOf(bytes.subarray(0, 65_536));
    // A vertex of three numbers at the start of a line, and nothing that only other files have.
    return !head.includes('\0') && sniff(bytes) === 'of an unknown kind' && /^\s*v\s+-?[\d.,]+(e[-+]?\d+)?\s+-?[\d.,]+/im.test(head);
  },
  read(set) {
    return attempt(async () => {
      const { readObj } = await import('./read.ts');
      return readObj(set);
    });
  },
};
