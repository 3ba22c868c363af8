import { Button } from '@wordpress/components';
import { useCallback, useEffect, useRef, useState } from '@wordpress/element';
import { __, _n, isRTL, sprintf } from '@wordpress/i18n';
import { getRun } from '../../ui/api/endpoints.ts';
import type { SiteRun } from '../../ui/api/types.ts';
import { Badge } from '../../ui/controls/badge.tsx';
import { Card } from '../../ui/controls/card.tsx';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { Loading } from '../../ui/controls/loading.tsx';
import { isolate } from '../../ui/format/isolate.ts';
import { cost, count, moment } from '../../ui/format/site.ts';
import { can, proposalsUrl } from '../../ui/page.ts';
import { agentLabel } from '../../ui/proposals/labels.ts';
import { isActive, runStatusLabel, runStatusTone } from '../../ui/runs/labels.ts';
import { RunningList } from '../../ui/runs/running-list.tsx';
import type { RunView } from '../../ui/runs/state.ts';
import { ServiceNotice } from '../../ui/service/service-notice.tsx';
import { useLoad } from '../../ui/use-load.ts';
import { type Mend, mendsOf, type Prefill } from './prefill.ts';
import { ReportTargets } from './report-targets.tsx';
import { RunErrors } from './run-errors.tsx';
import { UndoRun } from './undo-run.tsx';

interface Props {
  id: string;
  live: RunView | null;
  onBack: () => void;
  onMend: (prefill: Prefill) => void;
}

const MendButton = ({ mend, onMend }: { mend: Mend; onMend: (prefill: Prefill) => void }) => (
  <Button variant="primary" onClick={() => onMend(mend)} __next40pxDefaultSize>
    {sprintf(
      // translators: 1: number of findings, 2: title of an agent.
      _n('Mend %1$s finding with %2$s…', 'Mend %1$s findings with %2$s…', mend.findings, 'devskyy'),
      count(mend.findings),
      agentLabel(mend.agent),
    )}
  </Button>
);

const failedTargets = (run: SiteRun): number[] =>
  Object.entries(run.report)
    .filter(([, target]) => target.outcome === 'failed')
    .map(([id]) => Number(id));

const Buttons = ({ run, onMend }: { run: SiteRun; onMend: (prefill: Prefill) => void }) => {
  const proposals = run.outcomes['proposal'] ?? 0;
  const failed = failedTargets(run);
  const mends = mendsOf(run.report);
  return (
    <div className="devskyy-actions">
      {can('devskyy_run') && mends.map((mend) => <MendButton key={mend.agent} mend={mend} onMend={onMend} />)}
      {proposals > 0 && (
        <Button variant={mends.length > 0 ? 'secondary' : 'primary'} href={proposalsUrl({ run: run.id })} __next40pxDefaultSize>
          {/* translators: %s: number of proposals. */}
          {sprintf(_n('See %s proposal', 'See %s proposals', proposals, 'devskyy'), count(proposals))}
        </Button>
      )}
      {can('devskyy_run') && failed.length > 0 && (
        <Button
          variant="secondary"
          onClick={() => onMend({ agent: run.agent, targets: failed, fields: run.options.fields ?? null, mode: run.options.mode })}
          __next40pxDefaultSize
        >
          {__('Run the failed ones again…', 'devskyy')}
        </Button>
      )}
      {can('devskyy_approve') && proposals > 0 && <UndoRun run={run} />}
    </div>
  );
};

/** Whether the run was one that writes: a report of findings has no mode. */
const writes = (run: SiteRun): boolean =>
  !Object.values(run.report).some((target) => target.findings.length > 0) || (run.outcomes['proposal'] ?? 0) > 0;

const Summary = ({ run }: { run: SiteRun }) => (
  <p className="devskyy-report__facts">
    <Badge tone={runStatusTone(run.status)}>{runStatusLabel(run.status)}</Badge>
    <span>
      {/* translators: 1: name of a user, 2: date and time. */}
      {sprintf(__('Started by %1$s, %2$s', 'devskyy'), isolate(run.actor.name), moment(run.created))}
    </span>
    {writes(run) && (
      <span>{run.options.mode === 'improve' ? __('Empty and existing texts', 'devskyy') : __('Empty fields only', 'devskyy')}</span>
    )}
    <span>{cost(run.cost)}</span>
  </p>
);

const Body = ({ run, onMend }: { run: SiteRun; onMend: (prefill: Prefill) => void }) => (
  <div className="devskyy-stack">
    <Card title={__('Summary', 'devskyy')}>
      <Summary run={run} />
      {run.note && (
        <p className="devskyy-report__note">
          <bdi>{run.note}</bdi>
        </p>
      )}
      {run.error && (
        <p className="devskyy-form__problem">
          <bdi>{run.error}</bdi>
        </p>
      )}
      <Buttons run={run} onMend={onMend} />
    </Card>
    {Object.keys(run.report).length > 0 && <ReportTargets report={run.report} />}
    <RunErrors run={run} />
  </div>
);

/** One run by itself: how it went, piece by piece, and what can be done about it. */
export const RunReportView = ({ id, live, onBack, onMend }: Props) => {
  const { data, error, loading, reload } = useLoad(useCallback(() => getRun(id), [id]));
  const heading = useRef<HTMLHeadingElement>(null);
  const [wasActive, setWasActive] = useState(false);
  const active = live !== null && isActive(live.status);
  useEffect(() => {
    heading.current?.focus();
  }, [id]);
  useEffect(() => {
    if (wasActive && !active) reload();
    setWasActive(active);
  }, [active, wasActive, reload]);
  return (
    <>
      <div className="devskyy-header">
        <div>
          <Button variant="link" onClick={onBack}>
            <span aria-hidden="true">{isRTL() ? '→' : '←'}</span> {__('All agents and runs', 'devskyy')}
          </Button>
          <h1 ref={heading} tabIndex={-1}>
            {/* translators: %s: title of an agent. */}
            {data ? sprintf(__('%s: report', 'devskyy'), agentLabel(data.agent)) : __('Report', 'devskyy')}
          </h1>
        </div>
      </div>
      <ServiceNotice />
      {error && <ErrorNotice error={error} lead={__('The report could not be read.', 'devskyy')} onRetry={reload} />}
      {!data && loading && <Loading />}
      {active && (
        <Card title={__('Running now', 'devskyy')} flush className="devskyy-report__running">
          <RunningList runs={[live]} onCancelled={reload} />
        </Card>
      )}
      {data && !active && <Body run={data} onMend={onMend} />}
    </>
  );
};
