import type { Document, Material, Texture, TextureInfo, vec2, vec3 } from '@gltf-transform/core';
import { KHRTextureTransform } from '@gltf-transform/extensions';
import {
  ClampToEdgeWrapping,
  DoubleSide,
  MirroredRepeatWrapping,
  type Color,
  type Material as ThreeMaterial,
  type Texture as ThreeTexture,
} from 'three';
import type { Note } from '../contract.ts';
import { heightToNormal, isGreyPicture, roughAndMetal, withAlpha } from './bump.ts';
import type { Picture } from './pictures.ts';

/** What three's materials of any shading model may have. */
interface Shading extends ThreeMaterial {
  color?: Color;
  map?: ThreeTexture | null;
  normalMap?: ThreeTexture | null;
  bumpMap?: ThreeTexture | null;
  alphaMap?: ThreeTexture | null;
  aoMap?: ThreeTexture | null;
  emissive?: Color;
  emissiveMap?: ThreeTexture | null;
  emissiveIntensity?: number;
  shininess?: number;
  specular?: Color;
  roughness?: number;
  roughnessMap?: ThreeTexture | null;
  metalness?: number;
  metalnessMap?: ThreeTexture | null;
}

/** Writes three's materials (Phong and Lambert of FBX and MTL) as metal and roughness: never metallic, as neither format says so. */
export class Materials {
  readonly notes: Note[] = [];
  private readonly document: Document;
  private readonly pictures: ReadonlyMap<ThreeTexture, Picture>;
  private readonly made = new Map<ThreeMaterial, Material>();
  private readonly textures = new Map<string, Texture>();

  constructor(document: Document, pictures: ReadonlyMap<ThreeTexture, Picture>) {
    this.document = document;
    this.pictures = pictures;
  }

  async write(source: ThreeMaterial): Promise<Material> {
    const known = this.made.get(source);
    if (known) return known;
    const shading = source as Shading;
    const material = this.document.createMaterial(source.name).setDoubleSided(source.side === DoubleSide);
    this.made.set(source, material);
    material.setMetallicFactor(shading.metalness ?? 0).setRoughnessFactor(shading.roughness ?? roughnessOf(shading));
    await this.writeColour(material, shading);
    this.writeLight(material, shading);
    await this.writeMetal(material, shading);
    await this.writeRelief(material, shading);
    return material;
  }

  private pictureOf(texture: ThreeTexture | null | undefined): Picture | null {
    return (texture && this.pictures.get(texture)) ?? null;
  }

  private texture(picture: Picture, key: string = picture.name): Texture {
    const id = `${key}\0${picture.bytes.length}`;
    const texture = this.textures.get(id) ?? this.document.createTexture(picture.name).setImage(picture.bytes).setMimeType(picture.media);
    this.textures.set(id, texture);
    return texture;
  }

  private async writeColour(material: Material, source: Shading): Promise<void> {
    const picture = this.pictureOf(source.map);
    const mask = this.pictureOf(source.alphaMap);
    const alpha = this.alphaOf(source);
    material.setBaseColorFactor([...colourOf(source, picture !== null), alpha]);
    if (alpha < 1 || (source.transparent && (mask || picture))) material.setAlphaMode('BLEND');
    if (picture) {
      const shown = mask && mask !== picture ? await withAlpha(picture, mask) : picture;
      material.setBaseColorTexture(this.texture(shown, `${picture.name}-${mask?.name ?? ''}`));
      this.place(material.getBaseColorTextureInfo()!, source.map!);
    }
  }

  /** Exporters that mean “opaque” write 0 where others write 1; nobody sells what cannot be seen. */
  private alphaOf({ opacity, name }: Shading): number {
    if (opacity > 0) return Math.min(1, opacity);
    this.notes.push({ code: 'opacity-zero', message: 'The material would be invisible; it was made opaque.', where: name });
    return 1;
  }

  private writeLight(material: Material, source: Shading): void {
    const glow = (source.emissive?.toArray() ?? [0, 0, 0]).map((value) => Math.min(1, value * (source.emissiveIntensity ?? 1))) as vec3;
    const picture = this.pictureOf(source.emissiveMap);
    material.setEmissiveFactor(picture && Math.max(...glow) === 0 ? [1, 1, 1] : glow);
    if (picture) material.setEmissiveTexture(this.texture(picture));
    const shade = this.pictureOf(source.aoMap);
    if (shade) material.setOcclusionTexture(this.texture(shade));
  }

  /** glTF wants roughness in green and metal in blue of one picture. */
  private async writeMetal(material: Material, { roughnessMap, metalnessMap }: Shading): Promise<void> {
    const [rough, metal] = [this.pictureOf(roughnessMap), this.pictureOf(metalnessMap)];
    if (!rough && !metal) return;
    const joined = rough === metal ? rough! : await roughAndMetal(rough, metal);
    material.setMetallicRoughnessTexture(this.texture(joined, `${rough?.name ?? ''}-${metal?.name ?? ''}-metal`));
    this.place(material.getMetallicRoughnessTextureInfo()!, (roughnessMap ?? metalnessMap)!);
  }

  /** MTL and FBX put normal maps into slots for bumps and the other way round: the picture itself says which it is. */
  private async writeRelief(material: Material, source: Shading): Promise<void> {
    const slot = source.normalMap ?? source.bumpMap;
    const picture = this.pictureOf(slot);
    if (!slot || !picture) return;
    const grey = await isGreyPicture(picture);
    material.setNormalTexture(this.texture(grey ? await heightToNormal(picture) : picture, `${picture.name}-normal`));
    this.place(material.getNormalTextureInfo()!, slot);
    if (grey) this.notes.push({ code: 'bump-map', message: `The height map ${picture.name} became a normal map.`, where: source.name });
  }

  /** Wrapping, and repetition and offset with the other origin (see `upsideDown`). */
  private place(info: TextureInfo, source: ThreeTexture): void {
    info.setWrapS(wrap(source.wrapS)).setWrapT(wrap(source.wrapT));
    const { repeat, offset } = source;
    if (repeat.x === 1 && repeat.y === 1 && offset.x === 0 && offset.y === 0) return;
    const transform = this.document.createExtension(KHRTextureTransform).createTransform();
    const moved: vec2 = [offset.x, 1 - repeat.y - offset.y];
    info.setExtension('KHR_texture_transform', transform.setScale([repeat.x, repeat.y]).setOffset(moved));
  }
}

/** The colour, linear; black under a picture means that the picture alone counts. */
function colourOf({ color }: Shading, pictured: boolean): vec3 {
  const dark = !color || Math.max(color.r, color.g, color.b) < 0.02;
  return color && !(pictured && dark) ? [color.r, color.g, color.b] : [1, 1, 1];
}

const wrap = (mode: number): 33071 | 33648 | 10497 =>
  mode === ClampToEdgeWrapping ? 33071 : mode === MirroredRepeatWrapping ? 33648 : 10497;

/** Blinn–Phong exponent to roughness: α = √(2 / (n + 2)), roughness = √α (Karis 2013); a weak highlight counts as rough. */
function roughnessOf({ shininess, specular }: Shading): number {
  if (shininess === undefined) return 0.8;
  const strength = specular ? Math.max(specular.r, specular.g, specular.b) : 0;
  const glossy = Math.sqrt(Math.sqrt(2 / (Math.max(0, shininess) + 2)));
  return strength < 0.02 ? Math.max(0.7, glossy) : Math.max(0.3, glossy);
}
