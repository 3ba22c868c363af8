import { type Accessor, Document, NodeIO, type Scene } from '@gltf-transform/core';
import { KHRMaterialsVariants } from '@gltf-transform/extensions';

/** The corners and faces of a cube around the origin, each face with corners of its own. */
function cube() {
  const positions: number[] = [];
  const normals: number[] = [];
  const indices: number[] = [];
  for (const axis of [0, 1, 2])
    for (const side of [-1, 1]) {
      const first = positions.length / 3;
      for (const [u, v] of [
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, 1],
      ] as const) {
        const corner = [0, 0, 0];
        corner[axis] = side;
        corner[(axis + 1) % 3] = u * side;
        corner[(axis + 2) % 3] = v;
        positions.push(...corner.map((one) => one / 2));
        normals.push(...[0, 1, 2].map((one) => (one === axis ? side : 0)));
      }
      indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
    }
  return { positions: new Float32Array(positions), normals: new Float32Array(normals), indices: new Uint16Array(indices) };
}

const colours = { Sand: [0.76, 0.62, 0.42, 1], Midnight: [0.03, 0.04, 0.16, 1] } as const;

/** Turns the scene's node round once in two seconds. */
function turn(document: Document, scene: Scene, name: string): void {
  const buffer = document.getRoot().listBuffers()[0]!;
  const accessor = (type: 'SCALAR' | 'VEC4', values: number[]): Accessor =>
    document.createAccessor().setType(type).setArray(new Float32Array(values)).setBuffer(buffer);
  const half = Math.SQRT1_2;
  const sampler = document
    .createAnimationSampler()
    .setInput(accessor('SCALAR', [0, 0.5, 1, 1.5, 2]))
    .setOutput(accessor('VEC4', [0, 0, 0, 1, 0, half, 0, half, 0, 1, 0, 0, 0, half, 0, -half, 0, 0, 0, -1]));
  const channel = document.createAnimationChannel().setSampler(sampler).setTargetPath('rotation').setTargetNode(scene.listChildren()[0]!);
  document.createAnimation(name).addSampler(sampler).addChannel(channel);
}

/** A bag of a cube, 30 × 20 × 10 cm, in two colourways; with clips of the names given. */
export async function bag(clips: string[] = []): Promise<Uint8Array> {
  const document = new Document();
  const buffer = document.createBuffer();
  const extension = document.createExtension(KHRMaterialsVariants);
  const { positions, normals, indices } = cube();
  const list = extension.createMappingList();
  const materials = Object.entries(colours).map(([name, colour]) => {
    const material = document
      .createMaterial(name)
      .setBaseColorFactor([...colour])
      .setMetallicFactor(0)
      .setRoughnessFactor(0.6);
    list.addMapping(extension.createMapping().setMaterial(material).addVariant(extension.createVariant(name)));
    return material;
  });
  const primitive = document
    .createPrimitive()
    .setAttribute('POSITION', document.createAccessor().setType('VEC3').setArray(positions).setBuffer(buffer))
    .setAttribute('NORMAL', document.createAccessor().setType('VEC3').setArray(normals).setBuffer(buffer))
    .setIndices(document.createAccessor().setType('SCALAR').setArray(indices).setBuffer(buffer))
    .setMaterial(materials[0]!)
    .setExtension('KHR_materials_variants', list);
  const node = document.createNode('Bag').setMesh(document.createMesh('Bag').addPrimitive(primitive)).setScale([0.3, 0.2, 0.1]);
  const scene = document.createScene('Scene').addChild(node);
  for (const clip of clips) turn(document, scene, clip);
  return new NodeIO().registerExtensions([KHRMaterialsVariants]).writeBinary(document);
}
