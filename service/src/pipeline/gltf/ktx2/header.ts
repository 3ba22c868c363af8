/** What a KTX2 file says of itself before anything of it is decoded (KTX 2.0 specification, section 3). */
export interface Ktx2Header {
  width: number;
  height: number;
  /** 0: Basis Universal, the only kind that KHR_texture_basisu allows; else a number of Vulkan. */
  format: number;
  /** bytes that all levels say they unpack to. */
  unpacked: number;
}

const headBytes = 80;
const levelBytes = 24;
/** A level for each halving of 2³² pixels. */
const mostLevels = 32;

/** Reads the header; null: it is cut off, no flat picture, or speaks of more levels than a picture can have. */
export function readHeader(bytes: Uint8Array): Ktx2Header | null {
  if (bytes.length < headBytes) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [format, width, height, depth] = [12, 20, 24, 28].map((at) => view.getUint32(at, true)) as [number, number, number, number];
  const [layers, faces] = [view.getUint32(32, true), view.getUint32(36, true)];
  const levels = Math.max(1, view.getUint32(40, true));
  if (width === 0 || height === 0 || depth > 0 || layers > 1 || faces !== 1 || levels > mostLevels) return null;
  if (bytes.length < headBytes + levels * levelBytes) return null;
  let unpacked = 0;
  for (let level = 0; level < levels; level++) unpacked += Number(view.getBigUint64(headBytes + level * levelBytes + 16, true));
  return { width, height, format, unpacked };
}
