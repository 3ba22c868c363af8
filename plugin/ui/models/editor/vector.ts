/** Three numbers as <model-viewer> takes them: `0.1 0.2 0.3`, metres; a unit after them is read over. */
export type Vector = [number, number, number];

export const readVector = (text: string | undefined): Vector => {
  const [x = 0, y = 0, z = 0] = (text ?? '').split(/\s+/).map(Number.parseFloat);
  return [x, y, z].map((one) => (Number.isFinite(one) ? one : 0)) as Vector;
};

/** Tenths of a millimetre are enough for a button. */
export const writeVector = (vector: Vector): string => vector.map((one) => String(Number(one.toFixed(4)))).join(' ');
