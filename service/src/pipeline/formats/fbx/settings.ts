/** What an FBX says of its own space. */
export interface FbxSpace {
  /** 0, 1, 2: x, y, z; −1: not said. */
  up: number;
  /** centimetres of one unit; −1: not said. */
  unit: number;
}

const latin = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

export const isBinaryFbx = (bytes: Uint8Array): boolean => latin(bytes.subarray(0, 20)) === 'Kaydara FBX Binary  ';

/** ASCII FBX begins with a comment that names it, or with its header's section. */
export function isAsciiFbx(bytes: Uint8Array): boolean {
  const head = latin(bytes.subarray(0, 4_096));
  return /^\s*;\s*FBX \d+\.\d+/.test(head) || /^\s*FBXHeaderExtension:/m.test(head);
}

/** The version that the file says, e.g. 7400; null: none. */
export function versionOf(bytes: Uint8Array): number | null {
  if (isBinaryFbx(bytes)) return bytes.length < 27 ? null : new DataView(bytes.buffer, bytes.byteOffset).getUint32(23, true);
  const head = latin(bytes.subarray(0, 65_536));
  const said = /^\s*FBXVersion:\s*(\d+)/m.exec(head)?.[1] ?? /^\s*;\s*FBX (\d+\.\d)/.exec(head)?.[1]?.replace('.', '').padEnd(4, '0');
  return said === undefined ? null : Number(said);
}

/** A number property of GlobalSettings, in either encoding (binary: name, type, label and flags as strings, then `I` or `D` and the value). */
function property(bytes: Uint8Array, text: string, name: string): number {
  const ascii = new RegExp(`"${name}",\\s*"[^"]*",\\s*"[^"]*",\\s*"[^"]*",\\s*(-?[\\d.eE+-]+)`).exec(text);
  if (ascii) return Number(ascii[1]);
  const at = text.indexOf(`S${String.fromCharCode(name.length)}\0\0\0${name}S`);
  if (at < 0) return -1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let place = at;
  for (let part = 0; part < 4 && text[place] === 'S' && place + 5 < bytes.length; part++) place += 5 + view.getUint32(place + 1, true);
  if (place + 9 > bytes.length) return -1;
  if (text[place] === 'I') return view.getInt32(place + 1, true);
  return text[place] === 'D' ? view.getFloat64(place + 1, true) : -1;
}

/** Reads GlobalSettings without a parser: three's loader keeps only the unit of it. */
export function readSpace(bytes: Uint8Array): FbxSpace {
  const text = latin(bytes);
  return { up: property(bytes, text, 'UpAxis'), unit: property(bytes, text, 'UnitScaleFactor') };
}
