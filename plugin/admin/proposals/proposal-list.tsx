import { Button } from '@wordpress/components';
import { type Action, DataViews, type View } from '@wordpress/dataviews/wp';
import { useMemo } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { check, closeSmall, inbox, undo } from '@wordpress/icons';
import type { BulkAction, Page, Proposal } from '../../ui/api/types.ts';
import { EmptyState } from '../../ui/controls/empty-state.tsx';
import { adminPage, agentsUrl, can, proposalsUrl } from '../../ui/page.ts';
import { isOpen } from '../../ui/proposals/labels.ts';
import type { Loaded } from '../../ui/use-load.ts';
import { BulkConfirm } from './bulk-confirm.tsx';
import { proposalFields } from './fields.tsx';
import { statusOf } from './query.ts';

interface Props {
  list: Loaded<Page<Proposal>>;
  view: View;
  selection: string[];
  onView: (view: View) => void;
  onSelection: (ids: string[]) => void;
  onOpen: (id: string) => void;
  onBulk: (bulk: { id: string; action: BulkAction }) => void;
}

/** Those whose proposals can be asked for. */
const choices = (): { value: string; label: string }[] =>
  adminPage()
    .agents.filter((agent) => agent.output === 'proposals')
    .map(({ name, title }) => ({ value: name, label: title }));

const bulkAction = (action: BulkAction, words: { label: string; icon: JSX.Element }, onBulk: Props['onBulk']): Action<Proposal> =>
  ({
    id: action,
    ...words,
    isPrimary: true,
    supportsBulk: true,
    isDestructive: action !== 'approve',
    isEligible: (item: Proposal) => (action === 'undo' ? item.status === 'applied' : isOpen(item.status)),
    modalHeader: words.label,
    modalSize: 'small',
    RenderModal: ({ items, closeModal }) => (
      <BulkConfirm
        action={action}
        number={items.length}
        what={{ ids: items.map((item) => item.id) }}
        onStarted={onBulk}
        onClose={() => closeModal?.()}
      />
    ),
  }) as Action<Proposal>;

const useActions = (onOpen: Props['onOpen'], onBulk: Props['onBulk']): Action<Proposal>[] =>
  useMemo(() => {
    const open: Action<Proposal> = {
      id: 'open',
      label: __('Compare and decide', 'devskyy'),
      callback: ([item]) => item && onOpen(item.id),
    };
    const visit: Action<Proposal> = {
      id: 'visit',
      label: __('View on the site', 'devskyy'),
      isEligible: (item) => Boolean(item.target.url),
      callback: ([item]) => item?.target.url && window.open(item.target.url, '_blank', 'noopener'),
    };
    if (!can('devskyy_approve')) return [open, visit];
    return [
      bulkAction('approve', { label: __('Approve', 'devskyy'), icon: check }, onBulk),
      bulkAction('reject', { label: __('Reject', 'devskyy'), icon: closeSmall }, onBulk),
      bulkAction('undo', { label: __('Undo', 'devskyy'), icon: undo }, onBulk),
      open,
      visit,
    ];
  }, [onOpen, onBulk]);

const Empty = ({ view, loading }: { view: View; loading: boolean }) => {
  if (loading) return <p>{__('Loading…', 'devskyy')}</p>;
  if (view.search || statusOf(view) === '')
    return (
      <EmptyState icon={inbox} title={__('Nothing is found', 'devskyy')}>
        {__('Search for another word of the title or the SKU, or take a filter away.', 'devskyy')}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={inbox}
      title={__('Nothing here', 'devskyy')}
      actions={
        can('devskyy_run') && (
          <Button variant="secondary" href={agentsUrl()} __next40pxDefaultSize>
            {__('Run an agent', 'devskyy')}
          </Button>
        )
      }
    >
      {__('No proposal is in this state. When an agent proposes changes, they wait here for you.', 'devskyy')}
    </EmptyState>
  );
};

/** The list itself; filters, search, order and pages are worked by the server. */
export const ProposalList = ({ list, view, selection, onView, onSelection, onOpen, onBulk }: Props) => {
  const actions = useActions(onOpen, onBulk);
  const fields = useMemo(() => proposalFields(choices()), []);
  const data = list.data?.items ?? [];
  return (
    <DataViews
      data={data}
      fields={fields}
      view={view}
      onChangeView={onView}
      actions={actions}
      isLoading={list.loading && !list.data}
      paginationInfo={{ totalItems: list.data?.total ?? 0, totalPages: list.data?.pages ?? 0 }}
      defaultLayouts={{ table: {}, grid: {} }}
      selection={selection}
      onChangeSelection={onSelection}
      getItemId={(item: Proposal) => item.id}
      searchLabel={__('Search by title or SKU', 'devskyy')}
      renderItemLink={({ item, ...link }) => (
        <a
          {...link}
          href={proposalsUrl({ proposal: item.id })}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey) return;
            event.preventDefault();
            onOpen(item.id);
          }}
          // translators: %s: title of a product, post or page.
          title={sprintf(__('Compare and decide: %s', 'devskyy'), item.target.title)}
        />
      )}
      empty={<Empty view={view} loading={list.loading} />}
    />
  );
};
