import { Button } from '@wordpress/components';
import { useEffect, useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { announce } from '../announce.ts';
import { type ApiError, mayPass, toApiError } from '../api/errors.ts';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { Meter } from '../controls/meter.tsx';
import { fileSize } from '../format/site.ts';
import { DropZone } from '../upload/drop-zone.tsx';
import { uploadMemory } from '../upload/memory.ts';
import { uploadFile } from '../upload/pieces.ts';
import { startModel } from './api.ts';
import type { SiteModel } from './types.ts';
import { accept, acceptWords } from './words.ts';

interface Item {
  key: number;
  file: File;
  sent: number;
  /** of the upload that was begun, so that it can go on. */
  upload: string | null;
  state: 'waiting' | 'sending' | 'failed';
  error: ApiError | null;
}

const memory = uploadMemory();

const titleOf = (name: string): string => name.replace(/\.[^.]+$/, '').replace(/[_-]+/g, ' ');

/** The queue as it is now, for what runs beside the rendering. */
const useItems = () => {
  const [items, setItems] = useState<Item[]>([]);
  const list = useRef<Item[]>([]);
  const keys = useRef(0);
  const show = (next: Item[]): void => {
    list.current = next;
    setItems(next);
  };
  const fresh = (file: File): Item => ({ key: (keys.current += 1), file, sent: 0, upload: null, state: 'waiting', error: null });
  return {
    items,
    next: (): Item | undefined => list.current.find(({ state }) => state === 'waiting'),
    add: (files: File[]): void => show([...list.current, ...files.map(fresh)]),
    change: (key: number, part: Partial<Item>): void => show(list.current.map((item) => (item.key === key ? { ...item, ...part } : item))),
    drop: (key: number): void => show(list.current.filter((item) => item.key !== key)),
  };
};

/** Files that wait, one that is sent; each becomes a model when it is there. */
const useQueue = (onStarted: (model: SiteModel) => void) => {
  const { items, next, add, change, drop } = useItems();
  const control = useRef<AbortController | null>(null);

  const send = async (item: Item, signal: AbortSignal): Promise<void> => {
    const resume = item.upload ?? memory.recall(item.file);
    const sending = { signal, onProgress: (sent: number) => change(item.key, { sent }), ...(resume ? { resume } : {}) };
    const upload = await uploadFile(item.file, sending, (id) => {
      memory.keep(item.file, id);
      change(item.key, { upload: id });
    });
    const model = await startModel(upload.id, titleOf(item.file.name));
    memory.forget(item.file);
    drop(item.key);
    // translators: %s: a file's name.
    announce(sprintf(__('%s is uploaded; it is being made ready.', 'devskyy'), item.file.name));
    onStarted(model);
  };
  const failed = (item: Item, error: ApiError): void => {
    if (!mayPass(error)) memory.forget(item.file);
    change(item.key, { state: 'failed', error });
    announce(error.message, 'assertive');
  };
  const work = async (): Promise<void> => {
    if (control.current) return;
    for (let item = next(); item; item = next()) {
      control.current = new AbortController();
      change(item.key, { state: 'sending', error: null });
      try {
        await send(item, control.current.signal);
      } catch (thrown) {
        if (control.current.signal.aborted) drop(item.key);
        else failed(item, toApiError(thrown));
      }
    }
    control.current = null;
  };
  return {
    items,
    add: (files: File[]): void => {
      add(files);
      void work();
    },
    stop: (item: Item): void => (item.state === 'sending' ? control.current?.abort() : drop(item.key)),
    retry: (item: Item): void => {
      change(item.key, { state: 'waiting' });
      void work();
    },
  };
};

const Row = ({ item, onStop, onRetry }: { item: Item; onStop: () => void; onRetry: () => void }) => (
  <li>
    {item.error ? (
      <ErrorNotice
        error={item.error}
        // translators: %s: a file's name.
        lead={sprintf(__('%s was not uploaded.', 'devskyy'), item.file.name)}
        {...(mayPass(item.error) ? { onRetry } : {})}
        onDismiss={onStop}
      />
    ) : (
      <>
        <div className="devskyy-bulk__head">
          <strong>{item.file.name}</strong>
          <span className="devskyy-muted">
            {item.state === 'waiting'
              ? __('Waiting', 'devskyy')
              : // translators: 1: bytes sent, e.g. 2 MB, 2: bytes of the file.
                sprintf(__('%1$s of %2$s', 'devskyy'), fileSize(item.sent), fileSize(item.file.size))}
          </span>
          <Button
            variant="tertiary"
            size="small"
            onClick={onStop}
            // translators: %s: a file's name.
            aria-label={sprintf(__('Stop the upload of %s', 'devskyy'), item.file.name)}
          >
            {__('Stop', 'devskyy')}
          </Button>
        </div>
        {/* translators: %s: a file's name. */}
        <Meter done={item.sent} total={item.file.size} label={sprintf(__('Upload of %s', 'devskyy'), item.file.name)} />
      </>
    )}
  </li>
);

/** Asks before the page is left while a file is on its way. */
const useStay = (busy: boolean): void => {
  useEffect(() => {
    if (!busy) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [busy]);
};

/** Names the uploads that were cut off, by a reload or a closed page, and how they go on. */
const CutOff = ({ names, onForget }: { names: string[]; onForget: () => void }) =>
  names.length === 0 ? null : (
    <div className="devskyy-state devskyy-uploads__cut">
      <p>
        {sprintf(
          // translators: %s: one or more names of files.
          __('Not uploaded to the end: %s. Choose the same file again, and it goes on where it stopped.', 'devskyy'),
          names.join(', '),
        )}
      </p>
      <Button variant="tertiary" size="small" onClick={onForget}>
        {__('Forget it', 'devskyy')}
      </Button>
    </div>
  );

const useCutOff = () => {
  const [cut, setCut] = useState(memory.unfinished);
  return {
    names: cut.map(({ name }) => name),
    chosen: (files: File[]): void =>
      setCut(cut.filter(({ name, size }) => !files.some((file) => file.name === name && file.size === size))),
    forget: (): void => {
      for (const { name, size, modified } of cut) memory.forget({ name, size, lastModified: modified });
      setCut([]);
    },
  };
};

/** Takes files by choosing or dropping, sends one after the other in pieces, and has each made into a model. */
export const UploadQueue = ({ onStarted, multiple = true }: { onStarted: (model: SiteModel) => void; multiple?: boolean }) => {
  const { items, add, stop, retry } = useQueue(onStarted);
  const cut = useCutOff();
  useStay(items.some(({ state }) => state !== 'failed'));
  const take = (files: File[]): void => {
    cut.chosen(files);
    add(files);
  };
  return (
    <div className="devskyy-stack">
      <DropZone
        label={multiple ? __('Choose files', 'devskyy') : __('Choose a file', 'devskyy')}
        help={multiple ? `${acceptWords()} ${__('Several at once are fine.', 'devskyy')}` : acceptWords()}
        accept={accept}
        multiple={multiple}
        onFiles={take}
      />
      <CutOff names={cut.names} onForget={cut.forget} />
      {items.length > 0 && (
        <ul className="devskyy-uploads" aria-label={__('Uploads', 'devskyy')}>
          {items.map((item) => (
            <Row key={item.key} item={item} onStop={() => stop(item)} onRetry={() => retry(item)} />
          ))}
        </ul>
      )}
    </div>
  );
};
