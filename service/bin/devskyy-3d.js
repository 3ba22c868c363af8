#!/usr/bin/env node
// Runs service/bin/convert.ts on Node 24: this one, or the one that npm brought (node_modules/.bin/node) where the machine's own is older.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./convert.ts', import.meta.url));

/** The Node of the nearest node_modules/.bin above this file; null: there is none. */
function bundledNode() {
  for (let folder = path.dirname(program); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const node = path.join(folder, 'node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
    if (existsSync(node)) return node;
  }
  return null;
}

if (Number(process.versions.node.split('.')[0]) >= 24) {
  const { main } = await import(program);
  process.exitCode = await main(process.argv.slice(2));
} else {
  const node = bundledNode();
  if (!node) {
    process.stderr.write(`devskyy-3d needs Node 24; this is ${process.versions.node}. Run npm install, which brings it.\n`);
    process.exit(1);
  }
  const run = spawnSync(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.exit(run.status ?? 1);
}
