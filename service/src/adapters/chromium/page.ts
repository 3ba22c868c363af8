/** The page that draws. Nothing in it asks a network: every address is answered from memory or refused. */
export const origin = 'http://renderer.invalid';

export const document = `<!doctype html><meta charset="utf-8"><title>DevSkyy renderer</title>
<style>html,body{margin:0;background:transparent}model-viewer{display:block;--poster-color:transparent;--progress-bar-color:transparent}</style>
<script>self.ModelViewerElement={meshoptDecoderLocation:'${origin}/meshopt_decoder.js',dracoDecoderLocation:'${origin}/'}</script>
<script type="module" src="${origin}/model-viewer.js"></script><body><input type="file" id="model" hidden></body>`;

/** The part of the viewer's element that is used here. */
interface Viewer extends HTMLElement {
  updateComplete: Promise<unknown>;
  animationName: string | null;
  availableAnimations: string[];
  availableVariants: string[];
  currentTime: number;
  pause(): void;
  jumpCameraToGoal(): void;
  toBlob(options: { mimeType: string; idealAspect: boolean }): Promise<Blob>;
}

export interface Scene {
  model: string;
  pixels: number;
  shadow: boolean;
  variant: string | null;
  clip: { name: string; second: number } | null;
}

export interface Shot {
  orbit: string;
  background: string | null;
}

/** Runs in the page: the address of the file that was chosen; null: this browser may not read it, which then seems to be empty. */
export function chosen(): string | null {
  const [file] = window.document.querySelector<HTMLInputElement>('#model')!.files!;
  return file && file.size > 0 ? URL.createObjectURL(file) : null;
}

/** Runs in the page: shows the model. The answer is what went wrong, or null. */
export async function show(scene: Scene): Promise<string | null> {
  await customElements.whenDefined('model-viewer');
  const statics = customElements.get('model-viewer') as unknown as { minimumRenderScale: number; modelCacheSize: number };
  statics.minimumRenderScale = 1;
  statics.modelCacheSize = 0;
  window.document.querySelector('model-viewer')?.remove();
  const viewer = window.document.createElement('model-viewer') as Viewer;
  const attributes: Record<string, string> = {
    'min-camera-orbit': 'auto 0deg 5%',
    'max-camera-orbit': 'auto 180deg 1000%',
    'interaction-prompt': 'none',
    'interpolation-decay': '1',
    'shadow-intensity': scene.shadow ? '1' : '0',
    'shadow-softness': '0.8',
    style: `width:${scene.pixels}px;height:${scene.pixels}px`,
    src: scene.model,
  };
  for (const [name, value] of Object.entries(attributes)) viewer.setAttribute(name, value);
  const settled = new Promise<string | null>((resolve) => {
    viewer.addEventListener('load', () => resolve(null), { once: true });
    viewer.addEventListener('error', (event) => {
      const { detail } = event as unknown as CustomEvent<{ type: string; sourceError?: { message?: string } }>;
      resolve(detail.sourceError?.message ?? detail.type);
    });
  });
  window.document.body.append(viewer);
  const problem = await settled;
  if (problem !== null) return problem;
  if (scene.variant !== null) {
    if (!viewer.availableVariants.includes(scene.variant)) return `it has no colourway named ${scene.variant}`;
    const applied = new Promise((resolve) => viewer.addEventListener('variant-applied', resolve, { once: true }));
    viewer.setAttribute('variant-name', scene.variant);
    await applied;
  }
  if (scene.clip) {
    if (!viewer.availableAnimations.includes(scene.clip.name)) return `it has no clip named ${scene.clip.name}`;
    viewer.animationName = scene.clip.name;
    await viewer.updateComplete;
    viewer.pause();
    viewer.currentTime = scene.clip.second;
  }
  return null;
}

/** Runs in the page: one picture, PNG in base64. */
export async function shoot(shot: Shot): Promise<string> {
  const viewer = window.document.querySelector('model-viewer') as Viewer;
  viewer.setAttribute('camera-orbit', shot.orbit);
  await viewer.updateComplete;
  viewer.jumpCameraToGoal();
  const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  await frame();
  let blob = await viewer.toBlob({ mimeType: 'image/png', idealAspect: false });
  if (shot.background !== null) {
    const bitmap = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d')!;
    context.fillStyle = shot.background;
    context.fillRect(0, 0, bitmap.width, bitmap.height);
    context.drawImage(bitmap, 0, 0);
    blob = await canvas.convertToBlob({ type: 'image/png' });
  }
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let from = 0; from < bytes.length; from += 0x8000) text += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  return btoa(text);
}

/** Runs in the page: lets the model go, so that an idle browser holds none. */
export function clear(): void {
  const viewer = window.document.querySelector('model-viewer');
  const address = viewer?.getAttribute('src') ?? '';
  viewer?.remove();
  if (address.startsWith('blob:')) URL.revokeObjectURL(address);
}
