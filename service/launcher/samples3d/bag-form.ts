import { Curve, Vector3 } from 'three';

export const cm = 0.01;
export const width = 25 * cm;
export const height = 18 * cm;
export const depth = 9.5 * cm;
/** Metres of hide that the grain's picture shows. */
export const hide = 6 * cm;

/** The front's outline, from the middle of its base round and back: wider below, corners rounded below, barely at the top. */
export class Outline extends Curve<Vector3> {
  readonly #z: number;
  readonly #inset: number;

  constructor(z: number, inset = 0) {
    super();
    this.#z = z;
    this.#inset = inset;
    this.arcLengthDivisions = 4000;
  }

  override getPoint(t: number): Vector3 {
    // Slow where a superellipse's own angle rushes along its flat sides: else stitches and grain would be drawn out there.
    const [quarter, part] = [Math.floor(4 * t), (4 * t) % 1];
    const even = part ** 3 / (part ** 3 + (1 - part) ** 3);
    const angle = ((quarter + even - 1) * Math.PI) / 2;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    // A superellipse: nearly a rectangle, softer below than above.
    const power = s < 0 ? 0.36 : 0.3;
    const x = Math.sign(c) * Math.abs(c) ** power;
    const y = Math.sign(s) * Math.abs(s) ** power;
    const narrow = 1 - 0.055 * (1 + y);
    return new Vector3(x * (width / 2 - this.#inset) * narrow, height / 2 + y * (height / 2 - this.#inset), this.#z);
  }
}

/** How far the leather stands out in a panel's middle. */
export const belly = (r: number): number => 1.1 * cm * (1 - r ** 2.4);

const flapDepth = 0.56;

const bend = 1 * cm;
const over = depth + 1.4 * cm;
/** The flap's stations along its length: up the back, round, across the top, round, down the front. */
const stations = { back: 2.4 * cm, turn: (Math.PI / 2) * bend, flat: over - 2 * bend, front: height * flapDepth };
export const flapLength = stations.back + 2 * stations.turn + stations.flat + stations.front;

/** How far out the body is at a place of its front or back: 0 in the middle, 1 at the rim. */
export const rimward = (x: number, y: number): number =>
  Math.min(1, (Math.abs(x / (width / 2)) ** 5 + Math.abs((y - height / 2) / (height / 2)) ** 5) ** 0.2);

/** A place of the flap: `u` across, `v` along, `rise` off the body. */
export function flapPoint(u: number, v: number, rise: number): Vector3 {
  const x = (u - 0.5) * 2;
  const rounded = stations.front * (1 - 0.42 * Math.abs(x) ** 2.6);
  const along = v * (flapLength - stations.front + rounded);
  const half = (width / 2) * 0.985 * (1 - 0.11) + 0.35 * cm;
  const top = height + 0.4 * cm;
  const centre = over / 2 - bend;
  const round = (angle: number, side: 1 | -1): Vector3 =>
    new Vector3(x * half, top - bend + Math.cos(angle) * (bend + rise), side * (centre + Math.sin(angle) * (bend + rise)));
  const down = (fall: number, side: 1 | -1): Vector3 => {
    const y = top - bend - fall;
    const wide = x * half * (1 + 0.055 * (1 - y / height));
    return new Vector3(wide, y, side * (Math.max(centre + bend, depth / 2 + belly(rimward(wide, y)) + 0.2 * cm) + rise));
  };
  let rest = along;
  if (rest < stations.back) return down(stations.back - rest, -1);
  rest -= stations.back;
  if (rest < stations.turn) return round(Math.PI / 2 - rest / bend, -1);
  rest -= stations.turn;
  if (rest < stations.flat) return new Vector3(x * half, top + rise, -centre + rest);
  rest -= stations.flat;
  return rest < stations.turn ? round(rest / bend, 1) : down(rest - stations.turn, 1);
}
