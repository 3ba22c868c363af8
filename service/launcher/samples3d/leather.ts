import { cells, smooth } from './noise.ts';
import { paint, relief } from './texture.ts';

const { min } = Math;

/** Grained calf: rounded pebbles of two sizes between fine creases, seamless, 0 to 1; the map's side is about 6 cm of hide. */
function pebbles(u: number, v: number): number {
  const bend = 0.5 * smooth(u * 12, v * 12, 12, 7);
  const [first, second] = cells(u * 46 + bend, v * 46 + bend, 46, 3);
  const pebble = min(1, (second - first) * 2.1) ** 0.6;
  const [a, b] = cells(u * 92, v * 92, 92, 11);
  return 0.75 * pebble + 0.15 * min(1, (b - a) * 2);
}

export const grain = (size: number): Promise<Uint8Array> =>
  relief(size, (u, v) => (pebbles(u, v) + 0.35 * smooth(u * 9, v * 9, 9, 5)) * 0.0042);

/** How light lies on it (occlusion in red, roughness in green, no metal): creases are dark and dull, what hands have touched shines more. */
export const wear = (size: number): Promise<Uint8Array> =>
  paint(
    size,
    (u, v) => {
      const high = min(1, pebbles(u, v) / 0.9);
      const touched = smooth(u * 4, v * 4, 4, 21) * 0.6 + smooth(u * 13, v * 13, 13, 23) * 0.4;
      return [255 * (0.35 + 0.65 * high ** 0.7), 255 * (1 - 0.3 * high - 0.22 * touched), 0];
    },
    84,
  );
