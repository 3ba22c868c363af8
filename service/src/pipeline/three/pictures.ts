import path from 'node:path';
import { LoadingManager, Texture, type Loader } from 'three';
import type { Note } from '../contract.ts';
import { own, type Bytes } from '../gltf/resources.ts';
import { rasterName, toPng } from '../rasters/index.ts';
import { pictureMedia } from '../scan/sniff.ts';
import { findFile } from '../scan/uris.ts';
import type { FileSet } from '../types.ts';

export interface Picture {
  name: string;
  bytes: Bytes;
  media: string;
}

/** Three's loaders ask for pictures by name; this remembers the names and finds the bytes afterwards, in the upload only. No page, no canvas, no network. */
export class Pictures {
  readonly manager = new LoadingManager();
  readonly dropped: Note[] = [];
  private readonly set: FileSet;
  private readonly wanted = new Map<Texture, string>();
  private readonly embedded = new Map<string, Blob>();

  constructor(set: FileSet) {
    this.set = set;
    const catcher = {
      path: '',
      setPath: () => catcher,
      setCrossOrigin: () => catcher,
      load: (url: string) => this.adopt(new Texture(), url),
    };
    this.manager.getHandler = () => catcher as unknown as Loader;
  }

  /** Stands in for URL.createObjectURL. */
  embed(blob: Blob): string {
    const key = `blob:${this.embedded.size}`;
    this.embedded.set(key, blob);
    return key;
  }

  /** A texture whose picture is to be found under that name. */
  adopt(texture: Texture, url: string): Texture {
    this.wanted.set(texture, url);
    return texture;
  }

  /** The picture of each texture that was asked for; what is missing or none is told of once. */
  async resolve(): Promise<Map<Texture, Picture>> {
    const found = new Map<Texture, Picture>();
    const known = new Map<string, Picture | null>();
    for (const [texture, url] of this.wanted) {
      if (!known.has(url)) known.set(url, await this.read(url));
      const picture = known.get(url);
      if (picture) found.set(texture, picture);
    }
    return found;
  }

  private async read(url: string): Promise<Picture | null> {
    const name = /^(blob|data):/.test(url) ? 'an embedded picture' : url;
    const bytes = await this.bytesOf(url);
    const picture = bytes && (await plain(bytes, name));
    if (picture) return picture;
    this.dropped.push(bytes ? broken(name, bytes) : missing(name));
    return null;
  }

  private async bytesOf(url: string): Promise<Uint8Array | null> {
    const blob = this.embedded.get(url);
    if (blob) return new Uint8Array(await blob.arrayBuffer());
    if (url.startsWith('data:')) return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
    // Programs write the paths of their own disks (C:\work\skin.png): only the names below the model's folder count.
    const relative = url
      .replaceAll('\\', '/')
      .replace(/^[a-z]:/i, '')
      .replace(/^\/+/, '');
    const beside = path.posix.join(path.posix.dirname(this.set.main), relative);
    const names = new Set(this.set.files.keys());
    const file = findFile(path.posix.normalize(beside), names) ?? findFile(path.posix.basename(relative), names);
    return file === null ? null : this.set.files.get(file)!;
  }
}

const missing = (name: string): Note => ({
  code: 'texture-missing',
  message: `${name} is not in the upload; the model is shown without it. Pack the model and its pictures into one ZIP archive.`,
  where: name,
});

const broken = (name: string, bytes: Uint8Array): Note => {
  const kind = rasterName(bytes);
  const what = kind ? `${name} is a ${kind} picture of a kind that cannot be read` : `${name} is no picture that can be read`;
  return { code: 'texture-broken', message: `${what}; the model is shown without it. Save it as PNG or JPEG.`, where: name };
};

/** The picture in a format that glTF knows; others become PNG. */
async function plain(bytes: Uint8Array, name: string): Promise<Picture | null> {
  const title = path.posix.basename(name.replaceAll('\\', '/')).replace(/\.\w+$/, '');
  const media = pictureMedia(bytes);
  if (media) return { name: title, bytes: own(bytes), media };
  const png = await toPng(bytes);
  return png && { name: title, bytes: own(png), media: 'image/png' };
}
