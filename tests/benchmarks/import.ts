import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { emptyData } from '../../service/launcher/home.ts';
import { repository } from '../../service/launcher/software.ts';
import { bringUp } from '../../service/launcher/testbed.ts';
import { importFile } from './import-file.ts';

export interface ImportWish {
  /** 1,000 unless told. */
  rows?: number;
  /** how often each is measured, in turns, each time into a fresh site; the best of each counts. */
  turns?: number;
  /** hears what is being done. */
  say?: (line: string) => void;
}

export interface ImportTook {
  seconds: number;
  rowsPerSecond: number;
  peakMb: number;
  /** statements sent to the database. */
  queries: number;
}

export interface ImportFigures {
  /** how many times as fast as WooCommerce's own importer: seconds of theirs by seconds of ours. */
  vsWooImport: number;
  ours: ImportTook;
  woo: ImportTook;
  /** whether WooCommerce's exports after both are the same but for ids. */
  equal: boolean;
  versions: { wordpress: string; php: string; database: string; woocommerce: string };
}

export type ImportMeasured = ImportFigures | { vsWooImport: null; reason: string };

interface Ran {
  took: ImportTook;
  exported: string;
  versions: ImportFigures['versions'];
}

const run = promisify(execFile);

/** An export without what differs between two sites: the column ID, which is the first. */
const withoutIds = (csv: string): string => csv.replace(/^\uFEFF/, '').replaceAll(/^\d+,(?=[a-z", ]+,)/gm, ',');

async function measureOne(who: 'woo' | 'ours', csv: string, rows: number): Promise<Ran | null> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-import-'));
  const bed = await bringUp({ wordpress: '7.1', woocommerce: true, folder: path.join(folder, 'site'), web: false });
  try {
    if (bed.versions.woocommerce === null) return null;
    const files = mkdtempSync(path.join(os.tmpdir(), 'devskyy-import-files-'));
    chmodSync(files, 0o777); // PHP may run as another account
    try {
      const file = path.join(files, 'products.csv');
      writeFileSync(file, csv);
      chmodSync(file, 0o644);
      const script = path.join(repository, 'tests/benchmarks/import-run.php');
      const { stdout } = await run(bed.php, [script, who, bed.wpDir, file, path.join(files, 'export.csv')], {
        timeout: 600_000,
        maxBuffer: 16e6,
      });
      const took = JSON.parse(stdout.trim().split('\n').at(-1)!) as Omit<ImportTook, 'rowsPerSecond'>;
      return {
        took: { ...took, rowsPerSecond: rows / took.seconds },
        exported: withoutIds(readFileSync(path.join(files, 'export.csv'), 'utf8')),
        versions: { ...bed.versions, woocommerce: bed.versions.woocommerce },
      };
    } finally {
      rmSync(files, { recursive: true, force: true });
    }
  } finally {
    await bed.stop();
    emptyData(path.join(folder, 'site'));
    rmSync(folder, { recursive: true, force: true });
  }
}

const quicker = (one: Ran | null, other: Ran): Ran => (one && one.took.seconds <= other.took.seconds ? one : other);

/** The same CSV into equal fresh sites, by WooCommerce's own importer and by ours. */
export async function measureImport({ rows = 1000, turns = 1, say = () => undefined }: ImportWish = {}): Promise<ImportMeasured> {
  const csv = importFile(rows);
  const best: { woo: Ran | null; ours: Ran | null } = { woo: null, ours: null };
  for (let turn = 0; turn < turns; turn += 1) {
    for (const who of ['woo', 'ours'] as const) {
      say(`${rows} rows by ${who === 'woo' ? "WooCommerce's importer" : 'ours'}`);
      const ran = await measureOne(who, csv, rows);
      if (!ran) return { vsWooImport: null, reason: 'No WooCommerce is at hand (DEVSKYY_WOOCOMMERCE, the cache or the network).' };
      best[who] = quicker(best[who], ran);
    }
  }
  const { woo, ours } = best as { woo: Ran; ours: Ran };
  return {
    vsWooImport: woo.took.seconds / ours.took.seconds,
    ours: ours.took,
    woo: woo.took,
    equal: woo.exported === ours.exported,
    versions: ours.versions,
  };
}
