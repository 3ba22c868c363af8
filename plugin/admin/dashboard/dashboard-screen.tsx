import { Button } from '@wordpress/components';
import { useCallback } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { getDashboard, listProposals } from '../../ui/api/endpoints.ts';
import type { Connection, Dashboard, Page, Proposal } from '../../ui/api/types.ts';
import { Card } from '../../ui/controls/card.tsx';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { Loading } from '../../ui/controls/loading.tsx';
import { ScreenHeader } from '../../ui/controls/screen-header.tsx';
import { agentsUrl, can } from '../../ui/page.ts';
import { isActive } from '../../ui/runs/labels.ts';
import { RunningList } from '../../ui/runs/running-list.tsx';
import { type Runs, useRuns } from '../../ui/runs/use-runs.ts';
import { useService } from '../../ui/service/context.ts';
import { ProviderNotices } from '../../ui/service/provider-notices.tsx';
import { ServiceNotice } from '../../ui/service/service-notice.tsx';
import { useLoad } from '../../ui/use-load.ts';
import { FirstSteps } from './first-steps.tsx';
import { LastResults } from './last-results.tsx';
import { Tiles } from './tiles.tsx';
import { Waiting } from './waiting.tsx';

const load = async () => {
  const [figures, waiting] = await Promise.all([getDashboard(), listProposals({ status: 'pending,conflict', per_page: 5 })]);
  return { figures, waiting };
};

const RunningCard = ({ runs }: { runs: Runs }) => {
  const active = runs.runs?.filter((run) => isActive(run.status)) ?? [];
  if (active.length === 0) return null;
  return (
    <Card title={__('Running now', 'devskyy')} flush>
      <RunningList runs={active} onCancelled={runs.started} />
    </Card>
  );
};

const HeaderActions = () =>
  can('devskyy_run') ? (
    <Button variant="primary" href={agentsUrl({ agent: 'product-copy' })} __next40pxDefaultSize>
      {__('Run product copy', 'devskyy')}
    </Button>
  ) : null;

interface Known {
  connection: Connection;
  figures: Dashboard | null;
  waiting: Page<Proposal> | null;
  runs: Runs;
}

/** Nothing has ever run and nothing waits: the site is new here. */
const isFresh = ({ waiting, runs }: Pick<Known, 'waiting' | 'runs'>): boolean =>
  runs.runs !== null && runs.total === 0 && waiting?.total === 0;

/** The first steps have their own next click, so the header offers no run then. */
const startsRuns = (known: Known): boolean => !isFresh(known) && known.connection.status !== 'unpaired';

const Body = (known: Known) => {
  const { connection, figures, waiting, runs } = known;
  const finished = runs.runs?.filter((run) => !isActive(run.status)) ?? [];
  const hasRun = runs.total > 0;
  const fresh = isFresh(known);
  return (
    <>
      {(fresh || connection.status === 'unpaired') && <FirstSteps connection={connection} hasRun={hasRun} />}
      <Tiles connection={connection} figures={figures} runs={runs} />
      <RunningCard runs={runs} />
      {!fresh && (
        <div className="devskyy-columns">
          <Waiting proposals={waiting} hasRun={hasRun} />
          <LastResults runs={finished} hasRun={hasRun} />
        </div>
      )}
    </>
  );
};

/** Everything that the screen shows; `known` is null until the first answers are there. */
const useDashboard = () => {
  const service = useService();
  const runs = useRuns({ perPage: 6 });
  // Each end of a run may have brought proposals: the newest finished run is the key to reading anew.
  const newest = runs.runs?.find((run) => !isActive(run.status))?.id;
  const { data, error, reload } = useLoad(useCallback(load, [newest]));
  const connection = service.connection ?? data?.figures.connection ?? null;
  const settled = (data ?? error) !== null && (runs.runs ?? runs.error) !== null;
  const known: Known | null =
    connection && settled ? { connection, figures: data?.figures ?? null, waiting: data?.waiting ?? null, runs } : null;
  return { known, runs, error, reload };
};

/** Runs that end, or begin to wait, may tell of a provider. */
const refreshOf = (runs: Runs | undefined): string =>
  (runs?.runs ?? []).map(({ id, status, waiting }) => `${id} ${status} ${waiting?.until ?? ''}`).join();

/** What the store's owner wants to know first: is it connected, what waits for me, what runs, what it costs, what came of it. */
export const DashboardScreen = () => {
  const { known, runs, error, reload } = useDashboard();
  return (
    <>
      <ScreenHeader title={__('Dashboard', 'devskyy')} actions={known && startsRuns(known) ? <HeaderActions /> : null} />
      <ServiceNotice />
      <div className="devskyy-stack">
        <ProviderNotices refresh={refreshOf(known?.runs)} />
        {error && <ErrorNotice error={error} lead={__('The figures could not be read.', 'devskyy')} onRetry={reload} />}
        {runs.error && (
          <ErrorNotice error={runs.error} lead={__('The runs could not be read.', 'devskyy')} onRetry={() => void runs.reload()} />
        )}
        {known ? <Body {...known} /> : <Loading />}
      </div>
    </>
  );
};
