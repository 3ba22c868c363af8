import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Files of a block that the server needs as they are. */
const plain = ['block.json', 'render.php', 'style.css'];

/**
 * Puts the blocks that the server renders into plugin/build/blocks, where the shipped plugin looks for them: each folder of blocks/ that
 * has a block.json, and the editor script that they share. Returns how many blocks there are.
 */
export function buildBlocks(root: string): number {
  const source = path.join(root, 'blocks');
  const place = path.join(root, 'plugin/build/blocks');
  // Made aside and renamed: a shop that runs never meets half of them.
  const target = `${place}.new-${process.pid}`;
  mkdirSync(target, { recursive: true });
  cpSync(path.join(source, 'editor.js'), path.join(target, 'editor.js'));
  const names = readdirSync(source).filter((name) => existsSync(path.join(source, name, 'block.json')));
  for (const name of names) {
    for (const file of plain.filter((one) => existsSync(path.join(source, name, one))))
      cpSync(path.join(source, name, file), path.join(target, name, file), { recursive: true });
  }
  rmSync(place, { recursive: true, force: true });
  renameSync(target, place);
  return names.length;
}
