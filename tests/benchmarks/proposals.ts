import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { emptyData } from '../../service/launcher/home.ts';
import { repository } from '../../service/launcher/software.ts';
import { bringUp, type Testbed } from '../../service/launcher/testbed.ts';

const run = promisify(execFile);

interface ProposalsWish {
  /** rows in the table of which pages are read; 100,000 unless told. */
  rows?: number;
  /** proposals that are approved; 1,000 unless told. */
  approvals?: number;
  say?: (line: string) => void;
}

interface ProposalsMeasured {
  /** median milliseconds of each question, and of the count beside it. */
  queries: Record<string, number>;
  /** the slowest of them. */
  slowest: number;
  /** approved per second in one bulk action on the built-in catalogue. */
  builtIn: number;
  /** the same on WooCommerce, and bare CRUD of the same fields; null without a WooCommerce. */
  woocommerce: { approvals: number; bare: number } | null;
  versions: Testbed['versions'];
}

async function inSite<T>(woocommerce: boolean, work: (bed: Testbed) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-proposals-'));
  const bed = await bringUp({ wordpress: '7.1', woocommerce, folder: path.join(folder, 'site'), web: false });
  try {
    return await work(bed);
  } finally {
    await bed.stop();
    emptyData(path.join(folder, 'site'));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ask<T>(bed: Testbed, what: 'queries' | 'approvals', count: number): Promise<T> {
  const script = path.join(repository, 'tests/benchmarks/proposals-run.php');
  const { stdout } = await run(bed.php, [script, what, bed.wpDir, String(count)], { timeout: 600_000, maxBuffer: 16e6 });
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as T;
}

interface Took {
  bare: number | null;
  approve: number;
}

/** Lists, filters and searches of a full queue; a bulk action on both catalogues, on WooCommerce beside its bare CRUD. MariaDB. */
export async function measureProposals(wish: ProposalsWish = {}): Promise<ProposalsMeasured> {
  const { rows = 100_000, approvals = 1000, say = () => undefined } = wish;
  const builtIn = await inSite(false, async (bed) => {
    say(`${approvals} approvals on the built-in catalogue`);
    const { approve } = await ask<Took>(bed, 'approvals', approvals);
    say(`questions to ${rows} proposals`);
    return { approve, queries: await ask<Record<string, number>>(bed, 'queries', rows), versions: bed.versions };
  });
  const woocommerce = await inSite(true, async (bed) => {
    if (bed.versions.woocommerce === null) return null;
    say(`${approvals} approvals on WooCommerce ${bed.versions.woocommerce}, and bare CRUD`);
    const { approve, bare } = await ask<Took>(bed, 'approvals', approvals);
    return { approvals: approvals / approve, bare: approvals / bare!, version: bed.versions.woocommerce };
  });
  return {
    queries: builtIn.queries,
    slowest: Math.max(...Object.values(builtIn.queries)),
    builtIn: approvals / builtIn.approve,
    woocommerce: woocommerce && { approvals: woocommerce.approvals, bare: woocommerce.bare },
    versions: { ...builtIn.versions, woocommerce: woocommerce?.version ?? null },
  };
}
