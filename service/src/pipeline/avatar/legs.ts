import { Matrix4, Quaternion, Vector3 } from 'three';
import type { Foot, Side } from './clips/index.ts';
import type { BodyPoints } from './build.ts';
import { placeOf, type Humanoid } from './humanoid.ts';

/** A leg as it rests, in the world. */
export interface Leg {
  side: Side;
  hip: Vector3;
  ankle: Vector3;
  /** what the foot tips over: on its toes, on its heel. */
  ball: Vector3;
  heel: Vector3;
  /** from the ball to the tip of the shoe. */
  toes: number;
  upper: number;
  lower: number;
}

/** Measures a leg by its joints, and its foot by what is drawn of it (shoes are larger than bones). */
export function measureLeg({ bones }: Humanoid, points: BodyPoints, side: Side): Leg {
  const [hip, knee, ankle] = (['UpperLeg', 'LowerLeg', 'Foot'] as const).map((part) => placeOf(bones.get(`${side}${part}`)!)) as [
    Vector3,
    Vector3,
    Vector3,
  ];
  const length = hip.distanceTo(knee) + knee.distanceTo(ankle);
  const toes = bones.get(`${side}Toes`);
  const ball = toes ? placeOf(toes) : ankle.clone().add(new Vector3(0, 0, 0.16 * length));
  const sole = [...(points.get(`${side}Foot`) ?? []), ...(points.get(`${side}Toes`) ?? [])];
  const least = (axis: 'y' | 'z', otherwise: number): number => sole.reduce((low, point) => Math.min(low, point[axis]), otherwise);
  ball.y = least('y', Math.min(ball.y, ankle.y));
  const heel = new Vector3(ankle.x, ball.y, Math.max(least('z', ankle.z - 0.06 * length), ankle.z - 0.4 * length));
  const tip = sole.reduce((most, point) => Math.max(most, point.z), ball.z);
  return { side, hip, ankle, ball, heel, toes: tip - ball.z, upper: hip.distanceTo(knee), lower: knee.distanceTo(ankle) };
}

/** How far the toes bend up within the foot, so that the tip of a tipped foot does not dip into the ground; radians. */
export function toeBend(leg: Leg, { pitch, way }: Foot, scale: number): number {
  const room = leg.toes > 0 ? Math.asin(Math.min(1, Math.max(0, way.y * scale) / leg.toes)) : Math.PI / 2;
  return Math.max(0, pitch - room);
}

/** Never quite straight: a straight knee pops. */
const reachOf = (leg: Leg): number => 0.995 * (leg.upper + leg.lower);

const up = new Vector3(0, 1, 0);
const left = new Vector3(1, 0, 0);

export const footTurn = ({ orbit, pitch }: Foot): Quaternion =>
  new Quaternion().setFromAxisAngle(up, orbit).multiply(new Quaternion().setFromAxisAngle(left, pitch));

/** Where the ankle is to be. `scale`: metres a leg length; `centre`: the resting hips. */
export function ankleGoal(leg: Leg, foot: Foot, { centre, scale }: { centre: Vector3; scale: number }): Vector3 {
  const pivot = foot.pitch > 0 ? leg.ball : leg.heel;
  const tipped = leg.ankle.clone().sub(pivot).applyAxisAngle(left, foot.pitch).add(pivot);
  const level = new Vector3(centre.x, 0, centre.z);
  return tipped.addScaledVector(foot.way, scale).sub(level).applyAxisAngle(up, foot.orbit).add(level);
}

/** How far the hip joint must sink for the ankle to be in reach; 0: it is. */
export function sinkFor(leg: Leg, hip: Vector3, ankle: Vector3): number {
  const level = Math.hypot(hip.x - ankle.x, hip.z - ankle.z);
  const highest = ankle.y + Math.sqrt(Math.max(0, reachOf(leg) ** 2 - level ** 2));
  return Math.max(0, hip.y - highest);
}

/** Thigh and shin so that the ankle is at its goal and the knee points to `front`: turns in the world from a leg that hangs straight down (two bones, law of cosines). */
export function bendLeg(leg: Leg, hip: Vector3, ankle: Vector3, front: Vector3): { thigh: Quaternion; shin: Quaternion } {
  const way = ankle.clone().sub(hip);
  const far = Math.min(reachOf(leg), Math.max(Math.abs(leg.upper - leg.lower) * 1.001, way.length()));
  const direction = way.normalize();
  const pole = front.clone().addScaledVector(direction, -front.dot(direction)).normalize();
  const cosine = (leg.upper ** 2 + far ** 2 - leg.lower ** 2) / (2 * leg.upper * far);
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)));
  const thigh = direction.clone().multiplyScalar(Math.cos(angle)).addScaledVector(pole, Math.sin(angle));
  const shin = direction.clone().multiplyScalar(far).addScaledVector(thigh, -leg.upper).normalize();
  const hinge = direction.clone().negate().cross(pole).normalize();
  return { thigh: basis(hinge, thigh), shin: basis(hinge, shin) };
}

function basis(hinge: Vector3, down: Vector3): Quaternion {
  const y = down.clone().negate();
  return new Quaternion().setFromRotationMatrix(new Matrix4().makeBasis(hinge, y, hinge.clone().cross(y)));
}
