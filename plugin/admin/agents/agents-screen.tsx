import { useCallback, useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { listAgents } from '../../ui/api/endpoints.ts';
import { Card } from '../../ui/controls/card.tsx';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { Loading } from '../../ui/controls/loading.tsx';
import { ScreenHeader } from '../../ui/controls/screen-header.tsx';
import { pageArg, setPageArgs } from '../../ui/page.ts';
import { isActive } from '../../ui/runs/labels.ts';
import { RunningList } from '../../ui/runs/running-list.tsx';
import { useRuns } from '../../ui/runs/use-runs.ts';
import { ServiceNotice } from '../../ui/service/service-notice.tsx';
import { useLoad } from '../../ui/use-load.ts';
import { AgentCards } from './agent-cards.tsx';
import { History } from './history.tsx';
import { type Prefill, readTargets } from './prefill.ts';
import { RunForm } from './run-form.tsx';
import { RunReportView } from './run-report.tsx';

const fromAddress = (): Prefill | null => {
  const agent = pageArg('agent');
  if (!agent) return null;
  const fields = pageArg('fields');
  return { agent, targets: readTargets(pageArg('targets')), fields: fields ? fields.split(',') : null, mode: pageArg('mode') === 'improve' ? 'improve' : 'fill-empty' };
};

/** Which part of the screen is open, kept in the address so that a reload and a shared link find it again. */
const usePlace = () => {
  const [prefill, setPrefill] = useState<Prefill | null>(fromAddress);
  const [run, setRun] = useState<string>(() => pageArg('run'));
  const openRun = useCallback((id: string) => {
    setRun(id);
    setPageArgs({ run: id || null, agent: null, targets: null, fields: null, mode: null });
    window.scrollTo({ top: 0 });
  }, []);
  const openForm = useCallback((next: Prefill | null) => {
    setRun('');
    setPrefill(next);
    setPageArgs({ run: null, agent: next?.agent ?? null, targets: null, fields: null, mode: null });
  }, []);
  return { prefill, run, openRun, openForm };
};

/** What the agents do, running them, watching them, and what came of it. */
export const AgentsScreen = () => {
  const [page, setPage] = useState(1);
  const agents = useLoad(listAgents);
  const runs = useRuns({ page, perPage: 10 });
  const { prefill, run, openRun, openForm } = usePlace();
  const chosen = agents.data?.find((agent) => agent.name === prefill?.agent) ?? null;
  const active = runs.runs?.filter((known) => isActive(known.status)) ?? [];
  const [started, setStarted] = useState(0);

  useEffect(() => {
    if (started) document.getElementById('devskyy-running')?.focus();
  }, [started, active.length > 0]);

  if (run) return <RunReportView id={run} live={runs.runs?.find((known) => known.id === run) ?? null} onBack={() => openRun('')} onMend={openForm} />;
  return (
    <>
      <ScreenHeader title={__('Agents', 'devskyy')} intro={__('Agents read your catalogue and propose changes. You decide what is applied.', 'devskyy')} />
      <ServiceNotice />
      <div className="devskyy-stack">
        {agents.error && <ErrorNotice error={agents.error} lead={__('The list of agents could not be read.', 'devskyy')} onRetry={agents.reload} />}
        {!agents.data && agents.loading && <Loading />}
        {agents.data && <AgentCards agents={agents.data} chosen={chosen?.name ?? null} onChoose={(name) => openForm({ agent: name, targets: null, fields: null, mode: 'fill-empty' })} />}
        {chosen && prefill && (
          <RunForm
            key={JSON.stringify(prefill)}
            agent={chosen}
            prefill={prefill}
            onClose={() => openForm(null)}
            onStarted={() => {
              openForm(null);
              runs.started();
              setStarted((count) => count + 1);
            }}
          />
        )}
        {active.length > 0 && (
          <div id="devskyy-running" tabIndex={-1}>
            <Card title={__('Running now', 'devskyy')} flush>
              <RunningList runs={active} onCancelled={runs.started} />
            </Card>
          </div>
        )}
        <History runs={runs} page={page} onPage={setPage} onOpen={openRun} />
      </div>
    </>
  );
};
