import { cells, smooth } from './noise.ts';
import { relief } from './texture.ts';

const { min } = Math;

/** Grained calf: rounded pebbles of two sizes between fine creases, seamless; the map's side is about 6 cm of hide. */
export const grain = (size: number): Promise<Uint8Array> =>
  relief(size, (u, v) => {
    const bend = 0.5 * smooth(u * 12, v * 12, 12, 7);
    const [first, second] = cells(u * 46 + bend, v * 46 + bend, 46, 3);
    const pebble = min(1, (second - first) * 2.1) ** 0.6;
    const [a, b] = cells(u * 92, v * 92, 92, 11);
    const small = min(1, (b - a) * 2);
    const height = 0.75 * pebble + 0.15 * small + 0.35 * smooth(u * 9, v * 9, 9, 5);
    return height * 0.0042;
  });
