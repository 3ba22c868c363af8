import { Document, type mat4, type Mesh, type Node } from '@gltf-transform/core';
import { weld } from '@gltf-transform/functions';
import { Matrix4, type AnimationClip, type Mesh as ThreeMesh, type Object3D, type SkinnedMesh, type Texture } from 'three';
import type { Note } from '../contract.ts';
import { writeClips } from './clips.ts';
import { partsOf, writePrimitive } from './geometry.ts';
import { Materials } from './materials.ts';
import type { Picture } from './pictures.ts';

export interface ThreeScene {
  root: Object3D;
  clips: readonly AnimationClip[];
  pictures: ReadonlyMap<Texture, Picture>;
}

/** Lines, points, lights and cameras are the rig's controls or the studio's, no part of a product. */
const isControl = (object: Object3D): boolean => ['isLine', 'isPoints', 'isLight', 'isCamera', 'isSprite'].some((flag) => flag in object);
const isMesh = (object: Object3D): object is ThreeMesh => 'isMesh' in object;
const isSkinned = (object: Object3D): object is SkinnedMesh => 'isSkinnedMesh' in object;

/**
 * Writes what one of three's loaders read as a glTF document: what is visible, with materials, skins, morph targets and clips. Pictures keep their bytes.
 */
export async function toDocument(scene: ThreeScene): Promise<{ document: Document; repaired: Note[]; dropped: Note[] }> {
  const document = new Document();
  document.createBuffer();
  const materials = new Materials(document, scene.pictures);
  const nodes = new Map<Object3D, Node>();
  const controls: string[] = [];
  scene.root.updateMatrixWorld(true);
  const top = await writeNode(scene.root, { document, materials, nodes, controls });
  document.getRoot().setDefaultScene(document.createScene('scene').addChild(top));
  for (const [object, node] of nodes) if (isSkinned(object) && node.getMesh()) writeSkin(document, object, node, nodes);
  const dropped = writeClips(document, scene.clips, { root: scene.root, nodes });
  if (controls.length > 0)
    dropped.push({
      code: 'controls-dropped',
      message: `${controls.length} lights, cameras and lines were left out.`,
      where: controls[0] ?? null,
    });
  await document.transform(weld());
  return { document, repaired: materials.notes, dropped };
}

interface Writing {
  document: Document;
  materials: Materials;
  nodes: Map<Object3D, Node>;
  controls: string[];
}

async function writeNode(object: Object3D, writing: Writing): Promise<Node> {
  const { document, nodes, controls } = writing;
  if (object.matrixAutoUpdate) object.updateMatrix();
  const node = document.createNode(object.name).setMatrix(object.matrix.toArray() as mat4);
  nodes.set(object, node);
  if (isMesh(object)) node.setMesh(await writeMesh(object, writing));
  for (const child of object.children) {
    if (isControl(child)) controls.push(child.name);
    const dead = isControl(child) && child.children.length === 0;
    if (!dead && child.visible) node.addChild(await writeNode(child, writing));
  }
  return node;
}

async function writeMesh(object: ThreeMesh, { document, materials }: Writing): Promise<Mesh | null> {
  const parts = partsOf(object.geometry);
  if (parts.length === 0 || !object.geometry.getAttribute('position')) return null;
  const mesh = document.createMesh(object.name);
  const list = Array.isArray(object.material) ? object.material : [object.material];
  for (const part of parts) {
    const material = list[part.material] ?? list[0];
    const primitive = writePrimitive(document, object.geometry, part);
    if (!material?.vertexColors) primitive.setAttribute('COLOR_0', null);
    mesh.addPrimitive(primitive.setMaterial(material ? await materials.write(material) : null));
  }
  const names = (object.geometry.morphAttributes['position'] ?? []).map((morph, index) => morph.name || String(index));
  if (names.length > 0) mesh.setExtras({ targetNames: names }).setWeights(object.morphTargetInfluences ?? names.map(() => 0));
  return mesh;
}

/** Three's skinning goes through the mesh's bind matrix; glTF's inverse bind matrices take it in. */
function writeSkin(document: Document, object: SkinnedMesh, node: Node, nodes: ReadonlyMap<Object3D, Node>): void {
  const { bones, boneInverses } = object.skeleton;
  const skin = document.createSkin(object.name);
  const inverse = new Float32Array(bones.length * 16);
  bones.forEach((bone, index) => {
    const joint = nodes.get(bone);
    skin.addJoint(joint ?? node);
    inverse.set(new Matrix4().multiplyMatrices(boneInverses[index] ?? new Matrix4(), object.bindMatrix).elements, index * 16);
  });
  const buffer = document.getRoot().listBuffers()[0]!;
  skin.setInverseBindMatrices(document.createAccessor().setType('MAT4').setArray(inverse).setBuffer(buffer));
  node.setSkin(skin);
}
