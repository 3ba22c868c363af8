import type { ModelViewerElement } from '../../plugin/ui/viewer/load.ts';
import type { Hotspot } from './data.ts';
import { calm } from './entering.ts';

/** Turns the model so that a hotspot on its far side is seen, when the keyboard reaches it. */
const face = (viewer: ModelViewerElement, { normal }: Hotspot): void => {
  const [x = 0, y = 0, z = 1] = normal.split(/\s+/).map(Number.parseFloat);
  const phi = Math.min(Math.max(Math.acos(Math.min(Math.max(y, -1), 1)), 0.4), 2.4);
  viewer.cameraOrbit = `${Math.atan2(x, z)}rad ${phi}rad auto`;
  if (calm()) void (viewer as unknown as { updateComplete: Promise<unknown> }).updateComplete.then(() => viewer.jumpCameraToGoal());
};

/** Numbered buttons on the model, each of which opens its card. Returns what takes the listeners away again. */
export const placeHotspots = (viewer: ModelViewerElement, stage: HTMLElement, hotspots: readonly Hotspot[]): (() => void) => {
  const buttons = hotspots.map((hotspot, index) => {
    const dot = document.createElement('button');
    dot.type = 'button';
    dot.slot = `hotspot-${index}`;
    dot.className = 'devskyy-viewer__dot';
    dot.dataset['position'] = hotspot.position;
    dot.dataset['normal'] = hotspot.normal;
    dot.dataset['visibilityAttribute'] = 'visible';
    dot.textContent = String(index + 1);
    // what is seen on it comes first, so that people who say what they see reach it (WCAG 2.5.3)
    dot.ariaLabel = hotspot.label ? `${index + 1}: ${hotspot.label}` : null;
    dot.onfocus = () => dot.matches(':focus-visible') && !('visible' in dot.dataset) && face(viewer, hotspot);
    if (hotspot.card) {
      dot.setAttribute('aria-controls', hotspot.card);
      dot.ariaExpanded = 'false';
      dot.onclick = () => open(dot.ariaExpanded === 'true' ? null : index);
    }
    return dot;
  });
  const cardOf = (index: number): HTMLElement | null => document.getElementById(hotspots[index]!.card);
  const open = (wanted: number | null): void => {
    for (const [index, dot] of buttons.entries()) {
      if (dot.ariaExpanded !== null) dot.ariaExpanded = String(index === wanted);
      cardOf(index)?.classList.toggle('is-open', index === wanted);
    }
  };
  const escape = (event: KeyboardEvent): void => {
    const at = buttons.findIndex((dot) => dot.ariaExpanded === 'true');
    if (event.key !== 'Escape' || at < 0) return;
    open(null);
    buttons[at]!.focus();
  };
  const figure = stage.closest<HTMLElement>('figure')!;
  figure.addEventListener('keydown', escape);
  viewer.append(...buttons);
  return () => {
    open(null);
    figure.removeEventListener('keydown', escape);
  };
};
