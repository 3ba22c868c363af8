/** What the server prints for the view script (DevSkyy\Models\ViewerMarkup); addresses are whole. */

/** One model as a figure shows it. */
export interface Shown {
  src: string;
  alt: string;
  poster: string | null;
  turntable: string | null;
  /** colourway → USDZ; '' for the model as it comes. */
  usdz: Record<string, string>;
  /** the same for Android's Scene Viewer. */
  ar: Record<string, string>;
  title: string;
  /** colourway → its poster. */
  variants: Record<string, string | null>;
  /** names of its clips. */
  clips: string[];
}

export interface Hotspot {
  /** `x y z` in metres, as <model-viewer> takes it: it outlives a re-optimised file, a surface would not. */
  position: string;
  normal: string;
  label: string;
  /** id of its card in the page; '' when it has none. */
  card: string;
}

export interface Figure {
  /** more than one: outfits of a try-on. */
  models: Shown[];
  load: 'click' | 'visible';
  variant: string;
  /** null: the viewer's own. */
  orbit: string | null;
  target: string | null;
  fov: string | null;
  /** turns by itself where motion is welcome. */
  rotate: boolean;
  clip: string;
  hotspots: Hotspot[];
}

/** What all figures of a page share. */
export interface Shared {
  viewer: string;
  meshopt: string;
  draco: string;
  words: Words;
}

export interface Words {
  loading: string;
  progress: string;
  ready: string;
  closed: string;
  noWebgl: string;
  lost: string;
  failed: string;
  arFailed: string;
  controls: string;
  views: string;
  left: string;
  right: string;
  up: string;
  down: string;
  closer: string;
  farther: string;
  reset: string;
  front: string;
  side: string;
  back: string;
  top: string;
  close: string;
  pause: string;
  play: string;
  turntable: string;
  clip: string;
  /** clip → its word. */
  clips: Record<string, string>;
  /** what <model-viewer> says to screen readers, as its attribute `a11y` takes it. */
  a11y: Record<string, string>;
}
