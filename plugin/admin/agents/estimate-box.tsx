import { useEffect, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { estimateRun, type RunAsk } from '../../ui/api/endpoints.ts';
import { toApiError } from '../../ui/api/errors.ts';
import type { AgentInfo, Estimate } from '../../ui/api/types.ts';
import { range } from '../../ui/format/site.ts';
import { formatSecondsRange } from '../../ui/format/time.ts';
import { authorLabel } from '../../ui/proposals/labels.ts';
import { targetWords } from './target-words.ts';
import { useService } from '../../ui/service/context.ts';

const PAUSE = 400;

/** The estimate for what is chosen, asked when the choosing pauses. */
const useEstimate = (agent: string, ask: RunAsk | null): { estimate: Estimate | null; problem: string | null } => {
  const [estimate, setEstimate] = useState<Estimate | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { generation, report } = useService();
  const key = ask ? JSON.stringify(ask) : null;
  useEffect(() => {
    if (!key) return undefined;
    let current = true;
    const timer = window.setTimeout(() => {
      estimateRun(agent, JSON.parse(key) as RunAsk)
        .then((answer) => {
          if (!current) return;
          setEstimate(answer);
          setProblem(null);
        })
        .catch((thrown: unknown) => {
          if (!current) return;
          const failure = toApiError(thrown);
          report(failure);
          setEstimate(null);
          setProblem(failure.message);
        });
    }, PAUSE);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [agent, key, generation, report]);
  return { estimate, problem };
};

const Row = ({ term, value, basis }: { term: string; value: string; basis?: string }) => (
  <>
    <dt>{term}</dt>
    <dd>
      {value}
      {basis && <small>{basis}</small>}
    </dd>
  </>
);

const Figures = ({ estimate, agent }: { estimate: Estimate; agent: AgentInfo }) => (
  <dl>
    <Row term={__('Pieces', 'devskyy')} value={targetWords(agent).number(estimate.targets)} />
    <Row
      term={__('Time', 'devskyy')}
      value={estimate.seconds ? formatSecondsRange(estimate.seconds) : __('Not known yet: no such run has ended', 'devskyy')}
      {...(estimate.seconds ? { basis: estimate.seconds.basis } : {})}
    />
    <Row
      term={__('Cost', 'devskyy')}
      value={estimate.cost ? range(estimate.cost) : __('Not known: this model has no price in the table', 'devskyy')}
      {...(estimate.cost ? { basis: estimate.cost.basis } : {})}
    />
    <Row term={__('Written by', 'devskyy')} value={authorLabel({ agent: '', provider: estimate.provider, model: estimate.model })} />
  </dl>
);

/** What the run will take, before it is started. */
export const EstimateBox = ({ agent, ask }: { agent: AgentInfo; ask: RunAsk | null }) => {
  const { estimate, problem } = useEstimate(agent.name, ask);
  return (
    <div className="devskyy-estimate">
      <h3>{__('What it will take', 'devskyy')}</h3>
      {!ask && <p className="devskyy-muted">{__('Choose what to work on to see time and cost.', 'devskyy')}</p>}
      {ask && problem && (
        <p className="devskyy-muted">{sprintf(/* translators: %s: a reason. */ __('No estimate: %s', 'devskyy'), problem)}</p>
      )}
      {ask && !problem && !estimate && <p className="devskyy-muted">{__('Estimating…', 'devskyy')}</p>}
      {ask && estimate && (
        <>
          <Figures estimate={estimate} agent={agent} />
          {estimate.note && <p className="devskyy-muted">{estimate.note}</p>}
        </>
      )}
    </div>
  );
};
