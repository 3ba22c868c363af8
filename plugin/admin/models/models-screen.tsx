import type { View } from '@wordpress/dataviews/wp';
import { Button } from '@wordpress/components';
import { useCallback, useEffect, useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { Card } from '../../ui/controls/card.tsx';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { ScreenHeader } from '../../ui/controls/screen-header.tsx';
import { listModels, type ModelQuery } from '../../ui/models/api.ts';
import { UploadQueue } from '../../ui/models/upload-queue.tsx';
import { modelsOf, useWatched } from '../../ui/models/use-models.ts';
import { adminPage, can, pageArg, setPageArgs } from '../../ui/page.ts';
import { useService } from '../../ui/service/context.ts';
import { ServiceNotice } from '../../ui/service/service-notice.tsx';
import { useListView } from '../../ui/use-list-view.ts';
import { DressForm } from './dress-form.tsx';
import { ModelDetail } from './model-detail.tsx';
import { ModelList } from './model-list.tsx';

const columns = ['status', 'kind', 'size', 'products', 'updated'];

const firstView = (): View => ({
  type: 'table',
  page: 1,
  perPage: 20,
  search: pageArg('s'),
  filters: [],
  titleField: 'title',
  mediaField: 'picture',
  descriptionField: 'source',
  layout: { density: 'balanced', enableMoving: false },
});

const filterOf = (view: View, field: string): string | undefined => {
  const value: unknown = view.filters?.find((filter) => filter.field === field)?.value;
  return Array.isArray(value) && value.length > 0 ? value.join(',') : undefined;
};

const queryOf = (view: View): ModelQuery => {
  const [status, kind] = [filterOf(view, 'status'), filterOf(view, 'kind')];
  return {
    page: view.page ?? 1,
    per_page: view.perPage ?? 20,
    ...(view.search ? { search: view.search } : {}),
    ...(status ? { status } : {}),
    ...(kind ? { kind } : {}),
  };
};

const Unpaired = () => (
  <div className="devskyy-actions">
    <p className="devskyy-muted">{__('The service makes models ready for the web, and it is not connected yet.', 'devskyy')}</p>
    {can('devskyy_manage') && (
      <Button variant="primary" href={adminPage().settingsUrl} __next40pxDefaultSize>
        {__('Connect the service', 'devskyy')}
      </Button>
    )}
  </div>
);

/** All models, with the field that takes new ones. */
const Overview = ({ onOpen, returned }: { onOpen: (id: string) => void; returned: boolean }) => {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // The button that led back is gone.
    if (returned) section.current?.focus({ preventScroll: true });
  }, [returned]);
  const [view, setView] = useListView(firstView, columns);
  const [dressing, setDressing] = useState(false);
  const { connection } = useService();
  const key = JSON.stringify(queryOf(view));
  const list = useWatched(
    useCallback(() => listModels(JSON.parse(key) as ModelQuery), [key]),
    modelsOf,
    key,
  );
  return (
    <div className="devskyy-stack">
      {can('devskyy_approve') && (
        <Card
          title={__('New models', 'devskyy')}
          actions={
            <Button variant="secondary" onClick={() => setDressing(true)} __next40pxDefaultSize>
              {__('Dress an avatar', 'devskyy')}
            </Button>
          }
        >
          {connection?.status === 'unpaired' ? <Unpaired /> : <UploadQueue onStarted={list.touched} />}
        </Card>
      )}
      {list.error && <ErrorNotice error={list.error} lead={__('The 3D models could not be read.', 'devskyy')} onRetry={list.touched} />}
      <section ref={section} className="devskyy-card devskyy-list" tabIndex={-1} aria-label={__('3D models', 'devskyy')}>
        <ModelList list={list} view={view} onView={setView} onOpen={onOpen} />
      </section>
      {dressing && (
        <DressForm
          onClose={() => setDressing(false)}
          onStarted={(model) => {
            setDressing(false);
            list.touched();
            onOpen(model.id);
          }}
        />
      )}
    </div>
  );
};

/** 3D assets: what there is, what is being made, and one of them in full. */
export const ModelsScreen = () => {
  const [open, setOpen] = useState(() => pageArg('model'));
  const [returned, setReturned] = useState(false);
  const show = (id: string): void => {
    setOpen(id);
    setReturned(id === '');
    setPageArgs({ model: id || null });
    window.scrollTo({ top: 0 });
  };
  return (
    <>
      <ScreenHeader
        title={__('3D assets', 'devskyy')}
        intro={__('Pieces in 3D and AR. What is published here lives on your site and is shown without the service.', 'devskyy')}
      />
      <ServiceNotice />
      {open ? <ModelDetail key={open} id={open} onBack={() => show('')} onOpen={show} /> : <Overview onOpen={show} returned={returned} />}
    </>
  );
};
