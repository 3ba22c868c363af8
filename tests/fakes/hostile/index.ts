import { archives } from './archives.ts';
import { c4, names } from './models.ts';
import { pictures } from './pictures.ts';
import { programs } from './programs.ts';
import type { Hostile } from './zip.ts';

export type { Hostile } from './zip.ts';

/** What is sent to a running service. */
export const hostile: readonly Hostile[] = [...c4, ...names, ...archives, ...pictures, ...programs];
