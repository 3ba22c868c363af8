import { useCallback, useEffect, useMemo, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { View } from '@wordpress/dataviews/wp';
import { countProposals, listProposals } from '../../ui/api/endpoints.ts';
import type { BulkAction, Proposal, ProposalQuery } from '../../ui/api/types.ts';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { ScreenHeader } from '../../ui/controls/screen-header.tsx';
import { showMenuCount } from '../../ui/menu-count.ts';
import { pageArg, setPageArgs } from '../../ui/page.ts';
import { BulkProgress } from '../../ui/proposals/bulk-progress.tsx';
import { ServiceNotice } from '../../ui/service/service-notice.tsx';
import { useListView } from '../../ui/use-list-view.ts';
import { useLoad } from '../../ui/use-load.ts';
import { BulkAll } from './bulk-all.tsx';
import { ProposalDetail } from './proposal-detail.tsx';
import { ProposalList } from './proposal-list.tsx';
import { OPEN, queryOf, statusOf, withStatus } from './query.ts';
import { RunFilter } from './run-filter.tsx';
import { StatusTabs } from './status-tabs.tsx';

const columns = ['status', 'author', 'cost', 'created'];

const styles = { status: { width: 150 }, agent: { width: 130 }, author: { width: 190 }, cost: { width: 90 }, created: { width: 140 } };

const firstView = (): View => {
  const view: View = {
    type: 'table',
    page: 1,
    perPage: 20,
    search: pageArg('s'),
    filters: [],
    sort: { field: 'created', direction: 'desc' },
    titleField: 'title',
    mediaField: 'image',
    descriptionField: 'changes',
    layout: { density: 'balanced', enableMoving: false, styles },
  };
  // A link to one run or one proposal shows its proposals in whatever state they are.
  const status = pageArg('status') || (pageArg('run') || pageArg('proposal') ? '' : OPEN);
  return withStatus(view, status);
};

const KEY = 'devskyy-bulk';
interface Bulk {
  id: string;
  action: BulkAction;
}

/** The bulk action of this tab, kept through a reload. */
const useBulk = () => {
  const [bulk, setBulk] = useState<Bulk | null>(() => JSON.parse(window.sessionStorage.getItem(KEY) ?? 'null') as Bulk | null);
  const keep = useCallback((next: Bulk | null) => {
    if (next) window.sessionStorage.setItem(KEY, JSON.stringify(next));
    else window.sessionStorage.removeItem(KEY);
    setBulk(next);
  }, []);
  return [bulk, keep] as const;
};

/** The row that opened the detail may be gone from the list by now; the keyboard then goes on at the list's top. */
const focusList = (): void => {
  window.setTimeout(() => {
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('.devskyy-list')?.focus();
  }, 600);
};

/** Which proposal is open, kept in the address. */
const useOpen = () => {
  const [open, setOpen] = useState<string>(() => pageArg('proposal'));
  const show = useCallback((id: string) => {
    setOpen(id);
    setPageArgs({ proposal: id || null });
  }, []);
  return [open, show] as const;
};

/** The page of proposals that the view asks for, and how many there are in each state. */
const useProposals = (query: ProposalQuery) => {
  const key = JSON.stringify(query);
  const list = useLoad(useCallback(() => listProposals(JSON.parse(key) as ProposalQuery), [key]));
  const counts = useLoad(countProposals);
  useEffect(() => {
    if (counts.data) showMenuCount(counts.data['pending'] ?? 0);
  }, [counts.data]);
  const refresh = useCallback(() => {
    list.reload();
    counts.reload();
  }, [list.reload, counts.reload]);
  const changed = useCallback(
    (proposal: Proposal) => {
      // The row stays where it is until the list is next read, so that the next one is found at its place.
      if (list.data) list.replace({ ...list.data, items: list.data.items.map((item) => (item.id === proposal.id ? proposal : item)) });
      counts.reload();
    },
    [list.data, list.replace, counts.reload],
  );
  return { list, counts: counts.data, refresh, changed };
};

type Proposals = ReturnType<typeof useProposals>;

interface ListProps {
  proposals: Proposals;
  view: View;
  query: ProposalQuery;
  onView: (view: View) => void;
  onOpen: (id: string) => void;
  onBulk: (bulk: Bulk) => void;
  onAllRuns: () => void;
}

const ListCard = ({ proposals, view, query, onView, onOpen, onBulk, onAllRuns }: ListProps) => {
  const [selection, setSelection] = useState<string[]>([]);
  const started = useCallback(
    (bulk: Bulk) => {
      setSelection([]);
      onBulk(bulk);
    },
    [onBulk],
  );
  return (
    <section className="devskyy-card devskyy-list" tabIndex={-1} aria-label={__('Proposals', 'devskyy')}>
      <div className="devskyy-list__top">
        <StatusTabs counts={proposals.counts} status={statusOf(view)} onStatus={(status) => onView(withStatus(view, status))} />
        <BulkAll query={query} total={proposals.list.data?.total ?? 0} onStarted={started} />
      </div>
      {query.run && <RunFilter run={query.run} onClear={onAllRuns} />}
      <ProposalList
        list={proposals.list}
        view={view}
        onView={onView}
        selection={selection}
        onSelection={setSelection}
        onOpen={onOpen}
        onBulk={started}
      />
    </section>
  );
};

/** All proposals: found, compared, decided one by one or many at once. */
export const ProposalsScreen = () => {
  const [view, setView] = useListView(firstView, columns);
  const [run, setRun] = useState(() => pageArg('run'));
  const [open, setOpen] = useOpen();
  const [bulk, setBulk] = useBulk();
  const query = useMemo(() => queryOf(view, run), [view, run]);
  const proposals = useProposals(query);
  const { list, refresh, changed } = proposals;
  const close = (): void => {
    setOpen('');
    refresh();
    focusList();
  };
  const allRuns = (): void => {
    setRun('');
    setPageArgs({ run: null });
  };
  return (
    <>
      <ScreenHeader
        title={__('Proposals', 'devskyy')}
        intro={__('What the agents would change. Nothing is on your site until you approve it.', 'devskyy')}
      />
      <ServiceNotice />
      <div className="devskyy-stack">
        {bulk && <BulkProgress key={bulk.id} {...bulk} onDone={refresh} onClose={() => setBulk(null)} />}
        {list.error && <ErrorNotice error={list.error} lead={__('The proposals could not be read.', 'devskyy')} onRetry={list.reload} />}
        <ListCard proposals={proposals} view={view} query={query} onView={setView} onOpen={setOpen} onBulk={setBulk} onAllRuns={allRuns} />
      </div>
      {open && (
        <ProposalDetail
          id={open}
          order={(list.data?.items ?? []).map((item) => item.id)}
          onGo={setOpen}
          onChanged={changed}
          onClose={close}
        />
      )}
    </>
  );
};
