import { Ray, Triangle, Vector3 } from 'three';

export interface Near {
  triangle: number;
  point: Vector3;
  distance: number;
}

/** Triangles sorted into cubes of space, so that the nearest and those on a ray are found without looking at all. */
export class TriangleGrid {
  readonly positions: Float32Array;
  readonly triangles: Uint32Array;
  readonly #cell: number;
  readonly #cubes = new Map<number, number[]>();
  readonly #span: number;

  /** `cell`: the cubes' side, about the size of a query; `span`: no query goes further. */
  constructor(positions: Float32Array, triangles: Uint32Array, { cell, span }: { cell: number; span: number }) {
    this.positions = positions;
    this.triangles = triangles;
    this.#cell = cell;
    this.#span = span;
    const [low, high] = [new Vector3(), new Vector3()];
    for (let triangle = 0; triangle < triangles.length / 3; triangle++) {
      const { a, b, c } = this.at(triangle);
      low.copy(a).min(b).min(c);
      high.copy(a).max(b).max(c);
      this.#each(low, high, (key) => {
        const cube = this.#cubes.get(key);
        if (cube) cube.push(triangle);
        else this.#cubes.set(key, [triangle]);
      });
    }
  }

  at(triangle: number): Triangle {
    const corner = (which: number): Vector3 => new Vector3().fromArray(this.positions, this.triangles[triangle * 3 + which]! * 3);
    return new Triangle(corner(0), corner(1), corner(2));
  }

  normal(triangle: number): Vector3 {
    return this.at(triangle).getNormal(new Vector3());
  }

  /** The nearest triangle; `cost` may make a distance count for more (never for less), or rule a triangle out with Infinity. */
  nearest(point: Vector3, cost: (distance: number, triangle: number) => number = (distance) => distance): (Near & { cost: number }) | null {
    let best: (Near & { cost: number }) | null = null;
    const seen = new Set<number>();
    for (let radius = this.#cell; ; radius = Math.min(this.#span, radius * 2)) {
      const reach = new Vector3(radius, radius, radius);
      this.#each(point.clone().sub(reach), point.clone().add(reach), (key) => {
        for (const triangle of this.#cubes.get(key) ?? []) {
          if (seen.has(triangle)) continue;
          seen.add(triangle);
          const found = this.at(triangle).closestPointToPoint(point, new Vector3());
          const distance = found.distanceTo(point);
          const price = cost(distance, triangle);
          if (price < (best?.cost ?? Infinity)) best = { triangle, point: found, distance, cost: price };
        }
      });
      const now = best as (Near & { cost: number }) | null;
      if ((now && now.cost <= radius) || radius >= this.#span) return now;
    }
  }

  /** What a ray meets within `far`, in no order. */
  cast(from: Vector3, direction: Vector3, far: number): Near[] {
    const hits: Near[] = [];
    const ray = new Ray(from, direction);
    const end = from.clone().addScaledVector(direction, far);
    const seen = new Set<number>();
    this.#each(from.clone().min(end), from.clone().max(end), (key) => {
      for (const triangle of this.#cubes.get(key) ?? []) {
        if (seen.has(triangle)) continue;
        seen.add(triangle);
        const { a, b, c } = this.at(triangle);
        const point = ray.intersectTriangle(a, b, c, false, new Vector3());
        const distance = point?.distanceTo(from) ?? Infinity;
        if (point && distance <= far) hits.push({ triangle, point, distance });
      }
    });
    return hits;
  }

  #each(low: Vector3, high: Vector3, visit: (key: number) => void): void {
    const cube = (value: number): number => Math.floor(value / this.#cell);
    for (let x = cube(low.x); x <= cube(high.x); x++) {
      for (let y = cube(low.y); y <= cube(high.y); y++) {
        for (let z = cube(low.z); z <= cube(high.z); z++) visit(x * 73856093 + y * 19349663 + z * 83492791);
      }
    }
  }
}
