import type { Material } from '@gltf-transform/core';
import { KHRMaterialsClearcoat } from '@gltf-transform/extensions';
import { CatmullRomCurve3, Matrix4, Vector3 } from 'three';
import { brilliant, fire } from './gem.ts';
import type { Optics } from './gem-light.ts';
import { at, join, lathe, moved, sheet, tube, type Shape } from './shape.ts';
import { linear, Studio } from './studio.ts';

/** Millimetres in metres. */
const mm = 0.001;
const inner = 8.4 * mm;
const stone = 6.6 * mm;
/** The girdle's height above the finger's middle. */
const seat = inner + 5.3 * mm;

/** A solitaire: a sapphire in six claws on a gold band with a comfort fit, small diamonds along its shoulders. */
export async function ring(): Promise<Uint8Array> {
  const studio = new Studio('DevSkyy sample shop');
  const gold = studio.material('Gold', { colour: linear('#ffd99a'), metallic: 1, roughness: 0.16 });
  const shank = moved(join(band(), setting(), claws(), ...shoulderBeads()), at(0, inner + 1.9 * mm, 0));
  studio.add('Ring', shank, gold);
  await addStones(studio);
  return studio.glb();
}

/** Angle 0 is the top, under the stone. Narrower and a little thicker towards it, as a hand-made shank is. */
function band(): Shape {
  const top = (angle: number): number => Math.max(0, Math.cos(angle)) ** 3;
  const point = (u: number, v: number): Vector3 => {
    const angle = 2 * Math.PI * v;
    const width = (2.5 - 0.55 * top(angle)) * mm;
    const thick = (1.75 + 0.25 * top(angle)) * mm;
    const around = 2 * Math.PI * u;
    // Rounded outside, barely rounded inside: a D with soft corners (a superellipse).
    const power = (value: number, exponent: number): number => Math.sign(value) * Math.abs(value) ** exponent;
    const across = (power(Math.cos(around), 0.55) * width) / 2;
    const out = power(Math.sin(around), Math.sin(around) > 0 ? 0.8 : 0.45);
    const radius = inner + (thick / 2) * (1 + out) + (out < 0 ? 0.12 * mm * (1 - (2 * across) / width) ** 2 : 0);
    return new Vector3(Math.sin(angle) * radius, Math.cos(angle) * radius, across);
  };
  return sheet(point, { across: 40, along: 160, closed: true, loop: true, flip: true });
}

/** The gallery: two rings below the girdle that the claws hold together, and the bearer on the band. */
function setting(): Shape {
  const hoop = (radius: number, thick: number, y: number): Shape => {
    const profile = Array.from({ length: 13 }, (_, k) => {
      const angle = (k / 12) * 2 * Math.PI;
      return [radius - Math.cos(angle) * thick, y - Math.sin(angle) * thick] as const;
    });
    return lathe(profile.toReversed(), 48);
  };
  const bearer = lathe(
    [
      [0, inner + 1.2 * mm],
      [1.35 * mm, inner + 1.2 * mm],
      [1.5 * mm, inner + 1.7 * mm],
      [1.4 * mm, inner + 2.3 * mm],
      [0, inner + 2.35 * mm],
    ],
    32,
  );
  return join(hoop(2.55 * mm, 0.28 * mm, seat - 1.25 * mm), hoop(1.75 * mm, 0.3 * mm, seat - 2.5 * mm), bearer);
}

function claws(): Shape {
  return join(
    ...Array.from({ length: 6 }, (_, k) => {
      const angle = ((k + 0.5) * Math.PI) / 3;
      const on = (r: number, y: number): Vector3 => new Vector3(Math.sin(angle) * r * mm, y, Math.cos(angle) * r * mm);
      const curve = new CatmullRomCurve3([
        on(1.15, inner + 1.6 * mm),
        on(1.85, seat - 2.4 * mm),
        on(2.8, seat - 1.1 * mm),
        on(3.42, seat),
        on(3.38, seat + 0.55 * mm),
        on(3.0, seat + 0.92 * mm),
      ]);
      // Drawn thinner towards the stone, its end rounded as a file and a burr leave it.
      const round = (v: number): number => Math.sqrt(Math.max(0.01, 1 - Math.max(0, (v - 0.93) / 0.07) ** 2));
      const thick = (v: number): number => (0.47 - 0.14 * Math.min(1, v * 1.15) + 0.06 * Math.max(0, v - 0.75) * 4) * round(v) * mm;
      return tube(curve, { segments: 72, around: 20, radius: (v) => [thick(v), thick(v)] });
    }),
  );
}

function ball(radius: number): Shape {
  const profile = Array.from(
    { length: 11 },
    (_, k) => [Math.sin((k / 10) * Math.PI) * radius, -Math.cos((k / 10) * Math.PI) * radius] as const,
  );
  return lathe(profile, 20);
}

const smallStones = 6;
const small = 1.55 * mm;
/** Where the shoulders' stones sit: from the top, to both sides. */
const shoulderAngles = Array.from({ length: smallStones * 2 }, (_, k) => (k % 2 === 0 ? 1 : -1) * (0.33 + Math.floor(k / 2) * 0.168));

const onBand = (angle: number, lift: number): Matrix4 => {
  const thick = (1.75 + 0.25 * Math.max(0, Math.cos(angle)) ** 3) * mm;
  return new Matrix4().makeRotationZ(-angle).multiply(at(0, inner + thick + lift, 0));
};

/** Grains of gold between the small stones. */
function shoulderBeads(): Shape[] {
  const between = shoulderAngles.map((angle) => angle - Math.sign(angle) * 0.084);
  return between.flatMap((angle) =>
    [-0.52, 0.52].map((side) => moved(ball(0.24 * mm), onBand(angle, 0.1 * mm).multiply(at(0, 0, side * mm)))),
  );
}

async function addStones(studio: Studio): Promise<void> {
  const lift = at(0, inner + 1.9 * mm, 0);
  const sapphire = await stoneMaterial(studio, 'Sapphire', 640, { ior: 1.77, clear: [0.035, 0.15, 0.78], over: 0.85 });
  studio.add('Sapphire', moved(moved(brilliant(stone), at(0, seat, 0)), lift), sapphire);
  const diamond = await stoneMaterial(studio, 'Diamond', 384, { ior: 2.42, clear: [0.97, 0.98, 1], over: 1.4 });
  const stones = shoulderAngles.map((angle) => moved(brilliant(small), onBand(angle, 0.18 * mm)));
  studio.add('Diamonds', moved(join(...stones), lift), diamond);
}

/** What is seen in the stone, under its polish. `optics.over` is in diameters of the stone. */
async function stoneMaterial(studio: Studio, name: string, size: number, optics: Optics): Promise<Material> {
  const { colour, normal } = await fire(size, optics);
  const polish = studio.document.createExtension(KHRMaterialsClearcoat).createClearcoat();
  return studio
    .material(name, { colour: [1, 1, 1], metallic: 1, roughness: 0.03 })
    .setBaseColorTexture(studio.texture(name, colour))
    .setNormalTexture(studio.texture(`${name} facets`, normal))
    .setExtension('KHR_materials_clearcoat', polish.setClearcoatFactor(1).setClearcoatRoughnessFactor(0));
}
