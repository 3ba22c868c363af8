import { __ } from '@wordpress/i18n';
import { chartBar } from '@wordpress/icons';
import { Badge } from '../../ui/controls/badge.tsx';
import { Card } from '../../ui/controls/card.tsx';
import { EmptyState } from '../../ui/controls/empty-state.tsx';
import { ago, cost } from '../../ui/format/site.ts';
import { agentsUrl } from '../../ui/page.ts';
import { agentLabel } from '../../ui/proposals/labels.ts';
import { outcomeSummary, runStatusLabel, runStatusTone } from '../../ui/runs/labels.ts';
import type { RunView } from '../../ui/runs/state.ts';

const Row = ({ run }: { run: RunView }) => (
  <li className="devskyy-result">
    <div className="devskyy-result__head">
      <a href={agentsUrl({ run: run.id })}>{agentLabel(run.agent)}</a>
      {run.status !== 'completed' && <Badge tone={runStatusTone(run.status)}>{runStatusLabel(run.status)}</Badge>}
      <span className="devskyy-muted">{ago(run.finished ?? run.created)}</span>
    </div>
    <p>{run.error ?? (outcomeSummary(run) || __('No piece was worked.', 'devskyy'))}</p>
    <p className="devskyy-muted">
      {run.actor.name} · {cost(run.cost)}
    </p>
  </li>
);

/** What came of the last runs. */
export const LastResults = ({ runs, hasRun }: { runs: readonly RunView[]; hasRun: boolean }) => (
  <Card
    title={__('Last results', 'devskyy')}
    flush={runs.length > 0}
    actions={runs.length > 0 ? <a href={agentsUrl()}>{__('All runs', 'devskyy')}</a> : null}
  >
    {runs.length === 0 ? (
      <EmptyState icon={chartBar} title={hasRun ? __('No run has ended yet', 'devskyy') : __('No run yet', 'devskyy')}>
        {__('When a run has ended, its result is told here.', 'devskyy')}
      </EmptyState>
    ) : (
      <ul className="devskyy-rows">
        {runs.slice(0, 5).map((run) => (
          <Row key={run.id} run={run} />
        ))}
      </ul>
    )}
  </Card>
);
