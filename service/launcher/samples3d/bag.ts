import type { Material } from '@gltf-transform/core';
import { KHRMaterialsClearcoat, KHRMaterialsVariants } from '@gltf-transform/extensions';
import { CatmullRomCurve3, Curve, Matrix4, Vector3 } from 'three';
import { belly, cm, depth, flapLength, flapPoint, height, hide, Outline, rimward, width } from './bag-form.ts';
import { grain, wear } from './leather.ts';
import { at, join, lathe, moved, sheet, tube, type Shape } from './shape.ts';
import { linear, Studio } from './studio.ts';

function panel(front: boolean): Shape {
  const outline = new Outline(0);
  const points = outline.getSpacedPoints(160);
  const middle = new Vector3(0, height / 2, 0);
  const sign = front ? 1 : -1;
  const point = (u: number, v: number): Vector3 => {
    const edge = points[Math.round(u * 160) % 160]!;
    const place = middle.clone().lerp(edge, v);
    return place.setZ(sign * (depth / 2 + belly(rimward(place.x, place.y))));
  };
  const uv = (u: number, v: number): [number, number] => {
    const { x, y } = point(u, v);
    return [x / hide, -y / hide];
  };
  return sheet(point, { across: 160, along: 24, closed: true, uv, flip: front });
}

/** The strip between front and back: sides, base and top in one, drawn in a little at the sides, as leather is. */
function gusset(): Shape {
  const outline = new Outline(0);
  const points = outline.getSpacedPoints(200);
  const length = outline.getLength();
  const point = (u: number, v: number): Vector3 => {
    const edge = points[Math.round(u * 200) % 200]!;
    const side = Math.max(0, Math.abs(edge.x) / (width / 2) - 0.75) * 4;
    const drawn = 0.9 * cm * side * Math.sin(Math.PI * v) * (0.3 + (0.7 * edge.y) / height);
    return new Vector3(edge.x - Math.sign(edge.x) * drawn, edge.y, (v - 0.5) * depth);
  };
  return sheet(point, { across: 200, along: 16, closed: true, uv: (u, v) => [(u * length) / hide, (v * depth) / hide] });
}

const pipes = (): Shape =>
  join(
    ...[1, -1].map((side) =>
      tube(new Outline((side * depth) / 2 + side * 0.05 * cm), {
        segments: 260,
        around: 12,
        closed: true,
        radius: () => [0.26 * cm, 0.26 * cm],
        uv: hide,
        up: new Vector3(0, 0, 1),
      }),
    ),
  );

function flap(): Shape {
  const thick = 0.22 * cm;
  const uv = (u: number, v: number): [number, number] => [(u * width) / hide, (v * flapLength) / hide];
  const upper = sheet((u, v) => flapPoint(u, v, thick), { across: 72, along: 90, uv, flip: true });
  const lower = sheet((u, v) => flapPoint(u, v, 0), { across: 72, along: 90, uv });
  return join(upper, lower);
}

/** The flap's painted edge. */
function flapEdge(): Shape {
  const round: Vector3[] = [];
  for (let k = 0; k <= 60; k++) round.push(flapPoint(0, k / 60, 0.11 * cm));
  for (let k = 1; k < 60; k++) round.push(flapPoint(k / 60, 1, 0.11 * cm));
  for (let k = 60; k >= 0; k--) round.push(flapPoint(1, k / 60, 0.11 * cm));
  return tube(new CatmullRomCurve3(round), { segments: 260, around: 8, radius: () => [0.14 * cm, 0.14 * cm] });
}

/** Stitches: short threads, each end dipping into the leather. */
function stitches(path: (part: number) => { place: Vector3; out: Vector3 }, count: number): Shape {
  const all: Shape[] = [];
  for (let k = 0; k < count; k++) {
    const [a, b] = [path((k + 0.16) / count), path((k + 0.84) / count)];
    const middle = path((k + 0.5) / count);
    const curve = new CatmullRomCurve3([
      a.place.clone().addScaledVector(a.out, -0.03 * cm),
      middle.place.clone().addScaledVector(middle.out, 0.045 * cm),
      b.place.clone().addScaledVector(b.out, -0.03 * cm),
    ]);
    all.push(tube(curve, { segments: 4, around: 6, radius: () => [0.05 * cm, 0.04 * cm] }));
  }
  return join(...all);
}

/** Along the flap's edge, 5 mm inside. */
function flapStitches(): Shape {
  const inset = 0.026;
  const line = (part: number): [number, number] => {
    const side = 0.4;
    if (part < side) return [inset, 0.1 + (part / side) * (0.965 - 0.1)];
    if (part > 1 - side) return [1 - inset, 0.1 + ((1 - part) / side) * (0.965 - 0.1)];
    return [inset + ((part - side) / (1 - 2 * side)) * (1 - 2 * inset), 0.965];
  };
  const path = (part: number): { place: Vector3; out: Vector3 } => {
    const [u, v] = line(part);
    const place = flapPoint(u, v, 0.22 * cm);
    return {
      place,
      out: place
        .clone()
        .sub(flapPoint(u, v, 0))
        .normalize(),
    };
  };
  return join(
    stitches((part) => path(part * 0.4), 62),
    stitches((part) => path(0.4 + part * 0.2), 62),
    stitches((part) => path(0.6 + part * 0.4), 62),
  );
}

/** Round the front and the back, 6 mm inside the piping. */
function panelStitches(): Shape {
  return join(
    ...[1, -1].map((side) => {
      const outline = new Outline(0, 0.65 * cm);
      const path = (part: number): { place: Vector3; out: Vector3 } => {
        const place = outline.getPointAt(((part % 1) + 1) % 1);
        return { place: place.setZ(side * (depth / 2 + belly(rimward(place.x, place.y)))), out: new Vector3(0, 0, side) };
      };
      return stitches(path, 180);
    }),
  );
}

const handleFoot = 5.2 * cm;
const handleTop = height + 1.05 * cm;

const handle = (): Shape => {
  const rise = 9.2 * cm;
  const points = Array.from({ length: 25 }, (_, k) => {
    const angle = Math.PI * (1 - k / 24);
    return new Vector3(Math.cos(angle) * handleFoot, handleTop + Math.sin(angle) ** 0.82 * rise, 0);
  });
  return tube(new CatmullRomCurve3(points), {
    segments: 120,
    around: 20,
    radius: (v) => [(0.42 + 0.16 * Math.sin(Math.PI * v)) * cm, (0.42 + 0.16 * Math.sin(Math.PI * v)) * cm],
    uv: hide,
  });
};

/** Where the handle's rings are held: a leather tab on the top. */
const tabs = (): Shape =>
  join(
    ...[-1, 1].map((side) => {
      const point = (u: number, v: number): Vector3 => {
        const angle = 2 * Math.PI * u;
        const soft = (value: number): number => Math.sign(value) * Math.abs(value) ** 0.35;
        const shrink = v < 1 ? 1 : 0;
        return new Vector3(
          side * handleFoot + soft(Math.cos(angle)) * 1.15 * cm * shrink,
          height + (0.6 + 0.3 * Math.min(1, v * 2)) * cm,
          soft(Math.sin(angle)) * 1.7 * cm * shrink,
        );
      };
      return sheet(point, { across: 48, along: 3, closed: true, uv: (u, v) => [u * 0.8, v * 0.3], flip: true });
    }),
  );

class Ring extends Curve<Vector3> {
  readonly #middle: Vector3;
  readonly #radius: number;

  constructor(middle: Vector3, radius: number) {
    super();
    this.#middle = middle;
    this.#radius = radius;
  }

  override getPoint(t: number): Vector3 {
    const angle = 2 * Math.PI * t;
    return this.#middle.clone().add(new Vector3(0, Math.sin(angle) * this.#radius, Math.cos(angle) * this.#radius));
  }
}

/** The metal caps that the handle's ends are set in. */
const ferrules = (): Shape[] => {
  const profile = [
    [0, -0.35],
    [0.3, -0.34],
    [0.47, -0.22],
    [0.53, -0.05],
    [0.53, 0.75],
    [0.57, 0.8],
    [0.57, 0.95],
    [0.5, 1],
    [0.4, 1],
  ].map(([r, y]) => [r! * cm, y! * cm] as const);
  return [-1, 1].map((side) => moved(lathe(profile, 32), at(side * handleFoot, handleTop + 0.85 * cm, 0)));
};

/** Rings of the handle, the clasp, feet and studs. */
function hardware(): Shape {
  const rings = [-1, 1].map((side) =>
    tube(new Ring(new Vector3(side * handleFoot, handleTop + 0.15 * cm, 0), 0.85 * cm), {
      segments: 48,
      around: 12,
      closed: true,
      radius: () => [0.16 * cm, 0.16 * cm],
      up: new Vector3(1, 0, 0),
    }),
  );
  const dome = lathe(
    [
      [0, -0.32 * cm],
      [0.3 * cm, -0.3 * cm],
      [0.52 * cm, -0.18 * cm],
      [0.6 * cm, 0],
      [0, 0.02 * cm],
    ],
    28,
  );
  const feet = [-1, 1].flatMap((x) => [-1, 1].map((z) => moved(dome, at(x * width * 0.36, 0.06 * cm, z * depth * 0.33))));
  const stud = lathe(
    [
      [0.28 * cm, 0],
      [0.26 * cm, 0.07 * cm],
      [0.16 * cm, 0.13 * cm],
      [0, 0.15 * cm],
    ],
    24,
  );
  const studs = [-1, 1].flatMap((x) => [-1, 1].map((z) => moved(stud, at(x * handleFoot, height + 0.9 * cm, z * 1.25 * cm))));
  return join(...rings, ...ferrules(), ...feet, ...studs, clasp());
}

/** A turn-lock: an oval plate with a bevel, a knob across it. */
function clasp(): Shape {
  const place = flapPoint(0.5, 0.93, 0.22 * cm);
  const plate = [
    [1.75, 0.0],
    [1.75, 0.16],
    [1.66, 0.23],
    [1.5, 0.25],
    [1.42, 0.2],
    [0, 0.2],
  ] as const;
  const oval = sheet(
    (u, v) => {
      const [r, out] = plate[Math.round(v * (plate.length - 1))]!;
      const angle = 2 * Math.PI * u;
      const soft = (value: number): number => Math.sign(value) * Math.abs(value) ** 0.62;
      return new Vector3(soft(Math.cos(angle)) * r * 1.05 * cm, soft(Math.sin(angle)) * r * 0.74 * cm, out * cm);
    },
    { across: 64, along: plate.length - 1, closed: true },
  );
  const knobCurve = new CatmullRomCurve3([-0.66, -0.3, 0.3, 0.66].map((y) => new Vector3(0, y * cm, 0.66 * cm)));
  // A flat bar with round ends.
  const round = (v: number): number => Math.sqrt(Math.max(0.003, 1 - Math.max(0, Math.abs(2 * v - 1) - 0.62) ** 2 / 0.38 ** 2));
  const knob = tube(knobCurve, {
    segments: 56,
    around: 28,
    radius: (v) => [0.25 * cm * round(v), 0.17 * cm * round(v)],
    up: new Vector3(0, 0, 1),
  });
  const post = moved(
    lathe(
      [
        [0.26 * cm, 0.15 * cm],
        [0.24 * cm, 0.6 * cm],
        [0, 0.6 * cm],
      ],
      24,
    ),
    new Matrix4().makeRotationX(Math.PI / 2),
  );
  return moved(join(oval, knob, post), new Matrix4().setPosition(place.add(new Vector3(0, 0, -0.02 * cm))));
}

interface Colourway {
  name: string;
  leather: string;
  edge: string;
  thread: string;
  metal: readonly [number, number, number];
}

const colourways: readonly [Colourway, Colourway] = [
  { name: 'Cognac', leather: '#74401f', edge: '#3c1d0f', thread: '#e3b98a', metal: linear('#ffd99a') },
  { name: 'Midnight', leather: '#1c2740', edge: '#0b0f1a', thread: '#8fa0c4', metal: linear('#e9eaec') },
];

/** A top-handle bag in grained calf with a turn-lock, in two colourways. */
export async function bag(): Promise<Uint8Array> {
  const studio = new Studio('DevSkyy sample shop');
  const [normal, worn] = [studio.texture('Grain', await grain(512)), studio.texture('Wear', await wear(512))];
  const variants = studio.document.createExtension(KHRMaterialsVariants);
  const coat = studio.document.createExtension(KHRMaterialsClearcoat);
  const lift = at(0, 0.32 * cm, 0);
  const made = colourways.map((way) => {
    const leather = studio
      .material(`Leather ${way.name}`, { colour: linear(way.leather), roughness: 0.66 })
      .setMetallicRoughnessTexture(worn)
      .setOcclusionTexture(worn)
      .setNormalTexture(normal)
      .setNormalScale(0.85);
    leather.setMetallicFactor(0);
    const edge = studio.material(`Edge ${way.name}`, { colour: linear(way.edge), roughness: 0.35 });
    edge.setExtension('KHR_materials_clearcoat', coat.createClearcoat().setClearcoatFactor(0.4).setClearcoatRoughnessFactor(0.25));
    const thread = studio.material(`Thread ${way.name}`, { colour: linear(way.thread), roughness: 0.7 });
    const metal = studio.material(`Metal ${way.name}`, { colour: way.metal, metallic: 1, roughness: 0.18 });
    return { variant: variants.createVariant(way.name), leather, edge, thread, metal };
  });
  const parts: [string, Shape, 'leather' | 'edge' | 'thread' | 'metal'][] = [
    ['Body', join(panel(true), panel(false), gusset(), flap(), handle(), tabs()), 'leather'],
    ['Edges', join(pipes(), flapEdge()), 'edge'],
    ['Stitching', join(flapStitches(), panelStitches()), 'thread'],
    ['Hardware', hardware(), 'metal'],
  ];
  for (const [name, shape, kind] of parts) {
    const primitive = studio.add(name, moved(shape, lift), made[0]![kind]);
    const list = variants.createMappingList();
    for (const way of made)
      list.addMapping(
        variants
          .createMapping()
          .setMaterial(way[kind] satisfies Material)
          .addVariant(way.variant),
      );
    primitive.setExtension('KHR_materials_variants', list);
  }
  return studio.glb();
}
