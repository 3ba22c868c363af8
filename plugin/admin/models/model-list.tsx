import { type Action, DataViews, type View } from '@wordpress/dataviews/wp';
import { useMemo } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { inbox, trash } from '@wordpress/icons';
import type { Page } from '../../ui/api/types.ts';
import { EmptyState } from '../../ui/controls/empty-state.tsx';
import type { SiteModel } from '../../ui/models/types.ts';
import type { Watching } from '../../ui/models/use-models.ts';
import { adminPage, can, withArgs } from '../../ui/page.ts';
import { DeleteForm } from './delete-model.tsx';
import { modelFields } from './fields.tsx';

interface Props {
  list: Watching<Page<SiteModel>>;
  view: View;
  onView: (view: View) => void;
  onOpen: (id: string) => void;
}

const modelUrl = (id: string): string => withArgs(`${adminPage().adminUrl}admin.php`, { page: 'devskyy-models', model: id });

const Empty = ({ filtered, loading }: { filtered: boolean; loading: boolean }) => {
  if (loading) return <p>{__('Loading…', 'devskyy')}</p>;
  if (filtered)
    return (
      <EmptyState icon={inbox} title={__('Nothing is found', 'devskyy')}>
        {__('Search for another word of the title or the file’s name, or take a filter away.', 'devskyy')}
      </EmptyState>
    );
  return (
    <EmptyState icon={inbox} title={__('No 3D models yet', 'devskyy')}>
      {__(
        'Upload the model of a piece above. It is checked, repaired and made small, and then it can be shown on the product’s page.',
        'devskyy',
      )}
    </EmptyState>
  );
};

const useActions = (onOpen: Props['onOpen'], onGone: () => void): Action<SiteModel>[] =>
  useMemo(() => {
    const open: Action<SiteModel> = { id: 'open', label: __('Open', 'devskyy'), callback: ([item]) => item && onOpen(item.id) };
    if (!can('devskyy_approve')) return [open];
    const remove: Action<SiteModel> = {
      id: 'delete',
      label: __('Delete', 'devskyy'),
      icon: trash,
      modalHeader: __('Delete this model?', 'devskyy'),
      modalSize: 'small',
      RenderModal: ({ items, closeModal }) => {
        const [item] = items;
        return item ? <DeleteForm model={item} onGone={onGone} onClose={() => closeModal?.()} /> : <></>;
      },
    };
    return [open, remove];
  }, [onOpen, onGone]);

/** The list; search, filters and pages are worked by the server. */
export const ModelList = ({ list, view, onView, onOpen }: Props) => {
  const actions = useActions(onOpen, list.touched);
  const fields = useMemo(modelFields, []);
  return (
    <DataViews
      data={list.data?.items ?? []}
      fields={fields}
      view={view}
      onChangeView={onView}
      actions={actions}
      isLoading={list.loading && !list.data}
      paginationInfo={{ totalItems: list.data?.total ?? 0, totalPages: list.data?.pages ?? 0 }}
      defaultLayouts={{ table: {}, grid: {} }}
      getItemId={(item: SiteModel) => item.id}
      searchLabel={__('Search by title or file', 'devskyy')}
      renderItemLink={({ item, ...link }) => (
        <a
          {...link}
          href={modelUrl(item.id)}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey) return;
            event.preventDefault();
            onOpen(item.id);
          }}
          // translators: %s: title of a 3D model.
          title={sprintf(__('Open %s', 'devskyy'), item.title)}
        />
      )}
      empty={<Empty filtered={Boolean(view.search) || (view.filters ?? []).some(({ value }) => Boolean(value))} loading={list.loading} />}
    />
  );
};
