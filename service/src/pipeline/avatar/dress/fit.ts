import { Box3, Matrix4, Vector3 } from 'three';
import { placeOf, type Humanoid } from '../humanoid.ts';
import type { Note } from '../../contract.ts';
import { TriangleGrid } from './grid.ts';
import { vectorAt, type Surface } from './surface.ts';

/** Which part of a body a garment is for, from and to which height. */
interface Region {
  name: string;
  from: number;
  to: number;
}

const boxOf = (positions: Float32Array): Box3 => new Box3().setFromArray(positions);

/** Moves and scales a garment's surface, in place, to where it is worn. Null: it lay there already. */
export function fitGarment(garment: Surface, body: Surface, humanoid: Humanoid, own: Humanoid | null): Note | null {
  if (own && own.missing.length === 0) return bySkeleton(garment, humanoid, own);
  if (isWorn(garment, body)) return null;
  const grid = new TriangleGrid(body.positions, body.triangles, { cell: 0.06 * heightOf(body), span: 2 * heightOf(body) });
  const tried = regionsOf(humanoid, body).map((region) => place(garment, { body, grid, region }));
  const best = tried.sort((a, b) => a.misfit - b.misfit)[0]!;
  best.apply();
  const percent = Math.round(best.scale * 100);
  const message = `The garment did not lie on the avatar; it was scaled to ${percent} % and put to its ${best.region}. Model it on the avatar for a better fit.`;
  return { code: 'garment-fitted', message, where: null };
}

const heightOf = ({ positions }: Surface): number => boxOf(positions).getSize(new Vector3()).y;

/** A skeleton in the garment's file says where it is worn, although nothing is bound to it. */
function bySkeleton(garment: Surface, avatar: Humanoid, own: Humanoid): Note | null {
  const span = ({ bones }: Humanoid): number => placeOf(bones.get('head')!).y - placeOf(bones.get('hips')!).y;
  const scale = span(avatar) / span(own);
  const [from, to] = [placeOf(own.bones.get('hips')!), placeOf(avatar.bones.get('hips')!)];
  if (Math.abs(scale - 1) < 0.01 && from.distanceTo(to) < 0.01 * span(avatar)) return null;
  move(garment, { scale, from, to });
  const message = `The garment was fitted by the skeleton in its file: ${Math.round(scale * 100)} % of its size.`;
  return { code: 'garment-fitted', message, where: null };
}

function move({ positions }: Surface, { scale, from, to }: { scale: number; from: Vector3; to: Vector3 }): void {
  const matrix = new Matrix4()
    .makeTranslation(to)
    .scale(new Vector3(scale, scale, scale))
    .multiply(new Matrix4().makeTranslation(from.clone().negate()));
  for (let vertex = 0; vertex < positions.length / 3; vertex++) {
    positions.set(vectorAt(positions, vertex).applyMatrix4(matrix).toArray(), vertex * 3);
  }
}

/** Whether it lies on the body: its middle within it, neither lost in it nor far larger. */
function isWorn(garment: Surface, body: Surface): boolean {
  const [its, the] = [boxOf(garment.positions), boxOf(body.positions)];
  const [size, whole] = [its.getSize(new Vector3()), the.getSize(new Vector3())];
  return (
    the.containsPoint(its.getCenter(new Vector3())) &&
    size.y < 1.15 * whole.y &&
    size.length() > 0.08 * whole.length() &&
    size.x < 1.3 * whole.x
  );
}

function regionsOf({ bones }: Humanoid, body: Surface): Region[] {
  const box = boxOf(body.positions);
  const y = (bone: Parameters<typeof bones.get>[0]): number => placeOf(bones.get(bone)!).y;
  const [hips, shoulder, foot] = [y('hips'), Math.max(y('leftUpperArm'), y('rightUpperArm')), Math.min(y('leftFoot'), y('rightFoot'))];
  const crotch = y('leftUpperLeg');
  const trunk = shoulder - hips;
  return [
    { name: 'upper body', from: Math.min(hips, crotch) - 0.1 * trunk, to: shoulder + 0.15 * trunk },
    { name: 'legs', from: foot, to: hips + 0.2 * trunk },
    { name: 'whole body', from: foot + 0.15 * (hips - foot), to: shoulder + 0.15 * trunk },
    { name: 'head', from: (y('head') + box.max.y) / 2, to: box.max.y + 0.05 * trunk },
  ];
}

/** Tries a region: as high as that, in the middle of the body there. The misfit is the mean way from the garment to the body, in the body's heights. */
function place(
  garment: Surface,
  { body, grid, region }: { body: Surface; grid: TriangleGrid; region: Region },
): { misfit: number; scale: number; region: string; apply(): void } {
  const box = boxOf(garment.positions);
  const scale = (region.to - region.from) / box.getSize(new Vector3()).y;
  const there = new Box3();
  for (let vertex = 0; vertex < body.positions.length / 3; vertex++) {
    const point = vectorAt(body.positions, vertex);
    if (point.y >= region.from && point.y <= region.to) there.expandByPoint(point);
  }
  const to = there.getCenter(new Vector3()).setY((region.from + region.to) / 2);
  const wish = { scale, from: box.getCenter(new Vector3()), to };
  const count = garment.positions.length / 3;
  const step = Math.max(1, Math.floor(count / 400));
  let [sum, seen] = [0, 0];
  for (let vertex = 0; vertex < count; vertex += step, seen++) {
    const point = vectorAt(garment.positions, vertex).sub(wish.from).multiplyScalar(scale).add(to);
    sum += grid.nearest(point)?.distance ?? 0;
  }
  return { misfit: sum / seen / heightOf(body), scale, region: region.name, apply: () => move(garment, wish) };
}
