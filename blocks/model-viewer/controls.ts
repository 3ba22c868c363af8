import type { ModelViewerElement } from '../../plugin/ui/viewer/load.ts';
import { icon, type IconName } from './icons.ts';
import { calm, type Entering, firstOrbit } from './entering.ts';

export interface Controls {
  element: HTMLElement;
  /** a model has come: its clips are known. */
  loaded(): void;
  focus(): void;
}

const STEP = Math.PI / 6;
/** The least and the greatest angle from above that the viewer takes. */
const POLES = [0.01, Math.PI - 0.01] as const;
const views = { front: '0deg 80deg', side: '90deg 80deg', back: '180deg 80deg', top: '0deg 1deg' } as const;

const button = (label: string, look: IconName | null, act: () => void): HTMLButtonElement => {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'devskyy-viewer__button';
  if (look) {
    made.ariaLabel = label;
    made.title = label;
    made.append(icon(look));
  } else made.textContent = label;
  made.onclick = act;
  return made;
};

const group = (label: string, buttons: HTMLElement[]): HTMLElement => {
  const made = document.createElement('div');
  made.className = 'devskyy-viewer__group';
  made.role = 'group';
  made.ariaLabel = label;
  made.append(...buttons);
  return made;
};

/** Moves the camera, at once where motion is unwelcome. */
const move = (viewer: ModelViewerElement, orbit: string): void => {
  viewer.cameraOrbit = orbit;
  if (calm()) void (viewer as unknown as { updateComplete: Promise<unknown> }).updateComplete.then(() => viewer.jumpCameraToGoal());
};

const turn = (viewer: ModelViewerElement, sideways: number, upward: number): void => {
  const { theta, phi, radius } = viewer.getCameraOrbit();
  const next = Math.min(Math.max(phi + upward * STEP, POLES[0]), POLES[1]);
  move(viewer, `${theta + sideways * STEP}rad ${next}rad ${radius}m`);
};

/** Clips as buttons of which one is pressed, and one that holds the motion. */
const motion = (viewer: ModelViewerElement, { page: { words }, data, say }: Entering) => {
  const element = group(words.clip, []);
  const hold = button(words.pause, 'pause', () => {
    if (viewer.paused) viewer.play();
    else viewer.pause();
    tell();
  });
  const tell = (): void => {
    const label = viewer.paused ? words.play : words.pause;
    hold.ariaLabel = label;
    hold.title = label;
    hold.replaceChildren(icon(viewer.paused ? 'play' : 'pause'));
  };
  const choose = (clip: string): void => {
    viewer.animationName = clip;
    if (!calm()) viewer.play();
    mark();
    tell();
    say(words.clips[clip.toLowerCase()] ?? clip);
  };
  let clips: [string, HTMLButtonElement][] = [];
  const mark = (): void => {
    for (const [clip, one] of clips) one.ariaPressed = String(clip === (viewer.animationName ?? clips[0]?.[0]));
  };
  return {
    element,
    loaded() {
      const names = viewer.availableAnimations;
      element.hidden = names.length === 0;
      // An outfit's own clip of the name that is shown now; files may write it large.
      const wanted = (viewer.animationName ?? data.clip).toLowerCase();
      viewer.animationName = names.find((name) => name.toLowerCase() === wanted);
      if (names.length > 0 && !calm()) viewer.play();
      clips =
        names.length > 1 ? names.map((clip) => [clip, button(words.clips[clip.toLowerCase()] ?? clip, null, () => choose(clip))]) : [];
      element.replaceChildren(hold, ...clips.map(([, one]) => one));
      mark();
      tell();
    },
  };
};

/** The bar of buttons: every thing that a hand can do with the model, one can do with them and with the keyboard. */
export const controls = (viewer: ModelViewerElement, entering: Entering): Controls => {
  const { data, page, say, close } = entering;
  const { words } = page;
  const reset = (): void => {
    viewer.cameraTarget = data.target ?? 'auto auto auto';
    viewer.fieldOfView = data.fov ?? 'auto';
    viewer.resetTurntableRotation(0);
    move(viewer, data.orbit ?? firstOrbit);
    say(words.reset);
  };
  const view = (name: keyof typeof views) =>
    button(words[name], null, () => {
      viewer.autoRotate = false;
      viewer.resetTurntableRotation(0);
      move(viewer, `${views[name]} auto`);
      say(words[name]);
    });
  const first = button(words.left, 'left', () => turn(viewer, 1, 0));
  const clips = motion(viewer, entering);
  const element = document.createElement('div');
  element.className = 'devskyy-viewer__bar';
  const away = button(words.close, 'close', close);
  away.classList.add('devskyy-viewer__close');
  element.append(
    away,
    clips.element,
    group(words.controls, [
      first,
      button(words.right, 'right', () => turn(viewer, -1, 0)),
      button(words.up, 'up', () => turn(viewer, 0, -1)),
      button(words.down, 'down', () => turn(viewer, 0, 1)),
      button(words.closer, 'closer', () => viewer.zoom(3)),
      button(words.farther, 'farther', () => viewer.zoom(-3)),
      button(words.reset, 'reset', reset),
    ]),
    group(words.views, [view('front'), view('side'), view('back'), view('top')]),
  );
  clips.element.hidden = true;
  if (data.rotate && !calm()) {
    const stop = button(words.pause, 'pause', () => {
      viewer.autoRotate = !viewer.autoRotate;
      stop.ariaLabel = viewer.autoRotate ? words.pause : words.play;
      stop.title = stop.ariaLabel;
      stop.replaceChildren(icon(viewer.autoRotate ? 'pause' : 'play'));
    });
    first.parentElement!.append(stop);
  }
  return { element, loaded: () => clips.loaded(), focus: () => first.focus() };
};
