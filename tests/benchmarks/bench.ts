import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Children } from './children.ts';
import type { FigureName } from './figures.ts';
import type { PartReport } from './report.ts';

/** What a part of the bench works with. */
export interface World {
  children: Children;
  /** a folder of this part's own, gone afterwards; other accounts may pass through it. */
  folder: string;
  /** ports that nobody else of this run uses. */
  port(): Promise<number>;
  /** aborted when the part's time is over. */
  signal: AbortSignal;
  say(text: string): void;
}

/** One part of `npm run bench`: a file of its own. */
export interface Part {
  name: string;
  title: string;
  /** the figures it is there for. */
  figures: readonly FigureName[];
  /** seconds after which it is given up. */
  limit: number;
  run(world: World): Promise<Omit<PartReport, 'title'>>;
}

/** A folder under the part's own. */
export function folderIn(world: World, name: string): string {
  const folder = path.join(world.folder, name);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  return folder;
}
