import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { startBulk } from '../../ui/api/endpoints.ts';
import type { BulkAction, ProposalQuery } from '../../ui/api/types.ts';
import { ConfirmButtons } from '../../ui/controls/confirm.tsx';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { count } from '../../ui/format/site.ts';
import { useAction } from '../../ui/use-action.ts';

interface Props {
  action: BulkAction;
  number: number;
  what: { ids: string[] } | { filter: ProposalQuery };
  onStarted: (bulk: { id: string; action: BulkAction }) => void;
  onClose: () => void;
}

const question = (action: BulkAction, number: number): string => {
  const shown = count(number);
  // translators: %s: number of proposals.
  if (action === 'approve')
    return sprintf(
      _n('Approve %s proposal and change the shop now?', 'Approve %s proposals and change the shop now?', number, 'devskyy'),
      shown,
    );
  // translators: %s: number of proposals.
  if (action === 'reject')
    return sprintf(
      _n('Reject %s proposal? Nothing on the site changes.', 'Reject %s proposals? Nothing on the site changes.', number, 'devskyy'),
      shown,
    );
  // translators: %s: number of proposals.
  return sprintf(_n('Undo %s applied proposal?', 'Undo %s applied proposals?', number, 'devskyy'), shown);
};

const detail = (action: BulkAction): string =>
  ({
    approve: __('Each one can be undone later. Those where the site has changed meanwhile are left for you to look at.', 'devskyy'),
    reject: __('A rejected proposal cannot be taken up again; a new run makes new ones.', 'devskyy'),
    undo: __('The exact earlier texts come back. Where someone has changed a text since, it is left alone and you are told.', 'devskyy'),
  })[action];

const confirmLabel = (action: BulkAction, number: number): string => {
  const shown = count(number);
  // translators: %s: number of proposals.
  if (action === 'approve') return sprintf(__('Approve %s', 'devskyy'), shown);
  // translators: %s: number of proposals.
  return action === 'reject' ? sprintf(__('Reject %s', 'devskyy'), shown) : sprintf(__('Undo %s', 'devskyy'), shown);
};

/** The question before many proposals are decided at once, with their number. */
export const BulkConfirm = ({ action, number, what, onStarted, onClose }: Props) => {
  const { busy, error, act } = useAction();
  const [id] = useState(() => `devskyy-bulk-${action}`);
  const start = async (): Promise<void> => {
    const answer = await act(action, () => startBulk(action, what));
    if (!answer) return;
    onStarted({ id: answer.id, action });
    onClose();
  };
  return (
    <div id={id}>
      <div className="devskyy-modal-text">
        <p>
          <strong>{question(action, number)}</strong>
        </p>
        <p>{detail(action)}</p>
        {error && <ErrorNotice error={error} />}
      </div>
      <ConfirmButtons
        confirm={confirmLabel(action, number)}
        isDestructive={action !== 'approve'}
        busy={busy !== null}
        onConfirm={() => void start()}
        onCancel={onClose}
      />
    </div>
  );
};
