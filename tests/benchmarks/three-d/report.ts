import { markdownTable } from '../report.ts';
import { pixels, views, type ModelRow } from './measure.ts';
import { commands } from './peers.ts';
import { usdzTexture, type UsdzRow } from './usdz.ts';

export interface ThreeDReport {
  date: string;
  command: string;
  machine: readonly (readonly [string, string])[];
  seconds: number;
  rows: ModelRow[];
  usdz: UsdzRow[];
  /** models that could not be measured, and why. */
  failed: { name: string; why: string }[];
}

export interface ThreeDFigures {
  models: number;
  /** our bytes ÷ theirs, over all models. */
  ofGltfTransform: number;
  ofGltfpack: number;
  ofViewersUsdz: number;
  /** the largest of the USDZ ratios of single models, and whose it is. */
  largestUsdz: { name: string; ratio: number };
  /** the most that our similarity is below gltf-transform's on one model; negative: above it on all. */
  mostBelow: number;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const kb = (bytes: number): string => (bytes / 1000).toFixed(1);
const ratio = (one: number, two: number): number => Math.round((one / two) * 1000) / 1000;

const usdzRatio = ({ ours, viewers }: UsdzRow): number => ratio(ours, viewers);

/** The totals that the goals speak of. */
export function figuresOf({ rows, usdz }: Pick<ThreeDReport, 'rows' | 'usdz'>): ThreeDFigures {
  const ours = sum(rows.map((row) => row.ours.bytes));
  const largest = usdz.toSorted((one, two) => usdzRatio(two) - usdzRatio(one))[0]!;
  return {
    models: rows.length,
    ofGltfTransform: ratio(ours, sum(rows.map((row) => row.peers['gltf-transform'].bytes))),
    ofGltfpack: ratio(ours, sum(rows.map((row) => row.peers.gltfpack.bytes))),
    ofViewersUsdz: ratio(sum(usdz.map((row) => row.ours)), sum(usdz.map((row) => row.viewers))),
    largestUsdz: { name: largest.name, ratio: usdzRatio(largest) },
    mostBelow: Math.round(Math.max(...rows.map((row) => row.peers['gltf-transform'].ssim - row.ours.ssim)) * 10_000) / 10_000,
  };
}

const held = (value: number, most: number): string => (value <= most ? 'yes' : '**no**');

function goals(figures: ThreeDFigures): string {
  const { largestUsdz: largest } = figures;
  return markdownTable({
    head: ['What', 'Measured', 'Goal', 'Held'],
    rows: [
      ['Models', figures.models, '≥ 8', figures.models >= 8 ? 'yes' : '**no**'],
      [`Bytes of all ÷ \`${commands['gltf-transform']}\``, figures.ofGltfTransform, '≤ 0.70', held(figures.ofGltfTransform, 0.7)],
      ['Most that a model is less like its source than that one’s', figures.mostBelow, '≤ 0.005', held(figures.mostBelow, 0.005)],
      [
        `Bytes of all ÷ \`${commands.gltfpack}\` (which keeps the textures as they are)`,
        figures.ofGltfpack,
        '≤ 0.35',
        held(figures.ofGltfpack, 0.35),
      ],
      ['Bytes of all USDZ ÷ model-viewer’s own export', figures.ofViewersUsdz, '≤ 0.35', held(figures.ofViewersUsdz, 0.35)],
      [`Largest such ratio of a single model (${largest.name})`, largest.ratio, '≤ 0.35', held(largest.ratio, 0.35)],
    ],
  });
}

function modelTable(rows: readonly ModelRow[]): string {
  const line = ({ name, source, ours, peers }: ModelRow): (string | number)[] => {
    const { 'gltf-transform': gt, gltfpack } = peers;
    return [
      name,
      kb(source),
      kb(gt.bytes),
      kb(gltfpack.bytes),
      `${kb(ours.bytes)} ${ours.encoder}`,
      ratio(ours.bytes, gt.bytes).toFixed(2),
      gt.ssim.toFixed(4),
      gltfpack.ssim.toFixed(4),
      ours.ssim.toFixed(4),
      (ours.ssim - gt.ssim).toFixed(4),
      ours.seconds.toFixed(0),
    ];
  };
  const total = (pick: (row: ModelRow) => number): number => sum(rows.map(pick));
  const [ours, gt, gp] = [
    total((row) => row.ours.bytes),
    total((row) => row.peers['gltf-transform'].bytes),
    total((row) => row.peers.gltfpack.bytes),
  ];
  return markdownTable({
    head: [
      'Model',
      'Source, kB',
      'gltf-transform',
      'gltfpack',
      'ours',
      'ours ÷ gltf-transform',
      'SSIM of gltf-transform',
      'of gltfpack',
      'of ours',
      'difference',
      'seconds',
    ],
    rows: [
      ...rows.map(line),
      ['all', kb(total((row) => row.source)), kb(gt), kb(gp), kb(ours), ratio(ours, gt).toFixed(2), '', '', '', '', ''],
    ],
  });
}

const usdzTable = (rows: readonly UsdzRow[]): string =>
  markdownTable({
    head: ['Model', 'model-viewer, kB', 'ours, kB', 'ours ÷ theirs'],
    rows: rows.map((row) => [row.name, kb(row.viewers), kb(row.ours), usdzRatio(row).toFixed(2)]),
  });

/** The section of docs/benchmarks.md. Holds nothing that was not measured in this run. */
export function section(report: ThreeDReport): string {
  const facts = report.machine.map(([name, value]) => `${name}: ${value}`).join('. ');
  return [
    '## 3D (`npm run bench:3d`)',
    `${report.date}, \`${report.command}\`, one run of ${report.seconds} seconds. ${facts}.`,
    goals(figuresOf(report)),
    `Each model is drawn by model-viewer in headless Chromium without a graphics card, ${views.length} views of ${pixels}². SSIM: structural similarity to the source (Wang et al. 2004, windows of 11 pixels, no downsampling) over the pixels where the model is, mean of the views. Seconds: our optimiser with its own pictures. VRM files: ours keep the avatar’s data, both peers drop them. FBX and OBJ: the peers were given the GLB that our importer made.`,
    modelTable(report.rows),
    `USDZ as the models come, textures of at most ${usdzTexture}² on both sides; ours JPEG of quality 85, theirs PNG. Ours were read again (structure checked, not seen on a device).`,
    usdzTable(report.usdz),
    ...report.failed.map(({ name, why }) => `Not measured: ${name}: ${why}`),
  ].join('\n\n');
}
