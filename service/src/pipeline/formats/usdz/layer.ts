import { USDCParser } from 'three/examples/jsm/loaders/usd/USDCParser.js';
import { own } from '../../gltf/resources.ts';
import { refuse } from '../../refusal.ts';

const crate = 'PXR-USDC';

/** The first file of the package is its root layer (USDZ specification, “Default layer”). */
export function rootLayer(files: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const [first] = files;
  if (!first || !/\.usd[ac]?$/i.test(first[0]))
    refuse(
      'usdz-unreadable',
      `${name} does not begin with a USD layer.`,
      'Export the model as GLB, or pack it anew with Apple’s or Pixar’s tools.',
    );
  return first[1];
}

/** Metres of one unit; USD means centimetres where a layer says nothing (UsdGeomLinearUnits). */
export function metresPerUnit(layer: Uint8Array): number {
  const binary = Buffer.from(layer.subarray(0, crate.length)).toString('latin1') === crate;
  const value = binary ? new USDCParser().parseData(own(layer).buffer).specsByPath['/']?.fields?.['metersPerUnit'] : inText(layer);
  return typeof value === 'number' && value > 0 ? value : 0.01;
}

/** The metadata of an ASCII layer stand in the parentheses right after its first line; three's parser keeps no unit. */
function inText(layer: Uint8Array): number | null {
  const head = new TextDecoder().decode(layer.subarray(0, 16_384));
  const metadata = /^#usda[^\n]*\n\s*\(([\s\S]*?)\n\s*\)/.exec(head)?.[1] ?? '';
  const value = /^\s*metersPerUnit\s*=\s*([\d.eE+-]+)/m.exec(metadata)?.[1];
  return value === undefined ? null : Number(value);
}
