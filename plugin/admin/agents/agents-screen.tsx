import { useCallback, useEffect, useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { listAgents } from '../../ui/api/endpoints.ts';
import { Card } from '../../ui/controls/card.tsx';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { Loading } from '../../ui/controls/loading.tsx';
import { ScreenHeader } from '../../ui/controls/screen-header.tsx';
import { pageArg, setPageArgs } from '../../ui/page.ts';
import { isActive } from '../../ui/runs/labels.ts';
import { RunningList } from '../../ui/runs/running-list.tsx';
import { type Runs, useRuns } from '../../ui/runs/use-runs.ts';
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
  return {
    agent,
    targets: readTargets(pageArg('targets')),
    fields: fields ? fields.split(',') : null,
    mode: pageArg('mode') === 'improve' ? 'improve' : 'fill-empty',
  };
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

type Place = ReturnType<typeof usePlace>;

/** The cards, and below them the form of the one that is chosen. */
const Choose = ({ place, onStarted }: { place: Place; onStarted: () => void }) => {
  const { data, error, loading, reload } = useLoad(listAgents);
  const { prefill, openForm } = place;
  const chosen = data?.find((agent) => agent.name === prefill?.agent) ?? null;
  return (
    <>
      {error && <ErrorNotice error={error} lead={__('The list of agents could not be read.', 'devskyy')} onRetry={reload} />}
      {!data && loading && <Loading />}
      {data && (
        <AgentCards
          agents={data}
          chosen={chosen?.name ?? null}
          onChoose={(agent) => openForm({ agent, targets: null, fields: null, mode: 'fill-empty' })}
        />
      )}
      {chosen && prefill && (
        <RunForm key={JSON.stringify(prefill)} agent={chosen} prefill={prefill} onClose={() => openForm(null)} onStarted={onStarted} />
      )}
    </>
  );
};

/** The runs under way; takes the focus when one was just started here. */
const Running = ({ runs, started }: { runs: Runs; started: number }) => {
  const box = useRef<HTMLDivElement>(null);
  const active = runs.runs?.filter((run) => isActive(run.status)) ?? [];
  const some = active.length > 0;
  useEffect(() => {
    if (started > 0 && some) box.current?.focus();
  }, [started, some]);
  if (!some) return null;
  return (
    <div id="devskyy-running" tabIndex={-1} ref={box}>
      <Card title={__('Running now', 'devskyy')} flush>
        <RunningList runs={active} onCancelled={runs.started} />
      </Card>
    </div>
  );
};

/** What the agents do, running them, watching them, and what came of it. */
export const AgentsScreen = () => {
  const [page, setPage] = useState(1);
  const [started, setStarted] = useState(0);
  const runs = useRuns({ page, perPage: 10 });
  const place = usePlace();
  const { run, openRun, openForm } = place;
  const onStarted = (): void => {
    openForm(null);
    setPage(1);
    runs.started();
    setStarted((count) => count + 1);
  };
  if (run)
    return (
      <RunReportView id={run} live={runs.runs?.find((known) => known.id === run) ?? null} onBack={() => openRun('')} onMend={openForm} />
    );
  return (
    <>
      <ScreenHeader
        title={__('Agents', 'devskyy')}
        intro={__('Agents read your catalogue, posts and pages, and propose changes. You decide what is applied.', 'devskyy')}
      />
      <ServiceNotice />
      <div className="devskyy-stack">
        <Choose place={place} onStarted={onStarted} />
        <Running runs={runs} started={started} />
        <History runs={runs} page={page} onPage={setPage} onOpen={openRun} />
      </div>
    </>
  );
};
