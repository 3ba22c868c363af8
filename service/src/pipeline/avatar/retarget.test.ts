import { describe, expect, jest, test } from '@jest/globals';
import type { Animation, Document } from '@gltf-transform/core';
import { Quaternion, type Vector3 } from 'three';
import { hasSharedModels, imported, sharedModel } from '../../../../tests/fakes/models.ts';
import { bodyPoints } from './build.ts';
import { turnToFront } from './front.ts';
import { facing, placeOf, type Humanoid } from './humanoid.ts';
import { readAvatar } from './index.ts';
import { addClips } from './retarget.ts';
import { poseAt, secondsOf } from './sample.ts';

// Geometry of whole bodies, vertex by vertex: seconds, and more beside other work.
jest.setTimeout(90_000);

const onShared = hasSharedModels ? test : test.skip;
const names = ['avatar-knight-3clips.glb', 'avatar-rogue-3clips.glb', 'rogue-vrm1.vrm', 'cryptovoxels-vrm0.vrm'];

interface Walker {
  document: Document;
  humanoid: Humanoid;
  clip(name: string): Animation;
  height: number;
}

async function walker(name: string): Promise<Walker> {
  const model = await imported(sharedModel(name));
  const { humanoid } = readAvatar(model)!;
  turnToFront(model.document, humanoid);
  addClips(model.document, humanoid);
  const clip = (title: string): Animation =>
    model.document
      .getRoot()
      .listAnimations()
      .find((one) => one.getName() === title)!;
  return { document: model.document, humanoid, clip, height: placeOf(humanoid.bones.get('head')!).y };
}

/** Calls at evenly spaced moments of a clip, the skeleton in its pose. */
function through(clip: Animation, count: number, at: (part: number) => void): void {
  for (let index = 0; index < count; index++) {
    const back = poseAt(clip, (index / count) * secondsOf(clip));
    at(index / count);
    back();
  }
}

const spread = (values: number[]): number => Math.max(...values) - Math.min(...values);

describe.each(names)('our clips on %s', (name) => {
  onShared('each loops without a seam, its rotations of length 1 (needs ../shared)', async () => {
    const { clip } = await walker(name);
    for (const title of ['Idle', 'Walking', 'Turning', 'Presenting']) {
      const animation = clip(title);
      expect(animation.listChannels().length).toBeGreaterThan(15);
      for (const channel of animation.listChannels()) {
        const output = channel.getSampler()!.getOutput()!;
        const [first, last] = [output.getElement(0, []), output.getElement(output.getCount() - 1, [])];
        if (first.length === 4) {
          const [a, b] = [new Quaternion().fromArray(first), new Quaternion().fromArray(last)];
          expect(a.length()).toBeCloseTo(1, 5);
          expect(a.angleTo(b)).toBeLessThan(1e-3);
        }
        if (first.length === 3) expect(first.map((value, axis) => Math.abs(value - last[axis]!) < 1e-5)).toEqual([true, true, true]);
      }
    }
  });

  onShared('no key jumps: a bone turns less than 25° from key to key (needs ../shared)', async () => {
    const { clip } = await walker(name);
    const tracks = ['Idle', 'Walking', 'Turning', 'Presenting'].flatMap((title) => clip(title).listChannels());
    const turns = tracks
      .filter((one) => one.getTargetPath() === 'rotation')
      .map((channel) => {
        const output = channel.getSampler()!.getOutput()!;
        const keys = Array.from({ length: output.getCount() }, (_, key) => new Quaternion().fromArray(output.getElement(key, [])));
        const most = Math.max(...keys.slice(1).map((key, index) => key.angleTo(keys[index]!)));
        return { bone: channel.getTargetNode()!.getName(), degrees: Math.round((most * 180) / Math.PI) };
      });
    expect(turns.filter(({ degrees }) => degrees > 25)).toEqual([]);
  });

  onShared('walking: the feet go to and fro and stay near the ground, arms swing against legs (needs ../shared)', async () => {
    const { humanoid, clip, document, height } = await walker(name);
    const at = (bone: 'leftFoot' | 'rightFoot' | 'leftHand' | 'hips'): Vector3 => placeOf(humanoid.bones.get(bone)!);
    const seen: { left: number; right: number; hand: number; sole: number }[] = [];
    through(clip('Walking'), 16, () => {
      const points = bodyPoints(document, humanoid);
      const feet = (['leftFoot', 'leftToes', 'rightFoot', 'rightToes'] as const).flatMap((bone) => points.get(bone)!);
      const sole = Math.min(...feet.map((point) => point.y));
      seen.push({
        left: at('leftFoot').z - at('hips').z,
        right: at('rightFoot').z - at('hips').z,
        hand: at('leftHand').z - at('hips').z,
        sole,
      });
    });
    expect(spread(seen.map((one) => one.left))).toBeGreaterThan(0.06 * height);
    // In the middle of each step one leg is in front and the other behind; the left arm goes with the right leg.
    const mean = (pick: (one: (typeof seen)[number]) => number): number => seen.reduce((sum, one) => sum + pick(one), 0) / seen.length;
    const together = (a: (one: (typeof seen)[number]) => number, b: (one: (typeof seen)[number]) => number): number =>
      seen.reduce((sum, one) => sum + (a(one) - mean(a)) * (b(one) - mean(b)), 0);
    expect(
      together(
        (one) => one.left,
        (one) => one.right,
      ),
    ).toBeLessThan(0);
    expect(
      together(
        (one) => one.left,
        (one) => one.hand,
      ),
    ).toBeLessThan(0);
    for (const { sole } of seen) expect(Math.abs(sole)).toBeLessThan(0.035 * height);
  });

  onShared('walking: a standing foot moves back at one speed (needs ../shared)', async () => {
    const { humanoid, clip } = await walker(name);
    const seen: number[] = [];
    // From flat on the ground to the heel's rise.
    for (const part of [0.14, 0.2, 0.26, 0.32, 0.38]) {
      const back = poseAt(clip('Walking'), part * secondsOf(clip('Walking')));
      seen.push(placeOf(humanoid.bones.get('leftFoot')!).z);
      back();
    }
    const steps = seen.slice(1).map((z, index) => seen[index]! - z);
    const speed = steps.reduce((sum, step) => sum + step, 0) / steps.length;
    expect(speed).toBeGreaterThan(0);
    for (const step of steps) expect(Math.abs(step / speed - 1)).toBeLessThan(0.25);
  });

  onShared('standing still, both feet stay where they are and the body moves above them (needs ../shared)', async () => {
    const { humanoid, clip, height } = await walker(name);
    for (const title of ['Idle', 'Presenting']) {
      const seen: { foot: Vector3; head: Vector3; hand: Vector3 }[] = [];
      through(clip(title), 12, () =>
        seen.push({
          foot: placeOf(humanoid.bones.get('leftFoot')!),
          head: placeOf(humanoid.bones.get('head')!),
          hand: placeOf(humanoid.bones.get('leftHand')!),
        }),
      );
      for (const { foot } of seen) expect(foot.distanceTo(seen[0]!.foot)).toBeLessThan(0.004 * height);
      expect(spread(seen.map((one) => one.head.x))).toBeGreaterThan(0.005 * height);
      expect(spread(seen.map((one) => one.hand.y))).toBeGreaterThan(title === 'Presenting' ? 0.08 * height : 0.001 * height);
    }
  });

  onShared('turning goes once round, to the left, from the front (needs ../shared)', async () => {
    const { humanoid, clip } = await walker(name);
    const turns: number[] = [];
    through(clip('Turning'), 24, () => turns.push(Math.atan2(facing(humanoid)!.x, facing(humanoid)!.z)));
    expect(Math.abs(turns[0]!)).toBeLessThan(0.15);
    const steps = turns.map((turn, index) => turn - turns.at(index - 1)!).map((step) => Math.atan2(Math.sin(step), Math.cos(step)));
    expect(steps.reduce((sum, step) => sum + step, 0)).toBeCloseTo(2 * Math.PI, 5);
    expect(Math.min(...steps)).toBeGreaterThan(0);
  });

  onShared('the arms pass the body: elbows and wrists stay outside of it (needs ../shared)', async () => {
    const { humanoid, clip, document } = await walker(name);
    for (const title of ['Idle', 'Walking']) {
      through(clip(title), 6, () => {
        const points = bodyPoints(document, humanoid);
        const body = (['hips', 'spine', 'chest', 'leftUpperLeg'] as const).flatMap((bone) => points.get(bone)!);
        for (const bone of ['leftLowerArm', 'leftHand'] as const) {
          const joint = placeOf(humanoid.bones.get(bone)!);
          const beside = body.filter((point) => Math.abs(point.y - joint.y) < 0.03 && Math.abs(point.z - joint.z) < 0.05);
          for (const point of beside) expect(joint.x).toBeGreaterThan(point.x - 0.02);
        }
      });
    }
  });
});

onShared('what faces away is turned to the viewer, its toes ahead of its heels (needs ../shared)', async () => {
  const model = await imported(sharedModel('cryptovoxels-vrm0.vrm'));
  const { humanoid } = readAvatar(model)!;
  expect(turnToFront(model.document, humanoid)).toMatchObject({ code: 'avatar-turned', message: expect.stringContaining('180°') });
  expect(facing(humanoid)!.z).toBeCloseTo(1, 2);
  expect(placeOf(humanoid.bones.get('leftToes')!).z).toBeGreaterThan(placeOf(humanoid.bones.get('leftFoot')!).z);
  expect(turnToFront(model.document, humanoid)).toBeNull();
});

onShared('a clip of the same name is replaced, others stay (needs ../shared)', async () => {
  const model = await imported(sharedModel('avatar-knight-3clips.glb'));
  const { humanoid } = readAvatar(model)!;
  addClips(model.document, humanoid);
  addClips(model.document, humanoid);
  const titles = model.document
    .getRoot()
    .listAnimations()
    .map((clip) => clip.getName());
  expect(titles.sort()).toEqual(['Cheer', 'Idle', 'Presenting', 'Turning', 'Walking', 'Walking_A']);
});
