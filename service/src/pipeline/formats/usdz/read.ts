import { Color, type AnimationClip, type Group, type Material, type Mesh, type Texture } from 'three';
import { unzip } from '../../archive/index.ts';
import { refuse } from '../../refusal.ts';
import { rescale } from '../../repair/rescale.ts';
import { checkMade } from '../../three/checks.ts';
import { toDocument } from '../../three/document.ts';
import { Pictures } from '../../three/pictures.ts';
import type { FileSet, Imported } from '../../types.ts';
import { openStage } from './layer.ts';

/** Stands in for a browser's picture: it is “loaded” at once, and remembers which bytes it shows. */
class NamedImage {
  onload: (() => void) | null = null;
  key = '';

  set src(url: string) {
    this.key = url;
    this.onload?.();
  }
}

/** The little of a browser that the loader touches, for as long as it runs. */
function withBrowser<T>(pictures: Pictures, work: () => T): T {
  const holder = globalThis as { Image?: unknown };
  const [image, create, revoke] = [holder.Image, URL.createObjectURL, URL.revokeObjectURL];
  holder.Image = NamedImage;
  URL.createObjectURL = (blob) => pictures.embed(blob as Blob);
  URL.revokeObjectURL = () => undefined;
  try {
    return work();
  } finally {
    holder.Image = image;
    URL.createObjectURL = create;
    URL.revokeObjectURL = revoke;
  }
}

type Surface = Material & Record<string, unknown>;

function surfaces(root: Group): Surface[] {
  const found = new Set<Surface>();
  root.traverse((object) => {
    const { material } = object as Mesh;
    for (const one of Array.isArray(material) ? material : [material]) if (one) found.add(one as Surface);
  });
  return [...found];
}

function drawsSomething(root: Group): boolean {
  let found = false;
  root.traverse((object) => void (found ||= (object as Mesh).isMesh));
  return found;
}

/** Colours of UsdPreviewSurface are linear; the loader takes them for sRGB. */
function linearColours(material: Surface): void {
  for (const value of [material['color'], material['emissive']]) if (value instanceof Color) value.convertLinearToSRGB();
}

/** Reads USDZ by three's parsers of USD. The package is unpacked by our own reader first, so that its limits hold. */
export async function readUsdz(set: FileSet): Promise<Imported> {
  const bytes = set.files.get(set.main)!;
  const files = await unzip(set.main, bytes);
  const pictures = new Pictures({ main: set.main, files });
  const { root, metres, dropped: unread } = withBrowser(pictures, () => openStage(files, set.main, pictures.manager));
  for (const material of surfaces(root)) {
    linearColours(material);
    for (const value of Object.values(material)) {
      const image = (value as Texture | null)?.image as unknown;
      if (image instanceof NamedImage) pictures.adopt(value as Texture, image.key);
    }
  }
  if (!drawsSomething(root) && unread.some(({ code }) => code === 'usd-unread'))
    refuse('usd-unread', unread.find(({ code }) => code === 'usd-unread')!.message, 'Export the model as GLB and upload that file.');
  const { document, repaired, dropped } = await toDocument({
    root,
    clips: root.animations as AnimationClip[],
    pictures: await pictures.resolve(),
  });
  if (metres !== 1) {
    await rescale(document, metres);
    repaired.push({ code: 'unit', message: `One unit of the file is ${metres} m; the model was brought to metres.`, where: null });
  }
  const jumps = checkMade(document, set.main, { dropClips: true });
  const beta = { code: 'usdz-beta', message: 'Reading USDZ is beta: compare the model with its original.', where: null };
  return {
    document,
    importer: 'three USDComposer 0.183.2',
    repaired,
    dropped: [...unread, ...pictures.dropped, ...dropped, ...jumps],
    warnings: [beta],
    vrm: null,
  };
}
