import { ExternalLink } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import type { Proposal } from '../api/types.ts';
import { Badge } from '../controls/badge.tsx';
import { cost, count, moment } from '../format/site.ts';
import { agentsUrl, editUrl } from '../page.ts';
import { agentLabel, authorLabel, editLabel, riskLabel, riskTone, targetImage } from './labels.ts';

const Piece = ({ target }: { target: Proposal['target'] }) => {
  const image = targetImage(target.image);
  return (
    <div className="devskyy-facts__piece">
      {image && <img src={image} alt="" />}
      <p>
        {target.sku && <span className="devskyy-muted">{target.sku}</span>}
        {target.url && <ExternalLink href={target.url}>{__('View on the site', 'devskyy')}</ExternalLink>}
        <a href={target.edit_url || editUrl(target.id)}>{editLabel(target.kind)}</a>
      </p>
    </div>
  );
};

const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);

/** Where a fact was read, in words: `attributes.care` is the attribute "care". */
const sourceLabel = (source: string): string => {
  const attribute = /^attributes\.([\w-]+)$/.exec(source)?.[1];
  // translators: %s: name of an attribute.
  return attribute ? sprintf(__('attribute “%s”', 'devskyy'), attribute.replace(/[-_]/g, ' ')) : source.replace(/_/g, ' ');
};

const tokens = (proposal: Proposal): string => {
  const { input, output } = proposal.cost.tokens;
  // translators: 1: number of tokens sent, 2: number of tokens received.
  return input + output > 0 ? ` (${sprintf(__('%1$s + %2$s tokens', 'devskyy'), count(input), count(output))})` : '';
};

const Evidence = ({ proposal }: { proposal: Proposal }) =>
  proposal.evidence.length > 0 ? (
    <details className="devskyy-facts__evidence" open>
      <summary>{__('What it rests on', 'devskyy')}</summary>
      <ul>
        {proposal.evidence.map((fact, at) => (
          <li key={at}>
            <strong>{fact.label}</strong>
            <span>
              <bdi>{fact.value}</bdi>
            </span>
            <small>{sourceLabel(fact.source)}</small>
          </li>
        ))}
      </ul>
    </details>
  ) : null;

/** Beside the changes: the piece, why, on what evidence, by whom and for what money. */
export const ProposalFacts = ({ proposal }: { proposal: Proposal }) => (
  <aside className="devskyy-facts" aria-label={__('About this proposal', 'devskyy')}>
    <Piece target={proposal.target} />
    {proposal.rationale && (
      <div>
        <h2>{__('Why', 'devskyy')}</h2>
        <p dir="auto">{proposal.rationale}</p>
      </div>
    )}
    <Evidence proposal={proposal} />
    <dl>
      <Fact term={__('Agent', 'devskyy')}>
        <a href={agentsUrl({ run: proposal.run })}>{agentLabel(proposal.author.agent)}</a>
      </Fact>
      <Fact term={__('Written by', 'devskyy')}>{authorLabel(proposal.author)}</Fact>
      <Fact term={__('Cost', 'devskyy')}>
        {cost(proposal.cost)}
        {tokens(proposal)}
      </Fact>
      <Fact term={__('Risk', 'devskyy')}>
        <Badge tone={riskTone(proposal.risk)}>{riskLabel(proposal.risk)}</Badge>
      </Fact>
      <Fact term={__('Made', 'devskyy')}>{moment(proposal.created)}</Fact>
      {proposal.status === 'pending' && proposal.expires && <Fact term={__('Expires', 'devskyy')}>{moment(proposal.expires)}</Fact>}
    </dl>
  </aside>
);
