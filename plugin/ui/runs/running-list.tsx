import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { announce } from '../announce.ts';
import { cancelRun } from '../api/endpoints.ts';
import { Badge } from '../controls/badge.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { Meter } from '../controls/meter.tsx';
import { isolate } from '../format/isolate.ts';
import { ago, clock, count } from '../format/site.ts';
import { can } from '../page.ts';
import { agentLabel } from '../proposals/labels.ts';
import { useAction } from '../use-action.ts';
import { outcomeSummary, runStatusLabel, runStatusTone } from './labels.ts';
import type { RunView } from './state.ts';

/** Over as soon as its time has come; the run goes on by itself. */
const Waiting = ({ run }: { run: RunView }) => {
  const { waiting } = run;
  if (!waiting || Date.parse(waiting.until) <= Date.now()) return null;
  return (
    <span className="devskyy-run__last">
      {/* translators: 1: name of a provider, 2: a time of day. */}
      {sprintf(__('Waiting for %1$s until %2$s.', 'devskyy'), isolate(waiting.provider), clock(waiting.until))} {waiting.reason}
    </span>
  );
};

const state = (run: RunView): string => {
  if (run.cancelling) return __('Stopping after the piece at hand…', 'devskyy');
  if (run.status === 'queued') return __('Waiting to start', 'devskyy');
  // translators: 1: number of products done, 2: number of products in all.
  return sprintf(__('%1$s of %2$s done', 'devskyy'), count(run.progress.done), count(run.progress.total));
};

const Last = ({ run }: { run: RunView }) =>
  run.last ? (
    <span className="devskyy-run__last">
      {run.last.title}: {run.last.message || run.last.outcome}
    </span>
  ) : null;

const RunningRow = ({ run, onCancelled }: { run: RunView; onCancelled: () => void }) => {
  const { busy, error, act, clear } = useAction();
  const [asked, setAsked] = useState(false);
  const cancel = async (): Promise<void> => {
    if (!(await act('cancel', () => cancelRun(run.id)))) return;
    setAsked(true);
    announce(__('The run is being stopped.', 'devskyy'));
    onCancelled();
  };
  const title = agentLabel(run.agent);
  const stopping = run.cancelling || asked;
  return (
    <li className="devskyy-run">
      <div className="devskyy-run__head">
        <strong>{title}</strong>
        <Badge tone={runStatusTone(run.status)}>{runStatusLabel(run.status)}</Badge>
        <span className="devskyy-muted">
          {/* translators: 1: name of a user, 2: how long ago. */}
          {sprintf(__('%1$s, %2$s', 'devskyy'), isolate(run.actor.name), ago(run.created))}
        </span>
        {can('devskyy_run') && (
          <Button
            variant="secondary"
            size="small"
            isBusy={busy !== null}
            disabled={busy !== null || stopping}
            accessibleWhenDisabled
            onClick={() => void cancel()}
          >
            {stopping ? __('Stopping…', 'devskyy') : __('Cancel run', 'devskyy')}
          </Button>
        )}
      </div>
      {/* translators: %s: title of an agent. */}
      <Meter done={run.progress.done} total={run.progress.total} label={sprintf(__('Progress of %s', 'devskyy'), title)} />
      <p className="devskyy-run__state">
        {stopping ? state({ ...run, cancelling: true }) : state(run)}
        {outcomeSummary(run) && ` · ${outcomeSummary(run)}`}
        <Waiting run={run} />
        <Last run={run} />
      </p>
      {error && <ErrorNotice error={error} lead={__('The run could not be stopped.', 'devskyy')} onDismiss={clear} />}
    </li>
  );
};

/** The runs that are under way, live. */
export const RunningList = ({ runs, onCancelled }: { runs: readonly RunView[]; onCancelled: () => void }) => (
  <ul className="devskyy-rows">
    {runs.map((run) => (
      <RunningRow key={run.id} run={run} onCancelled={onCancelled} />
    ))}
  </ul>
);
