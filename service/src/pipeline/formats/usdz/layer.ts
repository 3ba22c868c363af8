import path from 'node:path';
import type { Group, LoadingManager } from 'three';
import { USDAParser } from 'three/examples/jsm/loaders/usd/USDAParser.js';
import { USDCParser } from 'three/examples/jsm/loaders/usd/USDCParser.js';
import { USDComposer } from 'three/examples/jsm/loaders/usd/USDComposer.js';
import { own } from '../../gltf/resources.ts';
import { refuse } from '../../refusal.ts';
import type { Note } from '../../contract.ts';
import { namePictures, unreadKinds } from './assets.ts';
import { mendLayer } from './mend.ts';

const crate = 'PXR-USDC';

const isBinary = (layer: Uint8Array): boolean => Buffer.from(layer.subarray(0, crate.length)).toString('latin1') === crate;

const isLayer = (name: string): boolean => /\.usd[ac]?$/i.test(name);

/** The first file of the package is its root layer (USDZ specification, “Default layer”). */
function rootName(files: ReadonlyMap<string, Uint8Array>, name: string): string {
  const [first] = files.keys();
  if (first === undefined || !isLayer(first))
    refuse(
      'usdz-unreadable',
      `${name} does not begin with a USD layer.`,
      'Export the model as GLB, or pack it anew with Apple’s or Pixar’s tools.',
    );
  return first;
}

const parse = (layer: Uint8Array): UsdLayer =>
  mendLayer(isBinary(layer) ? new USDCParser().parseData(own(layer).buffer) : new USDAParser().parseData(new TextDecoder().decode(layer)));

/** The metadata of an ASCII layer stand in the parentheses right after its first line; three's parser keeps no unit. */
function unitInText(layer: Uint8Array): number | null {
  const head = new TextDecoder().decode(layer.subarray(0, 16_384));
  const metadata = /^#usda[^\n]*\n\s*\(([\s\S]*?)\n\s*\)/.exec(head)?.[1] ?? '';
  const value = /^\s*metersPerUnit\s*=\s*([\d.eE+-]+)/m.exec(metadata)?.[1];
  return value === undefined ? null : Number(value);
}

export interface Stage {
  root: Group;
  /** metres of one unit. */
  metres: number;
  dropped: Note[];
}

/**
 * The scene of a package that was unpacked, by three's parsers of ASCII and binary layers and its composer: three's own USDLoader would unpack it a second
 * time, without limits.
 */
export function openStage(files: ReadonlyMap<string, Uint8Array>, name: string, manager: LoadingManager): Stage {
  const main = rootName(files, name);
  const assets = Object.fromEntries([...files].map(([file, bytes]) => [file, isLayer(file) ? parse(bytes) : bytes]));
  const names = new Set(files.keys());
  const folderOf = (file: string): string => path.posix.dirname(file).replace(/^\.$/, '');
  const layers = Object.keys(assets).filter(isLayer);
  const dropped = layers.flatMap((file) => {
    const one = assets[file] as UsdLayer;
    return [...namePictures(one, names, folderOf(file)), ...unreadKinds(one)];
  });
  const layer = assets[main] as UsdLayer;
  const bytes = files.get(main)!;
  const unit = isBinary(bytes) ? layer.specsByPath['/']?.fields?.['metersPerUnit'] : unitInText(bytes);
  const root = new USDComposer(manager).compose(layer, assets, {}, folderOf(main));
  // USD means centimetres where a layer says nothing (UsdGeomLinearUnits)
  return { root, metres: typeof unit === 'number' && unit > 0 ? unit : 0.01, dropped };
}
