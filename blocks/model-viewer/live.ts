import { loadViewer, type ModelViewerElement } from '../../plugin/ui/viewer/load.ts';
import { controls } from './controls.ts';
import { calm, type Entering, firstOrbit, type Live } from './entering.ts';
import { placeHotspots } from './hotspots.ts';

/** The element, set up as the block says; nothing of it moves by itself where motion is unwelcome. */
const element = ({ data, page, shown, variant }: Entering): ModelViewerElement => {
  const viewer = document.createElement('model-viewer') as ModelViewerElement;
  const attributes: Record<string, string | null> = {
    class: 'devskyy-viewer__live',
    src: shown.src,
    alt: shown.alt,
    'camera-controls': '',
    'touch-action': 'pan-y',
    loading: 'eager',
    reveal: 'auto',
    'interaction-prompt': 'none',
    'shadow-intensity': '1',
    'shadow-softness': '0.8',
    ar: '',
    // Quick Look and Scene Viewer have links of their own: they take other files.
    'ar-modes': 'webxr',
    a11y: JSON.stringify(page.words.a11y),
    'variant-name': variant || null,
    'camera-orbit': data.orbit ?? firstOrbit,
    'camera-target': data.target,
    'field-of-view': data.fov,
    autoplay: shown.clips.length > 0 && !calm() ? '' : null,
    'auto-rotate': data.rotate && !calm() ? '' : null,
  };
  for (const [name, value] of Object.entries(attributes)) if (value !== null) viewer.setAttribute(name, value);
  // Its own button for AR and its own bar are replaced by nothing: ours are outside of it.
  for (const slot of ['ar-button', 'progress-bar', 'poster']) {
    const nothing = document.createElement('span');
    nothing.slot = slot;
    nothing.hidden = true;
    viewer.append(nothing);
  }
  return viewer;
};

/** Listens to what the viewer says of its loading. */
const follow = (viewer: ModelViewerElement, { page: { words }, say, state, still }: Entering): void => {
  let last = 0;
  viewer.addEventListener('progress', (event) => {
    const { totalProgress } = (event as unknown as CustomEvent<{ totalProgress: number }>).detail;
    const percent = Math.floor(totalProgress * 100);
    // A screen reader hears quarters, not each hundredth.
    if (percent < 100 && percent - last >= 25) {
      last = percent;
      say(words.progress.replace('%s', String(percent)));
    }
  });
  viewer.addEventListener('load', () => {
    state('live');
    say(words.ready);
  });
  viewer.addEventListener('error', (event) => {
    const { type } = (event as unknown as CustomEvent<{ type?: string }>).detail ?? {};
    still(type === 'webglcontextlost' ? words.lost : words.failed);
  });
  viewer.addEventListener('ar-status', (event) => {
    if ((event as CustomEvent<{ status: string }>).detail.status === 'failed') say(words.arFailed);
  });
};

/** Puts the live viewer over the poster: it is there at once, and seen when its model is. */
export const show = async (entering: Entering): Promise<Live> => {
  const { figure, data, page } = entering;
  await loadViewer(window, page);
  const viewer = element(entering);
  const stage = figure.querySelector<HTMLElement>('.devskyy-viewer__stage')!;
  const bar = controls(viewer, entering);
  follow(viewer, entering);
  const forget = placeHotspots(viewer, stage, data.hotspots);
  viewer.addEventListener('load', () => bar.loaded());
  viewer.addEventListener('load', () => stage.contains(document.activeElement) && bar.focus(), { once: true });
  stage.append(viewer, bar.element);
  return {
    show(shown, variant) {
      if (viewer.src !== shown.src) {
        viewer.alt = shown.alt;
        viewer.src = shown.src;
      }
      viewer.variantName = variant || null;
    },
    ar() {
      const enter = (): void => void viewer.activateAR();
      // Which ways into AR there are, the viewer knows with its model.
      if (viewer.loaded) enter();
      else viewer.addEventListener('load', enter, { once: true });
    },
    remove() {
      forget();
      viewer.remove();
      bar.element.remove();
    },
  };
};
