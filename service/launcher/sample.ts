import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { canReach } from '../src/kernel/account.ts';
import { copyTree } from './home.ts';
import { sampleBrand, sampleCatalogue } from './sample/catalogue/index.ts';
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
export async function importSample(wish: SampleWish): Promise<number> {
  const total = sampleCatalogue.length;
  const onLine = (line: string): void => {
    const done = /^pieces (\d+)$/.exec(line)?.[1];
    if (done) wish.onPiece?.(Number(done), total);
  };
  const { currency, weightUnit, name } = sampleBrand;
  const input = { user: wish.user, currency, weightUnit, title: name, pictures: await picturesFor(wish), pieces: sampleCatalogue };
  await runScript(wish.site, 'import.php', input, onLine);
  return total;
}

async function picturesFor(wish: SampleWish): Promise<string> {
  if (canReach(pictures, wish.site.account)) return pictures;
  const copy = path.join(wish.home, 'software/pictures');
  if (existsSync(pictures)) await copyTree(pictures, copy, wish.site.account);
  else mkdirSync(copy, { recursive: true });
  return copy;
}
