import type { Figure, Shared, Shown } from './data.ts';

export interface Live {
  /** another outfit, another colourway. */
  show(shown: Shown, variant: string): void;
  ar(): void;
  remove(): void;
}

export interface Entering {
  figure: HTMLElement;
  data: Figure;
  page: Shared;
  shown: Shown;
  variant: string;
  say: (text: string) => void;
  state: (name: string) => void;
  /** back to the picture, by the visitor's own wish. */
  close: () => void;
  /** back to the picture, with the reason. */
  still: (why: string) => void;
}

export const calm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The view of the posters (service/src/pipeline/pictures), so that the model stands as its picture did. */
export const firstOrbit = '25deg 75deg 105%';
