import { Button } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { Proposal } from '../api/types.ts';
import { count } from '../format/site.ts';
import { can } from '../page.ts';
import { isOpen } from './labels.ts';
import type { Deciding } from './use-proposal.ts';

interface Props {
  proposal: Proposal;
  deciding: Deciding;
  /** the fields that are ticked. */
  fields: string[];
  compact?: boolean;
}

const approveLabel = (proposal: Proposal, fields: number): string => {
  if (proposal.status === 'conflict') return __('Approve anyway', 'devskyy');
  if (proposal.status === 'failed') return __('Try again', 'devskyy');
  if (fields === proposal.changes.length && fields > 1) return __('Approve all', 'devskyy');
  // translators: %s: number of changes.
  return proposal.changes.length === 1
    ? __('Approve', 'devskyy')
    : sprintf(_n('Approve %s change', 'Approve %s changes', fields, 'devskyy'), count(fields));
};

const OpenButtons = ({ proposal, deciding, fields, compact }: Props) => {
  const size = compact ? ({ size: 'compact' } as const) : ({ __next40pxDefaultSize: true } as const);
  const conflict = proposal.status === 'conflict';
  const busy = deciding.busy !== null;
  const approve = (): void => void (conflict ? deciding.approveAnyway(fields) : deciding.approve(fields));
  return (
    <>
      <Button
        variant="primary"
        {...size}
        isBusy={deciding.busy === 'approve'}
        disabled={busy || fields.length === 0}
        accessibleWhenDisabled
        onClick={approve}
      >
        {approveLabel(proposal, fields.length)}
      </Button>
      <Button
        variant="secondary"
        {...size}
        isBusy={deciding.busy === 'reject'}
        disabled={busy}
        accessibleWhenDisabled
        onClick={() => void deciding.reject()}
      >
        {__('Reject', 'devskyy')}
      </Button>
    </>
  );
};

/** The buttons that fit the state of a proposal and what its reader may do. */
export const DecisionBar = (props: Props) => {
  const { proposal, deciding, compact } = props;
  if (!can('devskyy_approve')) return null;
  if (isOpen(proposal.status)) return <OpenButtons {...props} />;
  if (proposal.status !== 'applied') return null;
  return (
    <Button
      variant="secondary"
      {...(compact ? { size: 'compact' as const } : { __next40pxDefaultSize: true })}
      isBusy={deciding.busy === 'undo'}
      disabled={deciding.busy !== null}
      accessibleWhenDisabled
      onClick={() => void deciding.undo()}
    >
      {__('Undo', 'devskyy')}
    </Button>
  );
};
