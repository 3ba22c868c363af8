import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { canReach } from '../src/kernel/account.ts';
import { copyTree } from './home.ts';
import { sampleBrand, sampleCatalogue, type SamplePiece } from './sample/catalogue/index.ts';
import { runScript, type SitePlace } from './site.ts';

const pictures = path.join(import.meta.dirname, 'sample/pictures');

export interface SampleWish {
  site: SitePlace;
  home: string;
  /** the administrator's log-in name, as whom the pieces are made. */
  user: string;
  onPiece?: (done: number, total: number) => void;
}

/** Imports the sample catalogue into the shop. May run again after it was cut off: what is there stays. Returns the number of pieces. */
export const importSample = (wish: SampleWish): Promise<number> => importPieces(wish, sampleCatalogue, pictures);

/** Imports pieces, their pictures out of a folder. */
export async function importPieces(wish: SampleWish, pieces: readonly SamplePiece[], folder: string): Promise<number> {
  const total = pieces.length;
  const onLine = (line: string): void => {
    const done = /^pieces (\d+)$/.exec(line)?.[1];
    if (done) wish.onPiece?.(Number(done), total);
  };
  const { currency, weightUnit, name } = sampleBrand;
  const input = { user: wish.user, currency, weightUnit, title: name, pictures: await picturesFor(wish, folder), pieces };
  await runScript(wish.site, 'import.php', input, onLine);
  return total;
}

/** The folder itself, or a copy that the site's account can read. */
async function picturesFor(wish: SampleWish, folder: string): Promise<string> {
  if (canReach(folder, wish.site.account)) return folder;
  const copy = path.join(wish.home, 'software', folder === pictures ? 'pictures' : path.basename(path.dirname(folder)));
  if (existsSync(folder)) await copyTree(folder, copy, wish.site.account);
  else mkdirSync(copy, { recursive: true });
  return copy;
}
