import path from 'node:path';
import { canReach } from '../src/kernel/account.ts';
import { copyTree } from './home.ts';
import { sampleCatalogue } from './sample/catalogue/index.ts';
import { runScript, type SitePlace } from './site.ts';

const pictures = path.join(import.meta.dirname, 'sample/pictures');

export interface SampleWish {
  site: SitePlace;
  home: string;
  /** the administrator's log-in name, as whom the pieces are made. */
  user: string;
  catalogue: 'woocommerce' | 'built-in';
  onPiece: (done: number, total: number) => void;
}

/** Side by side, as making picture sizes takes most of the time. */
const processes = 2;

/** Imports the sample catalogue into the shop. May run again after it was cut off: what is there stays. Returns the number of pieces. */
export async function importSample(wish: SampleWish): Promise<number> {
  const folder = await picturesFor(wish);
  const input = { user: wish.user, catalogue: wish.catalogue, pictures: folder };
  await runScript(wish.site, 'import.php', { ...input, mode: 'terms', pieces: sampleCatalogue });
  let done = 0;
  const onLine = (line: string): void => {
    if (line.startsWith('piece ')) wish.onPiece(++done, sampleCatalogue.length);
  };
  const parts = Array.from({ length: processes }, (_none, part) => sampleCatalogue.filter((_piece, index) => index % processes === part));
  await Promise.all(parts.map((pieces) => runScript(wish.site, 'import.php', { ...input, mode: 'pieces', pieces }, onLine)));
  return sampleCatalogue.length;
}

async function picturesFor(wish: SampleWish): Promise<string> {
  if (canReach(pictures, wish.site.account)) return pictures;
  const copy = path.join(wish.home, 'software/pictures');
  await copyTree(pictures, copy, wish.site.account);
  return copy;
}
