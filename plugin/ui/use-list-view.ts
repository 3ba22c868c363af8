import type { View } from '@wordpress/dataviews/wp';
import { useEffect, useState } from '@wordpress/element';

const narrow = '(max-width: 782px)';

/** What `useState` gives. */
type Setting<T> = [T, (next: T) => void];

const same = (one: readonly string[], other: readonly string[]): boolean => one.join() === other.join();

/**
 * The view of a list, with `columns` where the window is wide and none where it is narrow: there the state stands below the title instead.
 * It goes with the window, as when a tablet is turned; columns that its reader chose stay.
 */
export const useListView = (first: () => View, columns: readonly string[]): Setting<View> => {
  const [view, setView] = useState<View>(() => ({ ...first(), fields: window.matchMedia(narrow).matches ? [] : [...columns] }));
  useEffect(() => {
    const media = window.matchMedia(narrow);
    const fit = (): void => {
      const [before, now] = media.matches ? [columns, []] : [[], columns];
      setView((held) => (same(held.fields ?? [], before) ? { ...held, fields: [...now] } : held));
    };
    media.addEventListener('change', fit);
    return () => media.removeEventListener('change', fit);
  }, [columns]);
  return [view, setView];
};
