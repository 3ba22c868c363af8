import { Button, Icon } from '@wordpress/components';
import { useId } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { pencil, search } from '@wordpress/icons';
import type { AgentInfo } from '../../ui/api/types.ts';
import { Badge } from '../../ui/controls/badge.tsx';
import { can } from '../../ui/page.ts';
import { targetWords } from './target-words.ts';
import { useService } from '../../ui/service/context.ts';
import { riskLabel, riskTone } from '../../ui/proposals/labels.ts';

const Facts = ({ agent }: { agent: AgentInfo }) => (
  <dl className="devskyy-agent__facts">
    <dt>{__('What it needs', 'devskyy')}</dt>
    <dd>
      {agent.needs.length === 1 ? (
        agent.needs[0]
      ) : (
        <ul>
          {agent.needs.map((need) => (
            <li key={need}>{need}</li>
          ))}
        </ul>
      )}
    </dd>
    <dt>{__('What it may risk', 'devskyy')}</dt>
    <dd>
      <Badge tone={riskTone(agent.risk)}>{riskLabel(agent.risk)}</Badge> {agent.risk_note}
    </dd>
    <dt>{__('What comes out', 'devskyy')}</dt>
    <dd>
      {agent.output === 'proposals'
        ? __('Proposals that you approve, edit or reject one by one.', 'devskyy')
        : __('A report with a link to each piece. It changes nothing.', 'devskyy')}
    </dd>
  </dl>
);

const AgentCard = ({ agent, open, onChoose }: { agent: AgentInfo; open: boolean; onChoose: () => void }) => {
  const id = useId();
  const { connection } = useService();
  // While the service is down the form may be filled in: it keeps what is typed until the service is back.
  const blocked = !agent.available && connection?.status === 'connected';
  return (
    <section className={open ? 'devskyy-card devskyy-agent devskyy-agent--open' : 'devskyy-card devskyy-agent'} aria-labelledby={id}>
      <div className="devskyy-agent__head">
        <span className="devskyy-agent__icon" aria-hidden="true">
          <Icon icon={agent.output === 'report' ? search : pencil} size={24} />
        </span>
        <div>
          <h2 id={id}>{agent.title}</h2>
          <p>{agent.summary}</p>
        </div>
      </div>
      <Facts agent={agent} />
      <div className="devskyy-agent__foot">
        {!agent.available && <p className="devskyy-agent__reason">{agent.reason}</p>}
        {can('devskyy_run') && (
          <Button
            variant={open ? 'secondary' : 'primary'}
            onClick={onChoose}
            disabled={blocked}
            accessibleWhenDisabled
            aria-describedby={id}
            __next40pxDefaultSize
          >
            {agent.output === 'report' ? __('Check products…', 'devskyy') : targetWords(agent).choose}
          </Button>
        )}
      </div>
    </section>
  );
};

const writersFirst = (one: AgentInfo, other: AgentInfo): number => Number(one.output === 'report') - Number(other.output === 'report');

/** Each agent: what it does, needs and risks, and the button that opens its run form. */
export const AgentCards = ({
  agents,
  chosen,
  onChoose,
}: {
  agents: readonly AgentInfo[];
  chosen: string | null;
  onChoose: (name: string) => void;
}) => (
  <div className="devskyy-agents">
    {[...agents].sort(writersFirst).map((agent) => (
      <AgentCard key={agent.name} agent={agent} open={agent.name === chosen} onChoose={() => onChoose(agent.name)} />
    ))}
  </div>
);
