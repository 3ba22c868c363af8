import type { Figure, Shared, Shown } from './data.ts';
import type { Live } from './entering.ts';

/** Phones, where a second live viewer takes the memory of the first. */
const SMALL = '(max-width: 782px), (pointer: coarse)';

const shared = (): Shared =>
  JSON.parse(document.getElementById('wp-script-module-data-devskyy-viewer')?.textContent ?? 'null') as Shared;

const hasWebgl = (): boolean => {
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
};

const open = new Set<() => void>();

/** The part of a figure that is there before anything heavy: poster, buttons, pictures of colourways and outfits, the way into AR. */
const start = (figure: HTMLElement, page: Shared): void => {
  const data = JSON.parse(figure.dataset['devskyyViewer']!) as Figure;
  const find = <T extends HTMLElement>(name: string): T => figure.querySelector<T>(`.devskyy-viewer__${name}`)!;
  const poster = find<HTMLImageElement>('poster');
  const button = find<HTMLButtonElement>('open');
  const link = figure.querySelector<HTMLAnchorElement>('.devskyy-viewer__ar');
  const { words } = page;
  let at = 0;
  let variant = data.variant;
  let live: Live | null = null;

  const shown = (): Shown => data.models[at]!;
  const say = (text: string): void => {
    find('status').textContent = text;
  };
  const state = (name: string): void => {
    figure.dataset['state'] = name;
  };

  const close = (): void => {
    live?.remove();
    live = null;
    open.delete(close);
    state('');
  };

  /** The pictures stay, and a sentence says why. */
  const still = (why: string): void => {
    close();
    state('still');
    say(why);
    const { turntable } = shown();
    if (!turntable || figure.querySelector('.devskyy-viewer__turn')) return;
    const turn = document.createElement('button');
    turn.type = 'button';
    turn.className = 'devskyy-viewer__turn devskyy-viewer__button';
    turn.textContent = words.turntable;
    turn.setAttribute('aria-pressed', 'false');
    turn.onclick = () => {
      const on = turn.getAttribute('aria-pressed') === 'false';
      turn.setAttribute('aria-pressed', String(on));
      picture(on ? shown().turntable : null);
    };
    find('start').append(turn);
  };

  const show = async (): Promise<void> => {
    if (live || figure.dataset['state'] === 'loading') return;
    if (!hasWebgl()) {
      still(words.noWebgl);
      return;
    }
    if (matchMedia(SMALL).matches) for (const other of open) other();
    open.add(close);
    state('loading');
    say(words.loading);
    try {
      const { show: enter } = await import('./live.ts');
      live = await enter({ figure, data, page, shown: shown(), variant, say, state, close: leave, still });
    } catch {
      still(words.failed);
    }
  };
  const leave = (): void => {
    close();
    say(words.closed);
    button.focus();
  };

  const picture = (url: string | null = null): void => {
    const next = url ?? shown().variants[variant] ?? shown().poster;
    if (next) poster.src = next;
    poster.alt = shown().alt;
    // WordPress may have given the picture other sizes.
    poster.removeAttribute('srcset');
    if (link) way(link, shown(), variant);
  };

  button.onclick = () => void show();
  figure.addEventListener('change', ({ target }) => {
    const input = target as HTMLInputElement;
    if (input.name.startsWith('devskyy-variant')) variant = input.value;
    else if (input.name.startsWith('devskyy-outfit')) at = Number(input.value);
    else return;
    for (const card of figure.querySelectorAll<HTMLElement>('[data-outfit]')) card.hidden = card.dataset['outfit'] !== String(at);
    picture();
    live?.show(shown(), variant);
  });
  // A product page's choice of a variation (variations.js); null leaves the colourway as it is.
  figure.addEventListener('devskyy-show', (event) => {
    const wanted = (event as CustomEvent<{ at: number; variant: string | null }>).detail;
    at = wanted.at;
    variant = wanted.variant ?? variant;
    for (const input of figure.querySelectorAll<HTMLInputElement>('input[name^=devskyy-variant]')) input.checked = input.value === variant;
    picture();
    live?.show(shown(), variant);
  });
  if (link) offerAr(link, data, () => [shown(), variant], show, () => live);
  // Who saves data asks for it with a click.
  if (data.load === 'visible' && !(navigator as { connection?: { saveData?: boolean } }).connection?.saveData)
    new IntersectionObserver((entries, observer) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      void show();
    }, { threshold: 0.4 }).observe(figure);
};

const android = (): boolean => /android/i.test(navigator.userAgent);

/** Sets where the AR link leads: Quick Look's file of the colourway, or Android's Scene Viewer (developers.google.com/ar/develop/scene-viewer). */
const way = (link: HTMLAnchorElement, { usdz, ar, title }: Shown, variant: string): void => {
  const file = usdz[variant] ?? usdz[''];
  if (!android()) {
    if (file) link.href = file;
    return;
  }
  if (!ar) return;
  const query = new URLSearchParams({ file: ar, mode: 'ar_preferred', title, link: location.href });
  const fallback = encodeURIComponent(location.href);
  link.href = `intent://arvr.google.com/scene-viewer/1.2?${query.toString()}#Intent;scheme=https;package=com.google.android.googlequicksearchbox;action=android.intent.action.VIEW;S.browser_fallback_url=${fallback};end;`;
};

/** Shows the way into AR that this device has, and none where it has none. */
const offerAr = (link: HTMLAnchorElement, data: Figure, now: () => [Shown, string], show: () => Promise<void>, live: () => Live | null): void => {
  if (link.relList.supports('ar')) return;
  if (android() && data.models[0]!.ar) {
    link.removeAttribute('rel');
    way(link, ...now());
    return;
  }
  link.hidden = true;
  void (navigator as { xr?: { isSessionSupported(mode: string): Promise<boolean> } }).xr
    ?.isSessionSupported('immersive-ar')
    .then((can) => {
      link.hidden = !can;
      link.onclick = (event) => {
        event.preventDefault();
        void show().then(() => live()?.ar());
      };
    })
    .catch(() => undefined);
};

const page = shared();
if (page) for (const figure of document.querySelectorAll<HTMLElement>('[data-devskyy-viewer]')) start(figure, page);
