/** Paths of 24 × 24, stroked. */
const paths = {
  left: 'M9 7 5 11l4 4M5 11h9a5 5 0 0 1 0 10h-2',
  right: 'm15 7 4 4-4 4M19 11h-9a5 5 0 0 0 0 10h2',
  up: 'm7 11 5-5 5 5M12 6v13',
  down: 'm7 13 5 5 5-5M12 18V5',
  closer: 'M12 5v14M5 12h14',
  farther: 'M5 12h14',
  reset: 'M5 12a7 7 0 1 0 2.2-5.100M5 4v4h4',
  close: 'm6 6 12 12M18 6 6 18',
  pause: 'M9 6v12M15 6v12',
  play: 'm9 6 9 6-9 6z',
} as const;

export type IconName = keyof typeof paths;

const NAMESPACE = 'http://www.w3.org/2000/svg';

/** An icon that says nothing to screen readers: its button does. */
export const icon = (name: IconName): SVGElement => {
  const svg = document.createElementNS(NAMESPACE, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(NAMESPACE, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
};
