import { Document, NodeIO, type Material, type Primitive, type Texture } from '@gltf-transform/core';
import { ALL_EXTENSIONS } from '@gltf-transform/extensions';
import type { Shape } from './shape.ts';

/** One model in the making. */
export class Studio {
  readonly document = new Document();
  readonly #buffer = this.document.createBuffer();
  readonly #scene = this.document.createScene('Scene');

  constructor(generator: string) {
    this.document.getRoot().getAsset().generator = generator;
    this.document.getRoot().setDefaultScene(this.#scene);
  }

  texture(name: string, image: Uint8Array): Texture {
    return this.document
      .createTexture(name)
      .setImage(image as Uint8Array<ArrayBuffer>)
      .setMimeType('image/jpeg');
  }

  /** `colour`: linear, 0 to 1. */
  material(
    name: string,
    { colour, metallic = 0, roughness }: { colour: readonly [number, number, number]; metallic?: number; roughness: number },
  ): Material {
    return this.document
      .createMaterial(name)
      .setBaseColorFactor([...colour, 1])
      .setMetallicFactor(metallic)
      .setRoughnessFactor(roughness);
  }

  /** Puts a shape into the scene as a mesh of its own; `colours`: linear, one for each vertex. */
  add(name: string, shape: Shape, material: Material, colours: readonly number[] | null = null): Primitive {
    const { document } = this;
    const floats = (values: readonly number[], type: 'VEC2' | 'VEC3') =>
      document.createAccessor().setType(type).setArray(Float32Array.from(values)).setBuffer(this.#buffer);
    const many = shape.positions.length / 3 > 65534;
    const indices = many ? Uint32Array.from(shape.indices) : Uint16Array.from(shape.indices);
    const primitive = document
      .createPrimitive()
      .setIndices(document.createAccessor().setType('SCALAR').setArray(indices).setBuffer(this.#buffer))
      .setAttribute('POSITION', floats(shape.positions, 'VEC3'))
      .setAttribute('NORMAL', floats(shape.normals, 'VEC3'))
      .setAttribute('TEXCOORD_0', floats(shape.uvs, 'VEC2'))
      .setMaterial(material);
    if (colours) primitive.setAttribute('COLOR_0', floats(colours, 'VEC3'));
    this.#scene.addChild(document.createNode(name).setMesh(document.createMesh(name).addPrimitive(primitive)));
    return primitive;
  }

  glb(): Promise<Uint8Array> {
    return new NodeIO().registerExtensions(ALL_EXTENSIONS).writeBinary(this.document);
  }
}

/** sRGB's colour as linear numbers (IEC 61966-2-1). */
export function linear(hex: string): [number, number, number] {
  const part = (from: number): number => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}
