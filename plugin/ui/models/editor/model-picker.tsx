import { Button, Modal, SearchControl } from '@wordpress/components';
import { useCallback, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { Badge } from '../../controls/badge.tsx';
import { ErrorNotice } from '../../controls/error-notice.tsx';
import { Loading } from '../../controls/loading.tsx';
import { Meter } from '../../controls/meter.tsx';
import { Pager } from '../../controls/pager.tsx';
import { Thumbnail } from '../../controls/thumbnail.tsx';
import { fileOf, isOpen, isShown, listModels } from '../api.ts';
import { maySeeModels, modelsPage } from '../page.ts';
import type { SiteModel } from '../types.ts';
import { UploadQueue } from '../upload-queue.tsx';
import { modelsOf, useWatched } from '../use-models.ts';
import { kindLabel, stageLabel, statusLabel, statusTone } from '../words.ts';

interface Props {
  title: string;
  /** kinds that may be chosen, as a comma list; '' for all. */
  kinds?: string;
  onPick: (model: SiteModel) => void;
  onClose: () => void;
}

const Choice = ({ model, onPick }: { model: SiteModel; onPick: () => void }) => (
  <li>
    <button type="button" className="devskyy-pick" disabled={!isShown(model)} onClick={onPick}>
      <Thumbnail url={(fileOf(model, 'thumbnail') ?? fileOf(model, 'poster'))?.url ?? null} />
      <span className="devskyy-pick__title">{model.title}</span>
      <span className="devskyy-muted">{kindLabel(model.kind)}</span>
      {model.status !== 'published' && (
        <Badge tone={statusTone(model.status)}>{isOpen(model) ? stageLabel(model) : statusLabel(model.status)}</Badge>
      )}
    </button>
    {model.problem && !isShown(model) && (
      <p className="devskyy-pick__problem">
        {model.problem.message} {model.problem.next}
      </p>
    )}
    {isOpen(model) && (
      // translators: %s: title of a 3D model.
      <Meter done={Math.round(model.progress * 100)} total={100} label={sprintf(__('Progress of %s', 'devskyy'), model.title)} />
    )}
  </li>
);

/** Chooses one of the site's models, or uploads one and waits for it. */
export const ModelPicker = ({ title, kinds = '', onPick, onClose }: Props) => {
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(1);
  const key = JSON.stringify({ search, page, kind: kinds, per_page: 12 });
  const list = useWatched(
    useCallback(() => listModels(JSON.parse(key) as Record<string, string | number>), [key]),
    modelsOf,
    key,
  );
  const find = (words: string): void => {
    setSearch(words);
    setPage(1);
  };
  // The newest stands first: what was just uploaded is seen there.
  const started = (): void => {
    find('');
    list.touched();
  };
  return (
    <Modal title={title} onRequestClose={onClose} size="large" className="devskyy-picker-modal">
      <div className="devskyy-stack">
        {modelsPage().upload && <UploadQueue multiple={false} onStarted={started} />}
        <SearchControl label={__('Search by title or file', 'devskyy')} value={search} onChange={find} __nextHasNoMarginBottom />
        {list.error && <ErrorNotice error={list.error} lead={__('The 3D models could not be read.', 'devskyy')} onRetry={list.touched} />}
        {!list.data && !list.error && <Loading />}
        {list.data?.items.length === 0 && <p className="devskyy-muted">{__('No model is found.', 'devskyy')}</p>}
        <ul className="devskyy-picks">
          {list.data?.items.map((model) => (
            <Choice key={model.id} model={model} onPick={() => onPick(model)} />
          ))}
        </ul>
        <Pager page={page} pages={list.data?.pages ?? 1} onPage={setPage} />
      </div>
    </Modal>
  );
};

/** A button that opens the choice; a sentence for those who may not choose. */
export const PickButton = ({
  label,
  title,
  kinds,
  onPick,
  primary = false,
}: Omit<Props, 'onClose'> & { label: string; primary?: boolean }) => {
  const [open, setOpen] = useState(false);
  if (!maySeeModels())
    return (
      <p className="devskyy-muted">
        {__('Your account may not choose 3D models. Ask an administrator of the shop for the permission.', 'devskyy')}
      </p>
    );
  return (
    <>
      <Button variant={primary ? 'primary' : 'secondary'} onClick={() => setOpen(true)} __next40pxDefaultSize>
        {label}
      </Button>
      {open && (
        <ModelPicker
          title={title}
          {...(kinds ? { kinds } : {})}
          onClose={() => setOpen(false)}
          onPick={(model) => {
            setOpen(false);
            onPick(model);
          }}
        />
      )}
    </>
  );
};
