import { describe, expect, jest, test } from '@jest/globals';
import type { Document, Node } from '@gltf-transform/core';
import { cloneDocument } from '@gltf-transform/functions';
import { hasSharedModels, imported, sharedModel } from '../../../../../tests/fakes/models.ts';
import type { Imported } from '../../types.ts';
import { placeOf, type Humanoid } from '../humanoid.ts';
import { readAvatar } from '../index.ts';
import { poseAt, secondsOf } from '../sample.ts';
import { TriangleGrid } from './grid.ts';
import { dress, type Dressed } from './index.ts';
import { surfaceOf, vectorAt, type Surface } from './surface.ts';

// Geometry of whole bodies, vertex by vertex: seconds, and more beside other work.
jest.setTimeout(90_000);

const onShared = hasSharedModels ? test : test.skip;
const model = (name: string): Promise<Imported> => imported(sharedModel(name));

async function dressed(avatar: string, ...garments: string[]): Promise<Dressed> {
  const wish = { avatar: await model(avatar), garments: await Promise.all(garments.map(model)) };
  const result = await dress({ ...wish, signal: new AbortController().signal, progress: () => undefined });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const garmentNames = /^(Rogue_Body|Rogue_Arm(Left|Right))$/;
const isGarment = (node: Node): boolean => node.getSkin()?.getName() === node.getName() && garmentNames.test(node.getName());
const drawnNodes = (document: Document): Node[] =>
  document
    .getRoot()
    .listNodes()
    .filter((node) => node.getMesh() && node.getSkin());

/** Vertices that some triangle still draws. */
const drawn = (surface: Surface): Set<number> => new Set(surface.triangles);

/**
 * The share of the body's vertices by the garment (nearest cloth within 5 % of the height, facing the same way) that stand out of it by more
 * than 5 mm, in the pose the skeleton is in.
 */
function outside(body: Surface, clothes: Surface, height: number): { near: number; out: number } {
  const grid = new TriangleGrid(clothes.positions, clothes.triangles, { cell: 0.03 * height, span: 0.05 * height });
  let [near, out] = [0, 0];
  for (const vertex of drawn(body)) {
    const [point, normal] = [vectorAt(body.positions, vertex), vectorAt(body.normals, vertex)];
    const cloth = grid.nearest(point, (distance, triangle) => (grid.normal(triangle).dot(normal) > 0.5 ? distance : Infinity));
    if (!cloth || cloth.distance > 0.05 * height) continue;
    near++;
    const above = point.clone().sub(cloth.point);
    if (above.dot(grid.normal(cloth.triangle)) > 0.005 && above.normalize().dot(normal) > 0.7) out++;
  }
  return { near, out };
}

describe.each([
  ['avatar-knight-3clips.glb', 'garment-rogue-tunic-rigged.glb', 'skeleton'],
  ['avatar-knight-3clips.glb', 'garment-rogue-tunic-static.glb', 'body'],
  ['avatar-rogue-3clips.glb', 'garment-rogue-tunic-static.glb', 'body'],
  ['cryptovoxels-vrm0.vrm', 'garment-rogue-tunic-rigged.glb', 'skeleton'],
] as const)('%s in %s', (avatar, garment, by) => {
  onShared('is bound to the avatar’s own joints, its weights whole (needs ../shared)', async () => {
    const { document, garments } = await dressed(avatar, garment);
    expect(garments).toMatchObject([{ by, hidden: expect.any(Number) }]);
    expect(garments[0]!.hidden).toBeGreaterThan(200);
    const joints = new Set(Object.values(readAvatar({ document, vrm: null })!.facts.bones));
    const worn = drawnNodes(document).filter(isGarment);
    expect(worn.length).toBeGreaterThan(0);
    for (const node of worn) {
      const bound = node
        .getSkin()!
        .listJoints()
        .map((joint) => joint.getName());
      expect(bound.filter((name) => joints.has(name)).length).toBeGreaterThanOrEqual(3);
      for (const primitive of node.getMesh()!.listPrimitives()) {
        const weights = primitive.getAttribute('WEIGHTS_0')!;
        for (let vertex = 0; vertex < weights.getCount(); vertex++) {
          expect(weights.getElement(vertex, []).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 4);
        }
      }
    }
    const names = document
      .getRoot()
      .listNodes()
      .map((node) => node.getName());
    expect(names.filter((name) => name === 'hips').length).toBeLessThanOrEqual(1);
    expect(document.getRoot().listScenes()).toHaveLength(1);
  });

  onShared('moves with the body in every clip, and the body does not show through it (needs ../shared)', async () => {
    const { document } = await dressed(avatar, garment);
    const { humanoid } = readAvatar({ document, vrm: null })!;
    const height = placeOf(humanoid.bones.get('head')!).y;
    const worn = drawnNodes(document).filter(isGarment);
    const body = drawnNodes(document).filter((node) => !isGarment(node));
    const rest = surfaceOf(worn).positions;
    const bare = surfaceOf(drawnNodes((await model(avatar)).document));
    const covered = outside(turnedTo(bare, humanoid), surfaceOf(worn), height).near;
    const shares: number[] = [];
    for (const clip of document.getRoot().listAnimations()) {
      if (!['Idle', 'Walking', 'Turning', 'Presenting'].includes(clip.getName())) continue;
      for (const part of [0.2, 0.5, 0.75]) {
        const back = poseAt(clip, part * secondsOf(clip));
        const clothes = surfaceOf(worn);
        shares.push(outside(surfaceOf(body), clothes, height).out / covered);
        // The cloth has left the pose that it was made in, and none of it has flown off.
        const moved = clothes.positions.reduce((most, value, index) => Math.max(most, Math.abs(value - rest[index]!)), 0);
        expect(moved).toBeGreaterThan(0.002 * height);
        expect(moved).toBeLessThan(1.6 * height);
        back();
      }
    }
    expect(Math.max(...shares)).toBeLessThan(0.08);
  });
});

/** VRM 0 faces away; dressed, it has been turned. */
function turnedTo(surface: Surface, { bones }: Humanoid): Surface {
  if (bones.get('hips')!.getName() === 'hips') return surface;
  const turn = (values: Float32Array): Float32Array => values.map((value, index) => (index % 3 === 1 ? value : -value));
  return { ...surface, positions: turn(surface.positions), normals: turn(surface.normals) };
}

onShared('without hiding what is covered, the same body stands out of the same tunic (needs ../shared)', async () => {
  const { document } = await dressed('avatar-knight-3clips.glb', 'garment-rogue-tunic-rigged.glb');
  const bare = drawnNodes((await model('avatar-knight-3clips.glb')).document);
  const height = placeOf(readAvatar({ document, vrm: null })!.humanoid.bones.get('head')!).y;
  const clothes = surfaceOf(drawnNodes(document).filter(isGarment));
  const before = outside(surfaceOf(bare), clothes, height);
  const after = outside(surfaceOf(drawnNodes(document).filter((node) => !isGarment(node))), clothes, height);
  expect(before.out).toBeGreaterThan(200);
  expect(after.out).toBeLessThan(before.out / 8);
});

onShared('head, hands and feet stay, and neither upload is changed (needs ../shared)', async () => {
  const [avatar, garment] = [await model('avatar-knight-3clips.glb'), await model('garment-rogue-tunic-static.glb')];
  const before = [avatar, garment].map((one) => one.document.getRoot().listNodes().length);
  const result = await dress({ avatar, garments: [garment], signal: new AbortController().signal, progress: () => undefined });
  expect([avatar, garment].map((one) => one.document.getRoot().listNodes().length)).toEqual(before);
  expect(avatar.document.getRoot().listAnimations()).toHaveLength(3);
  const document = result.ok ? result.value.document : cloneDocument(avatar.document);
  const triangles = (from: Document, name: string): number =>
    surfaceOf(drawnNodes(from).filter((node) => node.getName() === name)).triangles.length;
  for (const name of ['Knight_Head', 'Knight_LegLeft', 'Knight_LegRight']) {
    expect(triangles(document, name)).toBeGreaterThan(0.85 * triangles(avatar.document, name));
  }
  expect(triangles(document, 'Knight_Body')).toBeLessThan(0.7 * triangles(avatar.document, 'Knight_Body'));
});

onShared('a garment without skeleton that lies elsewhere, in another unit, is fitted and says so (needs ../shared)', async () => {
  const garment = await model('garment-rogue-tunic-static.glb');
  const root = garment.document.getRoot();
  const [cloth] = root.listNodes().filter((node) => node.getMesh());
  for (const node of root.listNodes()) if (node !== cloth) node.dispose();
  root.listScenes()[0]!.addChild(cloth!.setScale([100, 100, 100]).setTranslation([30, 500, 0]));
  const avatar = await model('avatar-rogue-3clips.glb');
  const result = await dress({ avatar, garments: [garment], signal: new AbortController().signal, progress: () => undefined });
  expect(result).toMatchObject({
    ok: true,
    value: { warnings: [{ code: 'garment-fitted', message: expect.stringContaining('upper body') }] },
  });
  const { document } = (result as { value: Dressed }).value;
  const { positions } = surfaceOf(drawnNodes(document).filter((node) => node.getSkin()!.getName() === 'Rogue_Body' && isGarment(node)));
  const heights = positions.filter((_, index) => index % 3 === 1);
  expect(Math.min(...heights)).toBeGreaterThan(0.2);
  expect(Math.max(...heights)).toBeLessThan(1.5);
});

describe('what the avatar’s terms or its skeleton forbid', () => {
  onShared('modification that is prohibited: refused with the sentence (needs ../shared)', async () => {
    const avatar = await model('rogue-vrm1.vrm');
    const meta = (avatar.vrm!.extensions['VRMC_vrm'] as { meta: Record<string, unknown> }).meta;
    meta['modification'] = 'prohibited';
    const wish = {
      avatar,
      garments: [await model('garment-rogue-tunic-rigged.glb')],
      signal: new AbortController().signal,
      progress: () => undefined,
    };
    expect(await dress(wish)).toMatchObject({
      ok: false,
      error: { code: 'avatar-licence-modification', message: expect.stringContaining('forbid to change it') },
    });
    meta['modification'] = 'allowModificationRedistribution';
    meta['commercialUsage'] = 'personalNonProfit';
    expect(await dress(wish)).toMatchObject({ ok: false, error: { code: 'avatar-licence-commercial' } });
  });

  onShared('a garment is no avatar; a skeleton without hands is told by name (needs ../shared)', async () => {
    const none = await model('garment-rogue-tunic-static.glb');
    for (const node of none.document.getRoot().listNodes()) if (!node.getMesh()) node.setName('x');
    const wish = { garments: [], signal: new AbortController().signal, progress: () => undefined };
    expect(await dress({ ...wish, avatar: none })).toMatchObject({ ok: false, error: { code: 'avatar-no-skeleton' } });
    const knight = await model('avatar-knight-3clips.glb');
    for (const node of knight.document.getRoot().listNodes()) if (/^(wrist|hand)\.l$/.test(node.getName())) node.setName('pfote');
    expect(await dress({ ...wish, avatar: knight })).toMatchObject({
      ok: false,
      error: { code: 'avatar-bones-missing', message: expect.stringContaining('leftHand') },
    });
    expect(await dress({ ...wish, avatar: knight, map: { leftHand: 'pfote' } })).toMatchObject({ ok: true });
  });
});
