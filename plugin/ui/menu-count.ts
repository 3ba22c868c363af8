import { count } from './format/site.ts';

/** Brings the number beside the menu's entries up to date; WordPress printed it when the page was made. */
export const showMenuCount = (pending: number): void => {
  document.querySelectorAll<HTMLElement>('#toplevel_page_devskyy .awaiting-mod').forEach((bubble) => {
    const number = bubble.querySelector('.pending-count');
    if (number) number.textContent = count(pending);
    bubble.hidden = pending === 0;
    bubble.style.display = pending === 0 ? 'none' : '';
  });
};
