import { Button } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import { inbox } from '@wordpress/icons';
import type { Page, Proposal } from '../../ui/api/types.ts';
import { Badge } from '../../ui/controls/badge.tsx';
import { Card } from '../../ui/controls/card.tsx';
import { EmptyState } from '../../ui/controls/empty-state.tsx';
import { Thumbnail } from '../../ui/controls/thumbnail.tsx';
import { ago, count } from '../../ui/format/site.ts';
import { agentsUrl, can, proposalsUrl } from '../../ui/page.ts';
import { agentLabel, changesText, statusLabel, statusTone, targetImage } from '../../ui/proposals/labels.ts';

const Row = ({ proposal }: { proposal: Proposal }) => (
  <li className="devskyy-piece">
    <Thumbnail url={targetImage(proposal.target.image)} />
    <div className="devskyy-piece__text">
      <a href={proposalsUrl({ proposal: proposal.id })}>{proposal.target.title}</a>
      <p>
        {sprintf(
          // translators: 1: number of changes, 2: names of the fields.
          _n('%1$s change: %2$s', '%1$s changes: %2$s', proposal.changes.length, 'devskyy'),
          count(proposal.changes.length),
          changesText(proposal),
        )}
      </p>
      <p>
        {agentLabel(proposal.author.agent)} · {ago(proposal.created)}
      </p>
    </div>
    {proposal.status === 'conflict' && <Badge tone={statusTone('conflict')}>{statusLabel('conflict')}</Badge>}
  </li>
);

/** The newest proposals that wait for a person. */
export const Waiting = ({ proposals, hasRun }: { proposals: Page<Proposal> | null; hasRun: boolean }) => {
  if (!proposals) return null;
  return (
    <Card
      title={__('What waits for you', 'devskyy')}
      flush={proposals.total > 0}
      actions={
        proposals.total > 0 ? (
          <Button variant="link" href={proposalsUrl()}>
            {/* translators: %s: number of proposals. */}
            {sprintf(_n('Review %s proposal', 'Review all %s', proposals.total, 'devskyy'), count(proposals.total))}
          </Button>
        ) : null
      }
    >
      {proposals.total === 0 ? (
        <EmptyState
          icon={inbox}
          title={__('Nothing waits for you', 'devskyy')}
          actions={
            can('devskyy_run') && (
              <Button variant="secondary" href={agentsUrl()} __next40pxDefaultSize>
                {__('See the agents', 'devskyy')}
              </Button>
            )
          }
        >
          {hasRun
            ? __('All proposals are decided. Run an agent to get new ones.', 'devskyy')
            : __('Run an agent; what it proposes comes here.', 'devskyy')}
        </EmptyState>
      ) : (
        <ul className="devskyy-rows">
          {proposals.items.map((proposal) => (
            <Row key={proposal.id} proposal={proposal} />
          ))}
        </ul>
      )}
    </Card>
  );
};
