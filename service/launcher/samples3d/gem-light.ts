import type { Vector3 } from 'three';

/** What light does in a stone. */
export interface Optics {
  /** refractive index. */
  ior: number;
  /** what is left of red, green and blue after `over` (metres) of the stone. */
  clear: readonly [number, number, number];
  over: number;
}

/** A flat side of a convex stone: its corners, the outward normal, and two directions in it, so that `right` × `up` is the normal. */
export interface Side {
  corners: readonly Vector3[];
  middle: Vector3;
  normal: Vector3;
  right: Vector3;
  up: Vector3;
}

/** A stone for tracing: its sides, and each one's normal and distance from the middle, one after the other. */
export interface Stone {
  sides: readonly Side[];
  planes: Float64Array;
}

export const stoneOf = (sides: readonly Side[]): Stone => ({
  sides,
  planes: Float64Array.from(sides.flatMap(({ middle, normal }) => [...normal.toArray(), normal.dot(middle)])),
});

/** How a stone shows one place of its surface: the mirror that would show the same of the room, and what the stone keeps for itself. */
export interface Seen {
  mirror: Vector3;
  colour: [number, number, number];
}

// Read millions of times for a picture.
const { abs, max, min, sqrt } = Math;
const far = Number.POSITIVE_INFINITY;

const longest = 12;
/** The share of the room's light that comes from below, where hand and setting are. */
const shade = 0.3;

/**
 * Traces the ray of an eye that looks at `place` from `towards` (unit, away from the stone): refracted on entering, mirrored inside of the sides
 * (Fresnel's equations for unpolarised light; total reflection beyond the critical angle) until most of it leaves. A mirror halfway between the
 * eye and the way out shows the same part of the room, at that eye exactly and nearby much alike.
 */
export function look(stone: Stone, from: { side: Side; place: Vector3; towards: Vector3 }, optics: Optics): Seen {
  const { side, place, towards } = from;
  const eye = towards.clone().negate();
  const way = refracted(eye, side.normal, 1 / optics.ior)!;
  let light = 1 - fresnel(eye.dot(side.normal), optics.ior, true);
  const at = place.clone();
  let [length, leaving]: [number, Vector3 | null] = [0, null];
  for (let bounce = 0; bounce < longest && !leaving; bounce++) {
    const [hit, distance] = next(stone, at, way);
    length += distance;
    at.addScaledVector(way, distance);
    const kept = fresnel(way.dot(hit.normal), optics.ior, false);
    if (kept < 0.5) {
      leaving = refracted(way, hit.normal.clone().negate(), optics.ior);
      light *= 1 - kept;
    } else way.reflect(hit.normal);
  }
  const out = leaving ?? way;
  const mirror = facing(out.clone().sub(eye), side.normal);
  if (out.y < 0) light *= shade + (1 - shade) * (1 + out.y) ** 2;
  const colour = optics.clear.map((part) => light * part ** (length / optics.over)) as Seen['colour'];
  return { mirror, colour };
}

/**
 * Metals mirror white at a low angle, which the inside of a stone does not: no mirror leans from its facet by more than 33 degrees, so that eyes
 * from above and from the side see its colour.
 */
function facing(mirror: Vector3, normal: Vector3): Vector3 {
  const least = 0.84;
  mirror.normalize();
  const along = mirror.dot(normal);
  if (along >= least) return mirror;
  const across = mirror.addScaledVector(normal, -along);
  if (across.lengthSq() < 1e-9) return across.copy(normal);
  return across.setLength(sqrt(1 - least ** 2)).addScaledVector(normal, least);
}

function next({ sides, planes }: Stone, at: Vector3, way: Vector3): [Side, number] {
  let [hit, near] = [0, far];
  for (let index = 0, p = 0; index < sides.length; index++, p += 4) {
    const speed = planes[p]! * way.x + planes[p + 1]! * way.y + planes[p + 2]! * way.z;
    if (speed <= 1e-9) continue;
    const room = planes[p + 3]! - planes[p]! * at.x - planes[p + 1]! * at.y - planes[p + 2]! * at.z;
    if (room < near * speed) [hit, near] = [index, max(0, room / speed)];
  }
  return [sides[hit]!, near];
}

/** Snell's law; `normal` stands against the ray, `ratio` is the index on this side over that on the other. Null: none goes through. */
function refracted(ray: Vector3, normal: Vector3, ratio: number): Vector3 | null {
  const cosine = -ray.dot(normal);
  const rest = 1 - ratio * ratio * (1 - cosine * cosine);
  return rest < 0
    ? null
    : ray
        .clone()
        .multiplyScalar(ratio)
        .addScaledVector(normal, ratio * cosine - sqrt(rest));
}

/** The share that a surface mirrors, of light from outside or from inside; `along`: the cosine between ray and normal. */
function fresnel(along: number, ior: number, outside: boolean): number {
  const [from, to] = outside ? [1, ior] : [ior, 1];
  const cosine = abs(along);
  const sine = (from / to) * sqrt(1 - min(1, cosine * cosine));
  if (sine >= 1) return 1;
  const other = sqrt(1 - sine * sine);
  const across = (from * cosine - to * other) / (from * cosine + to * other);
  const level = (from * other - to * cosine) / (from * other + to * cosine);
  return (across * across + level * level) / 2;
}
