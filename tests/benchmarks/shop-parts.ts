import type { Part } from './bench.ts';
import { measureImport } from './import.ts';
import { measureProposals } from './proposals.ts';
import type { PartReport } from './report.ts';
import { percentile, round } from './statistics.ts';
import { measureStream } from './stream.ts';
import { findChromium } from '../tools/chromium.ts';

type Report = Omit<PartReport, 'title'>;

/** The parts that run in a whole shop; each is measured by a function of its own file. */
export const importPart: Part = {
  name: 'import',
  title: "Import of WooCommerce's product CSV beside its own importer",
  figures: ['vsWooImport'],
  limit: 300,
  async run(world) {
    const measured = await measureImport({ say: world.say });
    if (measured.vsWooImport === null) return nothing({ vsWooImport: measured.reason });
    const { ours, woo, equal, versions } = measured;
    const rows = [
      ['ours', ours],
      ['WooCommerce', woo],
    ].map(([name, took]) => [name, ...timesOf(took as typeof ours)]) as (string | number)[][];
    return {
      figures: { vsWooImport: round(measured.vsWooImport, 2) },
      missing: {},
      tables: [{ head: ['Importer', 'seconds', 'rows/s', 'peak MB', 'statements'], rows }],
      notes: [
        `1,000 rows into equal fresh sites: WordPress ${versions.wordpress}, WooCommerce ${versions.woocommerce}, PHP ${versions.php}, ${versions.database}.`,
        equal ? "WooCommerce's exports after both are the same but for ids." : "**WooCommerce's exports after the two differ.**",
      ],
    };
  },
};

export const streamPart: Part = {
  name: 'stream',
  title: "The editor's first words after the provider's first token",
  figures: ['streamAddedMs'],
  limit: 180,
  async run() {
    process.env['CHROMIUM'] ??= findChromium();
    const { streamAddedMs, pollAddedMs, samples } = await measureStream();
    const row = (way: string, middle: number, all: number[]) => [way, round(middle), round(percentile(all, 0.95)), all.length];
    return {
      figures: { streamAddedMs: round(streamAddedMs, 1) },
      missing: {},
      tables: [
        {
          head: ['Way', 'median ms', '95th percentile ms', 'texts'],
          rows: [
            row('straight from the service', streamAddedMs, samples.stream),
            row('by polling through WordPress', pollAddedMs, samples.poll),
          ],
        },
      ],
      notes: ["From the fake provider's first token to the first words in the editor's DOM, in the running product, in Chromium."],
    };
  },
};

export const proposalsPart: Part = {
  name: 'proposals',
  title: '100,000 proposals, and bulk approval',
  figures: ['proposalQueryMs', 'approvalsPerS', 'approvalsVsWoo'],
  limit: 300,
  async run(world) {
    const { queries, slowest, builtIn, woocommerce, versions } = await measureProposals({ say: world.say });
    const ratio = woocommerce && woocommerce.approvals / woocommerce.bare;
    const speeds: (string | number)[][] = [['bulk approval, built-in catalogue', round(builtIn, 1)]];
    if (woocommerce) {
      speeds.push(['bulk approval, WooCommerce', round(woocommerce.approvals, 1)]);
      speeds.push(['the same fields by bare WooCommerce CRUD', round(woocommerce.bare, 1)]);
    }
    const missing: Report['missing'] = ratio === null ? { approvalsVsWoo: 'no WooCommerce is at hand' } : {};
    return {
      figures: { proposalQueryMs: slowest, approvalsPerS: round(builtIn, 1), approvalsVsWoo: ratio === null ? null : round(ratio, 2) },
      missing,
      tables: [
        { head: ['1,000 products, title and both texts', 'per second'], rows: speeds },
        { head: ['100,000 proposals: what is asked', 'median ms'], rows: Object.entries(queries) },
      ],
      notes: [
        `WordPress ${versions.wordpress}, ${versions.database}${versions.woocommerce ? `, WooCommerce ${versions.woocommerce}` : ''}, PHP ${versions.php}.`,
      ],
    };
  },
};

const timesOf = (took: { seconds: number; rowsPerSecond: number; peakMb: number; queries: number }): number[] => [
  round(took.seconds, 1),
  round(took.rowsPerSecond),
  round(took.peakMb),
  took.queries,
];

const nothing = (missing: Report['missing']): Report => ({ figures: {}, missing, tables: [], notes: [] });
