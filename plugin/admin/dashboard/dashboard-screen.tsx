import { Button } from '@wordpress/components';
import { useCallback } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { getDashboard, listProposals } from '../../ui/api/endpoints.ts';
import { Card } from '../../ui/controls/card.tsx';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { Loading } from '../../ui/controls/loading.tsx';
import { ScreenHeader } from '../../ui/controls/screen-header.tsx';
import { agentsUrl, can } from '../../ui/page.ts';
import { isActive } from '../../ui/runs/labels.ts';
import { RunningList } from '../../ui/runs/running-list.tsx';
import { type Runs, useRuns } from '../../ui/runs/use-runs.ts';
import { useService } from '../../ui/service/context.ts';
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

/** What the store's owner wants to know first: is it connected, what waits for me, what runs, what it costs, what came of it. */
export const DashboardScreen = () => {
  const service = useService();
  const runs = useRuns({ perPage: 6 });
  const finished = runs.runs?.filter((run) => !isActive(run.status)) ?? [];
  // The key is the number of finished runs: each end of a run may have brought proposals.
  const { data, error, reload } = useLoad(useCallback(load, [finished[0]?.id]));
  const connection = service.connection ?? data?.figures.connection ?? null;
  const ready = connection !== null && (data !== null || error !== null) && (runs.runs !== null || runs.error !== null);
  const fresh = ready && runs.total === 0 && (data?.waiting.total ?? 0) === 0 && !runs.error;
  return (
    <>
      <ScreenHeader title={__('Dashboard', 'devskyy')} actions={fresh || !ready ? null : <HeaderActions />} />
      <ServiceNotice />
      {!ready && <Loading />}
      {ready && (
        <div className="devskyy-stack">
          {(fresh || connection.status === 'unpaired') && <FirstSteps connection={connection} hasRun={runs.total > 0} />}
          <Tiles connection={connection} figures={data?.figures ?? null} runs={runs} />
          <RunningCard runs={runs} />
          {error && <ErrorNotice error={error} lead={__('The figures could not be read.', 'devskyy')} onRetry={reload} />}
          {runs.error && <ErrorNotice error={runs.error} lead={__('The runs could not be read.', 'devskyy')} onRetry={() => void runs.reload()} />}
          {!fresh && (
            <div className="devskyy-columns">
              <Waiting proposals={data?.waiting ?? null} hasRun={runs.total > 0} />
              <LastResults runs={finished} hasRun={runs.total > 0} />
            </div>
          )}
        </div>
      )}
    </>
  );
};
