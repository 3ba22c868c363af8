import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { backup } from '@wordpress/icons';
import { Badge } from '../../ui/controls/badge.tsx';
import { Card } from '../../ui/controls/card.tsx';
import { EmptyState } from '../../ui/controls/empty-state.tsx';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { Loading } from '../../ui/controls/loading.tsx';
import { Pager } from '../../ui/controls/pager.tsx';
import { ago, cost, count, moment } from '../../ui/format/site.ts';
import { agentLabel } from '../../ui/proposals/labels.ts';
import { isActive, outcomeSummary, runStatusLabel, runStatusTone } from '../../ui/runs/labels.ts';
import type { RunView } from '../../ui/runs/state.ts';
import type { Runs } from '../../ui/runs/use-runs.ts';

const result = (run: RunView): string => {
  if (run.error) return run.error;
  const summary = outcomeSummary(run);
  if (summary) return summary;
  // translators: 1: number of products done, 2: number of products in all.
  return sprintf(__('%1$s of %2$s done', 'devskyy'), count(run.progress.done), count(run.progress.total));
};

const Row = ({ run, onOpen }: { run: RunView; onOpen: () => void }) => (
  <tr>
    <th scope="row">
      <Button variant="link" onClick={onOpen}>
        {agentLabel(run.agent)}
        <span className="screen-reader-text">
          {/* translators: %s: date and time. */} {sprintf(__('of %s: open the report', 'devskyy'), moment(run.created))}
        </span>
      </Button>
    </th>
    <td>
      <Badge tone={runStatusTone(run.status)}>{runStatusLabel(run.status)}</Badge>
    </td>
    <td className="devskyy-table__wide">{result(run)}</td>
    <td className="devskyy-table__small">{cost(run.cost)}</td>
    <td className="devskyy-table__small">{run.actor.name}</td>
    <td className="devskyy-table__small">
      <time dateTime={run.created} title={moment(run.created)}>
        {ago(run.created)}
      </time>
    </td>
  </tr>
);

const Table = ({ runs, onOpen }: { runs: readonly RunView[]; onOpen: (id: string) => void }) => (
  <div className="devskyy-table-wrap">
    <table className="devskyy-table devskyy-table--stacked">
      <thead>
        <tr>
          <th scope="col">{__('Agent', 'devskyy')}</th>
          <th scope="col">{__('Status', 'devskyy')}</th>
          <th scope="col">{__('Result', 'devskyy')}</th>
          <th scope="col">{__('Cost', 'devskyy')}</th>
          <th scope="col">{__('Started by', 'devskyy')}</th>
          <th scope="col">{__('When', 'devskyy')}</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <Row key={run.id} run={run} onOpen={() => onOpen(run.id)} />
        ))}
      </tbody>
    </table>
  </div>
);

/** The runs that have ended, newest first. */
export const History = ({
  runs,
  page,
  onPage,
  onOpen,
}: {
  runs: Runs;
  page: number;
  onPage: (page: number) => void;
  onOpen: (id: string) => void;
}) => {
  const finished = runs.runs?.filter((run) => !isActive(run.status)) ?? [];
  const empty = runs.runs !== null && finished.length === 0 && page === 1;
  return (
    <Card title={__('History', 'devskyy')} flush>
      {runs.error && (
        <ErrorNotice error={runs.error} lead={__('The runs could not be read.', 'devskyy')} onRetry={() => void runs.reload()} />
      )}
      {!runs.runs && !runs.error && <Loading />}
      {empty && (
        <EmptyState icon={backup} title={__('No run has ended yet', 'devskyy')}>
          {__('Choose an agent above and start a run. Its report stays here.', 'devskyy')}
        </EmptyState>
      )}
      {finished.length > 0 && <Table runs={finished} onOpen={onOpen} />}
      <Pager page={page} pages={runs.pages} onPage={onPage} />
    </Card>
  );
};
