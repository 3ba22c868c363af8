import { Button, Modal } from '@wordpress/components';
import { useCallback, useEffect, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { getProposal } from '../../ui/api/endpoints.ts';
import type { Proposal } from '../../ui/api/types.ts';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { Loading } from '../../ui/controls/loading.tsx';
import { count } from '../../ui/format/site.ts';
import { ChangeList } from '../../ui/proposals/change-list.tsx';
import { DecisionBar } from '../../ui/proposals/decision-bar.tsx';
import { ProposalFacts } from '../../ui/proposals/proposal-facts.tsx';
import { ProposalState } from '../../ui/proposals/proposal-state.tsx';
import { useProposal } from '../../ui/proposals/use-proposal.ts';
import { useLoad } from '../../ui/use-load.ts';

interface Props {
  id: string;
  /** the ids of the list, for next and previous. */
  order: string[];
  onGo: (id: string) => void;
  onChanged: (proposal: Proposal) => void;
  onClose: () => void;
}

const Neighbours = ({ id, order, onGo }: Pick<Props, 'id' | 'order' | 'onGo'>) => {
  const at = order.indexOf(id);
  if (at < 0 || order.length < 2) return null;
  const before = order[at - 1];
  const after = order[at + 1];
  return (
    <nav className="devskyy-detail__neighbours" aria-label={__('Other proposals', 'devskyy')}>
      <Button variant="tertiary" size="compact" disabled={!before} accessibleWhenDisabled onClick={() => before && onGo(before)}>
        {__('Previous', 'devskyy')}
      </Button>
      <span className="devskyy-muted">
        {/* translators: 1: place in the list, 2: length of the list. */}
        {sprintf(__('%1$s of %2$s', 'devskyy'), count(at + 1), count(order.length))}
      </span>
      <Button variant="tertiary" size="compact" disabled={!after} accessibleWhenDisabled onClick={() => after && onGo(after)}>
        {__('Next', 'devskyy')}
      </Button>
    </nav>
  );
};

const leftFrom = (proposal: Proposal): ReadonlySet<string> =>
  new Set(proposal.changes.filter((change) => change.left_out).map((change) => change.field));

const Detail = ({
  proposal,
  onChanged,
  ...neighbours
}: { proposal: Proposal; onChanged: (proposal: Proposal) => void } & Pick<Props, 'id' | 'order' | 'onGo'>) => {
  const [left, setLeft] = useState<ReadonlySet<string>>(() => leftFrom(proposal));
  const deciding = useProposal(proposal, onChanged);
  const fields = proposal.changes.map((change) => change.field).filter((field) => !left.has(field));
  return (
    <>
      <div className="devskyy-detail">
        <div className="devskyy-detail__main">
          <ProposalState proposal={proposal} />
          {deciding.error && deciding.error.kind !== 'conflict' && <ErrorNotice error={deciding.error} onDismiss={deciding.clear} />}
          {deciding.error?.kind === 'conflict' && proposal.status !== 'conflict' && (
            <ErrorNotice error={deciding.error} onDismiss={deciding.clear} />
          )}
          <ChangeList proposal={proposal} left={left} busy={deciding.busy === 'edit'} onLeft={setLeft} onEdit={deciding.edit} />
        </div>
        <ProposalFacts proposal={proposal} />
      </div>
      <div className="devskyy-detail__foot">
        <Neighbours {...neighbours} />
        <div className="devskyy-actions">
          <DecisionBar proposal={proposal} deciding={deciding} fields={fields} />
        </div>
      </div>
    </>
  );
};

/** One proposal in full, over the list; Escape brings back to where one was. */
export const ProposalDetail = ({ id, order, onGo, onChanged, onClose }: Props) => {
  const { data, error, loading, reload, replace } = useLoad(useCallback(() => getProposal(id), [id]));
  const shown = data?.id === id ? data : null;
  const changed = useCallback(
    (proposal: Proposal) => {
      replace(proposal);
      onChanged(proposal);
    },
    [replace, onChanged],
  );
  useEffect(() => {
    document.querySelector('.devskyy-detail-modal .components-modal__content')?.scrollTo({ top: 0 });
  }, [id]);
  return (
    <Modal className="devskyy-detail-modal" title={shown?.target.title || __('Proposal', 'devskyy')} onRequestClose={onClose} size="large">
      {error && <ErrorNotice error={error} lead={__('The proposal could not be read.', 'devskyy')} onRetry={reload} />}
      {!shown && loading && <Loading />}
      {shown && <Detail key={shown.id} proposal={shown} id={id} order={order} onGo={onGo} onChanged={changed} />}
    </Modal>
  );
};
