import { useEffect, useRef } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { Proposal } from '../api/types.ts';
import { Badge } from '../controls/badge.tsx';
import { isolate } from '../format/isolate.ts';
import { moment } from '../format/site.ts';
import { errorText, statusLabel, statusTone } from './labels.ts';

const sentence = (proposal: Proposal): string => {
  const by = proposal.undone ?? proposal.decided;
  if (proposal.status === 'conflict')
    return __(
      'The site was changed here after this was proposed. Compare the versions: approving puts the proposed text over what is there now.',
      'devskyy',
    );
  if (proposal.status === 'failed')
    return errorText(proposal.error) || __('It could not be applied; nothing of it is on the site.', 'devskyy');
  if (proposal.status === 'superseded') return __('A newer run made a newer proposal for this product.', 'devskyy');
  if (proposal.status === 'expired') return __('It was not decided in time. Run the agent again for a new one.', 'devskyy');
  // translators: 1: name of a user, 2: date and time.
  return by && proposal.status !== 'pending' ? sprintf(__('By %1$s, %2$s.', 'devskyy'), isolate(by.by.name), moment(by.at)) : '';
};

/** In which state a proposal is, who brought it there, and what that means; nothing for one that simply waits. */
export const ProposalState = ({ proposal }: { proposal: Proposal }) => {
  const line = useRef<HTMLParagraphElement>(null);
  const was = useRef(proposal.status);
  useEffect(() => {
    // The button that was pressed is gone now; the reader goes on from what came of it.
    if (was.current !== proposal.status) line.current?.focus();
    was.current = proposal.status;
  }, [proposal.status]);
  if (proposal.status === 'pending') return null;
  return (
    <p ref={line} tabIndex={-1} className={`devskyy-state devskyy-state--${statusTone(proposal.status)}`}>
      <Badge tone={statusTone(proposal.status)}>{statusLabel(proposal.status)}</Badge>
      <span>{sentence(proposal)}</span>
    </p>
  );
};
