/** An upload that this browser began and has not finished. */
export interface BegunUpload {
  id: string;
  name: string;
  size: number;
  /** of the file, in ms since 1970. */
  modified: number;
  /** when it was begun, in ms since 1970. */
  at: number;
}

type Marks = Pick<File, 'name' | 'size' | 'lastModified'>;
type Store = Pick<Storage, 'getItem' | 'setItem'>;

const place = 'devskyy-uploads';
/** The site keeps an unfinished upload for a day (plugin/includes/Import/UploadStore.php). */
const kept = 86_400_000;
const most = 20;

const same = (one: BegunUpload, file: Marks): boolean =>
  one.name === file.name && one.size === file.size && one.modified === file.lastModified;

/**
 * Remembers uploads across a reload: who chooses the same file again goes on where it stopped. A browser that keeps nothing (storage is
 * switched off or full) begins anew, which is all that is lost.
 */
export const uploadMemory = (store: () => Store = () => window.localStorage, now: () => number = Date.now) => {
  const read = (): BegunUpload[] => {
    try {
      const known = JSON.parse(store().getItem(place) ?? '[]') as BegunUpload[];
      return known.filter(({ at }) => now() - at < kept);
    } catch {
      return [];
    }
  };
  const write = (uploads: BegunUpload[]): void => {
    try {
      store().setItem(place, JSON.stringify(uploads.slice(-most)));
    } catch {
      // see above
    }
  };
  const forget = (file: Marks): void => write(read().filter((one) => !same(one, file)));
  return {
    /** those that were begun and not finished. */
    unfinished: read,
    recall: (file: Marks): string | null => read().find((one) => same(one, file))?.id ?? null,
    keep: (file: Marks, id: string): void => {
      const { name, size, lastModified } = file;
      write([...read().filter((one) => !same(one, file)), { id, name, size, modified: lastModified, at: now() }]);
    },
    forget,
  };
};
