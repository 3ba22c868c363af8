import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { repository } from '../../../service/launcher/software.ts';
import { createRenderer } from '../../../service/src/adapters/chromium/index.ts';
import { describeMachine } from '../machine.ts';
import { withSection } from '../report.ts';
import { measureModel } from './measure.ts';
import { modelFiles, openModel, sharedModels } from './models.ts';
import { figuresOf, section, type ThreeDReport } from './report.ts';
import { compareUsdz } from './usdz.ts';

/**
 * `npm run bench:3d`: the optimiser and the USDZ writer beside their peers. Models: ../shared/models where it is there, and any folder of GLB files by
 * `-- --models DIR`. Writes its section of docs/benchmarks.md (not with `--only a,b`); `-- --json FILE` writes the figures and all rows as JSON.
 */
const { values } = parseArgs({
  options: { models: { type: 'string', multiple: true, default: [] }, only: { type: 'string' }, json: { type: 'string' } },
});
const document = path.join(repository, 'docs/benchmarks.md');
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function measureAll(files: readonly string[]): Promise<Pick<ThreeDReport, 'rows' | 'usdz' | 'failed'>> {
  const renderer = createRenderer({ path: null, searchPath: process.env['PATH'] ?? '', timeoutMs: 240_000 });
  if (!renderer.executable) throw new Error('bench:3d draws every model: install Chromium.');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'devskyy-bench-3d-'));
  const report: Pick<ThreeDReport, 'rows' | 'usdz' | 'failed'> = { rows: [], usdz: [], failed: [] };
  try {
    for (const file of files) {
      try {
        const model = await openModel(file);
        const row = await measureModel(model, renderer, folder);
        const usdz = await compareUsdz(model);
        report.rows.push(row);
        report.usdz.push(usdz);
        const gt = row.peers['gltf-transform'];
        say(
          `${row.name}: ours ${row.ours.bytes} (${row.ours.ssim.toFixed(4)}), gltf-transform ${gt.bytes} (${gt.ssim.toFixed(4)}), gltfpack ${row.peers.gltfpack.bytes}`,
        );
      } catch (error) {
        const why = (error as Error).message.split('\n')[0] ?? '';
        say(`${path.basename(file)}: failed: ${why}`);
        report.failed.push({ name: path.basename(file), why });
      }
    }
  } finally {
    await renderer.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return report;
}

const began = performance.now();
const machine = describeMachine();
const words = values.only?.split(',');
const files = modelFiles([sharedModels, ...values.models.map((folder) => path.resolve(folder))]).filter(
  (file) => !words || words.some((word) => path.basename(file).includes(word)),
);
if (files.length === 0) throw new Error('There are no models: name a folder of GLB files with --models DIR.');
const measured = await measureAll(files);
if (measured.rows.length === 0) throw new Error('No model could be measured.');
const report: ThreeDReport = {
  date: new Date().toISOString().slice(0, 10),
  command: `npm run bench:3d${values.models.length > 0 ? ' -- --models DIR' : ''}`,
  machine,
  seconds: Math.round((performance.now() - began) / 1000),
  ...measured,
};
const text = section(report);
say(`\n${text}`);
if (!words) {
  writeFileSync(document, withSection(existsSync(document) ? readFileSync(document, 'utf8') : '# Benchmarks\n', 'bench3d', text));
  say(`\nWritten to ${path.relative(repository, document)}.`);
}
if (values.json !== undefined)
  writeFileSync(
    values.json,
    `${JSON.stringify({ figures: figuresOf(report), rows: report.rows, usdz: report.usdz, failed: report.failed }, null, 2)}\n`,
  );
process.exit(measured.failed.length > 0 ? 1 : 0);
