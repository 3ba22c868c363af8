import { leadTo, offerAr } from './ar-link.ts';
import type { Figure, Shared, Shown } from './data.ts';
import type { Live } from './entering.ts';

/** Phones, where a second live viewer takes the memory of the first. */
const SMALL = '(max-width: 782px), (pointer: coarse)';

/** A figure and what it shows now. */
interface Face {
  figure: HTMLElement;
  data: Figure;
  page: Shared;
  link: HTMLAnchorElement | null;
  /** which of its models. */
  at: number;
  variant: string;
  live: Live | null;
}

const open = new Set<Face>();

const part = <T extends HTMLElement>({ figure }: Face, name: string): T => figure.querySelector<T>(`.devskyy-viewer__${name}`)!;
const shown = ({ data, at }: Face): Shown => data.models[at]!;
const say = (face: Face, text: string): void => {
  part(face, 'status').textContent = text;
};
const state = ({ figure }: Face, name: string): void => {
  figure.dataset['state'] = name;
};

const hasWebgl = (): boolean => {
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
};

/** The picture of the present outfit and colourway, or another one of it. */
const picture = (face: Face, url: string | null = null): void => {
  const { variants, poster, alt } = shown(face);
  const image = part<HTMLImageElement>(face, 'poster');
  const next = url ?? variants[face.variant] ?? poster;
  if (next) image.src = next;
  image.alt = alt;
  if (face.link) leadTo(face.link, shown(face), face.variant);
};

const close = (face: Face): void => {
  face.live?.remove();
  face.live = null;
  open.delete(face);
  state(face, '');
};

/** The pictures stay, and a sentence says why; where there is a turning picture, a button starts it. */
const still = (face: Face, why: string): void => {
  close(face);
  state(face, 'still');
  say(face, why);
  if (!shown(face).turntable || face.figure.querySelector('.devskyy-viewer__turn')) return;
  const turn = document.createElement('button');
  turn.type = 'button';
  turn.className = 'devskyy-viewer__turn devskyy-viewer__button';
  turn.textContent = face.page.words.turntable;
  turn.ariaPressed = 'false';
  turn.onclick = () => {
    const on = turn.ariaPressed === 'false';
    turn.ariaPressed = String(on);
    picture(face, on ? shown(face).turntable : null);
  };
  part(face, 'start').append(turn);
};

const show = async (face: Face): Promise<void> => {
  const { figure, data, page } = face;
  if (face.live || figure.dataset['state'] === 'loading') return;
  if (!hasWebgl()) {
    still(face, page.words.noWebgl);
    return;
  }
  if (matchMedia(SMALL).matches) for (const other of open) close(other);
  open.add(face);
  state(face, 'loading');
  say(face, page.words.loading);
  const leave = (): void => {
    close(face);
    say(face, page.words.closed);
    part(face, 'open').focus();
  };
  try {
    const { show: enter } = await import('./live.ts');
    const hooks = {
      say: (text: string) => say(face, text),
      state: (name: string) => state(face, name),
      close: leave,
      still: (why: string) => still(face, why),
    };
    const live = await enter({ figure, data, page, shown: shown(face), variant: face.variant, ...hooks });
    // Another one may have been opened on this phone meanwhile.
    if (open.has(face)) face.live = live;
    else live.remove();
  } catch {
    still(face, page.words.failed);
  }
};

const change = (face: Face, at: number, variant: string): void => {
  face.at = at;
  face.variant = variant;
  picture(face);
  face.live?.show(shown(face), variant);
};

const listen = (face: Face): void => {
  const { figure } = face;
  figure.addEventListener('change', ({ target }) => {
    const { name, value } = target as HTMLInputElement;
    if (name.startsWith('devskyy-variant')) change(face, face.at, value);
    else if (name.startsWith('devskyy-outfit')) {
      change(face, Number(value), '');
      for (const card of figure.querySelectorAll<HTMLElement>('[data-outfit]')) card.hidden = card.dataset['outfit'] !== value;
    }
  });
  // A product page's choice of a variation (variations.js); null leaves the colourway as it is.
  figure.addEventListener('devskyy-show', (event) => {
    const { at, variant } = (event as CustomEvent<{ at: number; variant: string | null }>).detail;
    change(face, at, variant ?? face.variant);
    for (const input of figure.querySelectorAll<HTMLInputElement>('input[name^=devskyy-variant]'))
      input.checked = input.value === face.variant;
  });
};

/** The part of a figure that is there before anything heavy: poster, buttons, pictures of colourways and outfits, the way into AR. */
const start = (figure: HTMLElement, page: Shared): void => {
  const data = JSON.parse(figure.dataset['devskyyViewer']!) as Figure;
  const link = figure.querySelector<HTMLAnchorElement>('.devskyy-viewer__ar');
  const face: Face = { figure, data, page, link, at: 0, variant: data.variant, live: null };
  part<HTMLButtonElement>(face, 'open').onclick = () => void show(face);
  listen(face);
  if (link) offerAr(link, shown(face), face.variant, () => void show(face).then(() => face.live?.ar()));
  // Who saves data asks for it with a click.
  if (data.load !== 'visible' || (navigator as { connection?: { saveData?: boolean } }).connection?.saveData) return;
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      void show(face);
    },
    { threshold: 0.4 },
  );
  observer.observe(figure);
};

const page = JSON.parse(document.getElementById('wp-script-module-data-devskyy-viewer')?.textContent ?? 'null') as Shared | null;
if (page) for (const figure of document.querySelectorAll<HTMLElement>('[data-devskyy-viewer]')) start(figure, page);
