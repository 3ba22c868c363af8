import { Matrix4, Vector2, Vector3, type Curve } from 'three';

/** Triangles with normals and texture coordinates; metres, Y up. */
export interface Shape {
  positions: number[];
  normals: number[];
  uvs: number[];
  indices: number[];
}

export const empty = (): Shape => ({ positions: [], normals: [], uvs: [], indices: [] });

/** Adds shapes into one. */
export function join(...shapes: readonly Shape[]): Shape {
  const whole = empty();
  for (const shape of shapes) {
    const start = whole.positions.length / 3;
    for (const key of ['positions', 'normals', 'uvs'] as const) for (const value of shape[key]) whole[key].push(value);
    for (const index of shape.indices) whole.indices.push(start + index);
  }
  return whole;
}

export function moved(shape: Shape, matrix: Matrix4): Shape {
  const apply = (values: readonly number[], change: (at: Vector3) => Vector3): number[] => {
    const out: number[] = [];
    for (let index = 0; index < values.length; index += 3) out.push(...change(new Vector3().fromArray(values, index)).toArray());
    return out;
  };
  const turn = matrix.clone().invert().transpose();
  const mirrored = matrix.determinant() < 0;
  const indices = mirrored ? shape.indices.map((_, index, all) => all[index - (index % 3) + (2 - (index % 3))]!) : [...shape.indices];
  return {
    positions: apply(shape.positions, (at) => at.applyMatrix4(matrix)),
    normals: apply(shape.normals, (at) => at.transformDirection(turn)),
    uvs: [...shape.uvs],
    indices,
  };
}

export const at = (x: number, y: number, z: number): Matrix4 => new Matrix4().makeTranslation(x, y, z);

export interface SheetOptions {
  across: number;
  along: number;
  /** the last column meets the first: their normals are one. */
  closed?: boolean;
  /** the last row meets the first. */
  loop?: boolean;
  /** texture coordinates; the place in the sheet itself where missing. */
  uv?(u: number, v: number): [number, number];
  /** seen from the other side. */
  flip?: boolean;
}

/** A surface over u and v (0 to 1). Its front is where ∂u × ∂v points. */
export function sheet(
  point: (u: number, v: number) => Vector3,
  { across, along, closed = false, loop = false, uv = (u, v) => [u, v], flip = false }: SheetOptions,
): Shape {
  const shape = empty();
  const points: Vector3[] = [];
  for (let row = 0; row <= along; row++) {
    for (let column = 0; column <= across; column++) {
      const [u, v] = [column / across, row / along];
      points.push(point(u, v));
      shape.uvs.push(...uv(u, v));
    }
  }
  const width = across + 1;
  for (let row = 0; row < along; row++) {
    for (let column = 0; column < across; column++) {
      const [a, b, c, d] = [row * width + column, row * width + column + 1, (row + 1) * width + column, (row + 1) * width + column + 1];
      shape.indices.push(...(flip ? [a, c, b, b, c, d] : [a, b, c, b, d, c]));
    }
  }
  for (const { x, y, z } of points) shape.positions.push(x, y, z);
  const same = (index: number): number => {
    const [row, column] = [Math.floor(index / width), index % width];
    return (loop && row === along ? 0 : row) * width + (closed && column === across ? 0 : column);
  };
  shape.normals = normals(points, shape.indices, same);
  return shape;
}

/** Mean of the faces around each vertex, by their area; `same` names the vertex that another one coincides with. */
function normals(points: readonly Vector3[], indices: readonly number[], same: (index: number) => number): number[] {
  const sums = points.map(() => new Vector3());
  for (let index = 0; index < indices.length; index += 3) {
    const [a, b, c] = [indices[index]!, indices[index + 1]!, indices[index + 2]!];
    const area = points[b]!.clone().sub(points[a]!).cross(points[c]!.clone().sub(points[a]!));
    for (const vertex of [a, b, c]) sums[same(vertex)]!.add(area);
  }
  return points.flatMap((_, index) => {
    const sum = sums[same(index)]!.clone();
    return (sum.lengthSq() > 0 ? sum.normalize() : new Vector3(0, 1, 0)).toArray();
  });
}

export interface TubeOptions {
  segments: number;
  around: number;
  closed?: boolean;
  /** half width and half height of the profile at a part of the way. */
  radius(part: number): readonly [number, number];
  /** metres of texture once round and along. */
  uv?: number;
  /** which way the profile's height points; the curve's own frame where missing. */
  up?: Vector3;
}

/** A round profile drawn along a curve, its open ends closed by caps. */
export function tube(curve: Curve<Vector3>, { segments, around, closed = false, radius, uv = 1, up }: TubeOptions): Shape {
  const frames = curve.computeFrenetFrames(segments, closed);
  const length = curve.getLength();
  const places = curve.getSpacedPoints(segments);
  const frame = (index: number): [Vector3, Vector3] => {
    const tangent = frames.tangents[index]!;
    if (!up) return [frames.binormals[index]!, frames.normals[index]!];
    const side = tangent.clone().cross(up).normalize();
    return [side, side.clone().cross(tangent).normalize()];
  };
  const point = (u: number, v: number): Vector3 => {
    const index = Math.round(v * segments);
    const [side, height] = frame(index);
    const [wide, high] = radius(v);
    const angle = 2 * Math.PI * u;
    return places[index]!.clone()
      .addScaledVector(side, Math.cos(angle) * wide)
      .addScaledVector(height, Math.sin(angle) * high);
  };
  const girth = 2 * Math.PI * radius(0.5)[0];
  const skin = sheet(point, {
    across: around,
    along: segments,
    closed: true,
    uv: (u, v) => [(u * girth) / uv, (v * length) / uv],
    flip: true,
  });
  const outward = new Vector3().fromArray(skin.normals, 0).dot(point(0, 0).sub(places[0]!)) > 0;
  const right = outward
    ? skin
    : sheet(point, { across: around, along: segments, closed: true, uv: (u, v) => [(u * girth) / uv, (v * length) / uv] });
  if (closed) return right;
  return join(
    right,
    cap(places[0]!, frames.tangents[0]!.clone().negate(), (u) => point(u, 0), around),
    cap(places[segments]!, frames.tangents[segments]!, (u) => point(u, 1), around),
  );
}

function cap(middle: Vector3, normal: Vector3, edge: (u: number) => Vector3, around: number): Shape {
  const shape = empty();
  const put = (point: Vector3): void => {
    shape.positions.push(...point.toArray());
    shape.normals.push(...normal.toArray());
    shape.uvs.push(0, 0);
  };
  put(middle);
  for (let index = 0; index < around; index++) put(edge(index / around));
  const first = edge(0)
    .sub(middle)
    .cross(edge(1 / around).sub(middle));
  for (let index = 0; index < around; index++) {
    const [a, b] = [1 + index, 1 + ((index + 1) % around)];
    shape.indices.push(...(first.dot(normal) > 0 ? [0, a, b] : [0, b, a]));
  }
  return shape;
}

/** A profile (radius, height) turned about the Y axis, from below to above seen from outside. */
export const lathe = (profile: readonly (readonly [number, number])[], around: number): Shape => {
  const points = profile.map(([x, y]) => new Vector2(x, y));
  const where = (v: number): Vector2 => {
    const index = Math.min(points.length - 2, Math.floor(v * (points.length - 1)));
    return points[index]!.clone().lerp(points[index + 1]!, v * (points.length - 1) - index);
  };
  const point = (u: number, v: number): Vector3 => {
    const { x, y } = where(v);
    return new Vector3(Math.sin(2 * Math.PI * u) * x, y, Math.cos(2 * Math.PI * u) * x);
  };
  return sheet(point, { across: around, along: points.length - 1, closed: true });
};

/** Flat facets: each polygon (seen counter-clockwise from outside) with its own normal. */
export function facets(polygons: readonly (readonly Vector3[])[]): Shape {
  const shape = empty();
  for (const polygon of polygons) {
    const start = shape.positions.length / 3;
    const normal = polygon[1]!.clone().sub(polygon[0]!).cross(polygon[2]!.clone().sub(polygon[0]!)).normalize();
    for (const point of polygon) {
      shape.positions.push(...point.toArray());
      shape.normals.push(...normal.toArray());
      shape.uvs.push(0, 0);
    }
    for (let corner = 1; corner + 1 < polygon.length; corner++) shape.indices.push(start, start + corner, start + corner + 1);
  }
  return shape;
}
