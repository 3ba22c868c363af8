import sharp from 'sharp';
import type { Note } from '../contract.ts';
import { dataUri } from '../gltf/resources.ts';
import { pixelLimit } from '../limits.ts';
import type { Json } from '../scan/glb.ts';
import { pictureMedia } from '../scan/sniff.ts';
import type { KeptPicture, VrmData } from '../types.ts';

const listOf = (json: Json, name: string): Json[] => (json[name] as Json[] | undefined) ?? [];

/** The bytes of one of the file's own images; null: they are not in it. */
function imageBytes(json: Json, bin: Uint8Array | null, index: number): Uint8Array | null {
  const image = listOf(json, 'images')[index];
  if (typeof image?.['uri'] === 'string') return /^data:/i.test(image['uri']) ? dataUri(image['uri']) : null;
  const view = listOf(json, 'bufferViews')[image?.['bufferView'] as number];
  if (!view || !bin || view['buffer'] !== 0) return null;
  const start = (view['byteOffset'] as number | undefined) ?? 0;
  return bin.slice(start, start + (view['byteLength'] as number));
}

/** The image that a texture shows; undefined: none. */
export const imageOf = (json: Json, texture: number): number | undefined => {
  const found = listOf(json, 'textures')[texture];
  const webp = ((found?.['extensions'] ?? {}) as Record<string, { source?: number } | undefined>)['EXT_texture_webp'];
  return webp?.source ?? (found?.['source'] as number | undefined);
};

/** Takes the pictures out of a file that only VRM's data speak of: of a toon shader's shades, rims and outlines, and the avatar's thumbnail. */
export class PictureKeeper {
  readonly pictures: Record<string, KeptPicture> = {};
  private readonly json: Json;
  private readonly bin: Uint8Array | null;

  constructor(json: Json, bin: Uint8Array | null) {
    this.json = json;
    this.bin = bin;
  }

  /** The key under which the image is kept; null: it is no picture. */
  keep(image: number | undefined, edge: number): string | null {
    if (image === undefined) return null;
    const key = `${image}`;
    const bytes = this.pictures[key]?.bytes ?? imageBytes(this.json, this.bin, image);
    const media = bytes && pictureMedia(bytes);
    if (!bytes || !media || media === 'image/ktx2') return null;
    this.pictures[key] = { bytes, media, edge: Math.max(edge, this.pictures[key]?.edge ?? 0) };
    return key;
  }
}

async function smaller({ bytes, media, edge }: KeptPicture): Promise<KeptPicture> {
  const webp = await sharp(bytes, { limitInputPixels: pixelLimit })
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80, effort: 5 })
    .toBuffer();
  return webp.length < bytes.length || media === 'image/avif'
    ? { bytes: new Uint8Array(webp), media: 'image/webp', edge }
    : { bytes, media, edge };
}

/** Makes the kept pictures as small as their use bears. Changes `vrm`; returns a note for each that cannot be decoded and is left away. */
export async function compressKept(vrm: VrmData): Promise<Note[]> {
  const notes: Note[] = [];
  for (const [key, picture] of Object.entries(vrm.pictures ?? {}))
    try {
      vrm.pictures![key] = await smaller(picture);
    } catch (error) {
      Reflect.deleteProperty(vrm.pictures!, key);
      const message = `A picture that only VRM programs show cannot be decoded and is left away: ${(error as Error).message}`;
      notes.push({ code: 'avatar-picture-unreadable', message, where: `image ${key}` });
    }
  return notes;
}

/** Adds kept pictures to a GLB's lists and binary chunk, each once and only when asked for. */
export class PictureGiver {
  /** bytes to be put behind the binary chunk's own. */
  readonly added: Uint8Array[] = [];
  private readonly json: Json;
  private readonly pictures: Readonly<Record<string, KeptPicture>>;
  private readonly images = new Map<string, number>();
  private readonly textures = new Map<string, number>();
  private end: number;

  constructor(json: Json, pictures: Readonly<Record<string, KeptPicture>>) {
    this.json = json;
    this.pictures = pictures;
    this.end = Math.ceil(((listOf(json, 'buffers')[0]?.['byteLength'] as number | undefined) ?? 0) / 4) * 4;
  }

  private push(list: string, item: Json): number {
    return ((this.json[list] ??= []) as Json[]).push(item) - 1;
  }

  /** The index of the image; null: it is not kept, or there is no binary chunk. */
  image(key: string): number | null {
    const picture = this.pictures[key];
    const buffer = listOf(this.json, 'buffers')[0];
    if (!picture || !buffer || buffer['uri'] !== undefined) return null;
    const known = this.images.get(key);
    if (known !== undefined) return known;
    const { bytes, media } = picture;
    const bufferView = this.push('bufferViews', { buffer: 0, byteOffset: this.end, byteLength: bytes.length });
    const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
    padded.set(bytes);
    this.added.push(padded);
    this.end += padded.length;
    buffer['byteLength'] = this.end;
    const index = this.push('images', { bufferView, mimeType: media });
    this.images.set(key, index);
    return index;
  }

  /** The index of a texture that shows it; null as above. */
  texture(key: string): number | null {
    const known = this.textures.get(key);
    const source = this.image(key);
    if (known !== undefined || source === null) return known ?? null;
    const webp = this.pictures[key]!.media === 'image/webp';
    const index = this.push('textures', webp ? { extensions: { EXT_texture_webp: { source } } } : { source });
    if (webp)
      for (const list of ['extensionsUsed', 'extensionsRequired'])
        this.json[list] = [...new Set([...((this.json[list] as string[] | undefined) ?? []), 'EXT_texture_webp'])];
    this.textures.set(key, index);
    return index;
  }
}
