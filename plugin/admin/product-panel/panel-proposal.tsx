import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { Proposal } from '../../ui/api/types.ts';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { ago } from '../../ui/format/site.ts';
import { proposalsUrl } from '../../ui/page.ts';
import { ChangeList } from '../../ui/proposals/change-list.tsx';
import { DecisionBar } from '../../ui/proposals/decision-bar.tsx';
import { agentLabel } from '../../ui/proposals/labels.ts';
import { ProposalState } from '../../ui/proposals/proposal-state.tsx';
import { useProposal } from '../../ui/proposals/use-proposal.ts';

/** The form of the page still holds the earlier texts: saving it would bring them back over what was just written. */
const ReloadHint = () => (
  <p className="devskyy-panel__hint">
    {__(
      'The site shows the change already. Reload this page before you edit on, so that saving it does not bring the earlier text back.',
      'devskyy',
    )}{' '}
    <a href={window.location.href}>{__('Reload now', 'devskyy')}</a>
  </p>
);

/** One proposal in the panel: the changes, and the buttons that decide. */
export const PanelProposal = ({ proposal, onChanged }: { proposal: Proposal; onChanged: (proposal: Proposal) => void }) => {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const deciding = useProposal(proposal, onChanged);
  const fields = proposal.changes.map((change) => change.field).filter((field) => !left.has(field));
  const written = proposal.status === 'applied' || proposal.status === 'undone';
  return (
    <article className="devskyy-panel__proposal" aria-label={agentLabel(proposal.author.agent)}>
      <p className="devskyy-panel__head">
        <strong>{agentLabel(proposal.author.agent)}</strong>
        <span className="devskyy-muted">{ago(proposal.created)}</span>
        <a href={proposalsUrl({ proposal: proposal.id })}>{__('Details', 'devskyy')}</a>
      </p>
      <ProposalState proposal={proposal} />
      <ChangeList proposal={proposal} left={left} busy={deciding.busy === 'edit'} onLeft={setLeft} onEdit={deciding.edit} />
      {deciding.error && <ErrorNotice error={deciding.error} onDismiss={deciding.clear} />}
      {written && <ReloadHint />}
      <div className="devskyy-actions">
        <DecisionBar proposal={proposal} deciding={deciding} fields={fields} compact />
      </div>
    </article>
  );
};
