import type { Shown } from './data.ts';

const android = (): boolean => /android/i.test(navigator.userAgent);

/** Sets where the AR link leads: Quick Look's file of the colourway, or Android's Scene Viewer (developers.google.com/ar/develop/scene-viewer). */
export const leadTo = (link: HTMLAnchorElement, { usdz, ar, title }: Shown, variant: string): void => {
  const files = android() ? ar : usdz;
  const file = files[variant] ?? files[''];
  if (!file) return;
  if (!android()) {
    link.href = file;
    return;
  }
  const query = new URLSearchParams({ file, mode: 'ar_preferred', title, link: location.href });
  const fallback = encodeURIComponent(location.href);
  link.href = `intent://arvr.google.com/scene-viewer/1.2?${query.toString()}#Intent;scheme=https;package=com.google.android.googlequicksearchbox;action=android.intent.action.VIEW;S.browser_fallback_url=${fallback};end;`;
};

/** Shows the way into AR that this device has, and none where it has none. `enter` opens WebXR. */
export const offerAr = (link: HTMLAnchorElement, shown: Shown, variant: string, enter: () => void): void => {
  if (link.relList.supports('ar')) return;
  if (android() && shown.ar['']) {
    link.removeAttribute('rel');
    leadTo(link, shown, variant);
    return;
  }
  link.hidden = true;
  void (navigator as { xr?: { isSessionSupported(mode: string): Promise<boolean> } }).xr
    ?.isSessionSupported('immersive-ar')
    .then((can) => {
      link.hidden = !can;
      link.onclick = (event) => {
        event.preventDefault();
        enter();
      };
    })
    // A page whose policy forbids WebXR has no such way.
    .catch(() => undefined);
};
