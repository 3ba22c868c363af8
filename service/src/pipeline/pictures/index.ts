import type { Document } from '@gltf-transform/core';
import type { Failure } from '../../kernel/result.ts';
import type { Note } from '../contract.ts';
import { made, slug } from '../made.ts';
import type { Made, Renderer, RenderRequest, View } from '../types.ts';
import { drawPlain } from './plain.ts';
import { animated, still } from './webp.ts';

export interface PicturesOptions {
  /** null: there is no Chromium; a plain poster is drawn without it. */
  renderer: Renderer | null;
  /** the viewer's model, as visitors will see it. */
  glb: Uint8Array;
  /** the document it was made of, for the plain poster. */
  document: Document;
  /** colourways; each gets a poster of its own. */
  variants: readonly string[];
  turntable: boolean;
  signal: AbortSignal;
  progress(part: number): void;
}

export interface Pictures {
  files: Made[];
  notes: Note[];
}

const poster = 1200;
const thumbnail = 320;
const turn = { pixels: 480, frames: 24, milliseconds: 120 };
/** Slightly from the right and from above, where a product's front, side and top are seen. */
const front: View = { theta: 25, phi: 75 };

/**
 * Poster (1200²), thumbnail, a poster for each colourway and the turntable, all WebP with transparent backgrounds. Where Chromium is
 * absent or fails, a plain poster and thumbnail drawn without it, and a note that says so. Throws the signal's reason when cancelled.
 */
export async function takePictures(options: PicturesOptions): Promise<Pictures> {
  const { renderer, signal } = options;
  if (!renderer) return plainPictures(options, null);
  const first = await shoot(options, [front], poster, null);
  if (!first.ok) {
    signal.throwIfAborted();
    return plainPictures(options, first.error);
  }
  const files = await posterFiles(first.value[0]!);
  const notes: Note[] = [];
  const steps = options.variants.length + (options.turntable ? 3 : 0) + 1;
  options.progress(1 / steps);
  files.push(...(await colourways(options, notes, (done) => options.progress((1 + done) / steps))));
  if (options.turntable) {
    const views = Array.from({ length: turn.frames }, (_, index) => ({ ...front, theta: front.theta + (360 / turn.frames) * index }));
    const around = await shoot(options, views, turn.pixels, null);
    if (around.ok) files.push(made('turntable', 'turntable.webp', await animated(around.value, turn.milliseconds), square(turn.pixels)));
    else notes.push(missing('turntable', around.error, null));
  }
  signal.throwIfAborted();
  options.progress(1);
  return { files, notes };
}

const square = (pixels: number): { width: number; height: number } => ({ width: pixels, height: pixels });

function shoot(options: PicturesOptions, views: readonly View[], pixels: number, variant: string | null): ReturnType<Renderer['render']> {
  const { renderer, glb, signal } = options;
  const request: RenderRequest = { glb, views, pixels, shadow: true, variant, clip: stance(options.document) };
  return renderer!.render(request, signal);
}

/** A body that can stand is not shown with its arms stretched out as it was modelled. */
function stance(document: Document): { name: string; second: number } | null {
  const idle =
    document.getRoot().listSkins().length > 0 &&
    document
      .getRoot()
      .listAnimations()
      .some((clip) => clip.getName() === 'Idle');
  return idle ? { name: 'Idle', second: 1 } : null;
}

async function posterFiles(png: Uint8Array): Promise<Made[]> {
  return [
    made('poster', 'poster.webp', await still(png, poster), square(poster)),
    made('thumbnail', 'thumbnail.webp', await still(png, thumbnail), square(thumbnail)),
  ];
}

async function colourways(options: PicturesOptions, notes: Note[], done: (count: number) => void): Promise<Made[]> {
  const files: Made[] = [];
  const taken = new Set<string>();
  for (const [index, variant] of options.variants.entries()) {
    options.signal.throwIfAborted();
    const name = slug(variant, taken);
    taken.add(name);
    const picture = await shoot(options, [front], poster, variant);
    if (picture.ok)
      files.push(made('poster', `poster-${name}.webp`, await still(picture.value[0]!, poster), { ...square(poster), variant }));
    else notes.push(missing('poster', picture.error, variant));
    done(index + 1);
  }
  return files;
}

const missing = (what: string, why: Failure, where: string | null): Note => ({
  code: `${what}-missing`,
  message: `The ${what} could not be drawn: ${why.message}`,
  where,
});

async function plainPictures(options: PicturesOptions, why: Failure | null): Promise<Pictures> {
  const png = await drawPlain(options.document, { pixels: poster, theta: front.theta, phi: front.phi });
  const said = why ? why.message : 'There is no Chromium to draw the model with.';
  options.progress(1);
  return {
    files: await posterFiles(png),
    notes: [
      {
        code: 'no-browser',
        message: `${said} The poster is a plain drawing without light and materials, and there is no turntable.`,
        where: null,
      },
    ],
  };
}
