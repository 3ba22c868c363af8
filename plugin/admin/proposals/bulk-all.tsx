import { DropdownMenu, Modal } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { moreVertical } from '@wordpress/icons';
import type { BulkAction, ProposalQuery } from '../../ui/api/types.ts';
import { count } from '../../ui/format/site.ts';
import { can } from '../../ui/page.ts';
import { BulkConfirm } from './bulk-confirm.tsx';
import { filterOf } from './query.ts';

interface Props {
  query: ProposalQuery;
  total: number;
  onStarted: (bulk: { id: string; action: BulkAction }) => void;
}

const actionsFor = (status: string): BulkAction[] => {
  if (status === 'applied') return ['undo'];
  return /pending|conflict|failed/.test(status) ? ['approve', 'reject'] : [];
};

const label = (action: BulkAction, total: number): string => {
  const shown = count(total);
  // translators: %s: number of proposals.
  if (action === 'approve') return sprintf(_n('Approve %s that is found…', 'Approve all %s that are found…', total, 'devskyy'), shown);
  // translators: %s: number of proposals.
  if (action === 'reject') return sprintf(_n('Reject %s that is found…', 'Reject all %s that are found…', total, 'devskyy'), shown);
  // translators: %s: number of proposals.
  return sprintf(_n('Undo %s that is found…', 'Undo all %s that are found…', total, 'devskyy'), shown);
};

/** One action for everything that the filters find, on all pages. */
export const BulkAll = ({ query, total, onStarted }: Props) => {
  const [asked, setAsked] = useState<BulkAction | null>(null);
  const actions = actionsFor(query.status ?? '');
  if (!can('devskyy_approve') || total === 0 || actions.length === 0) return null;
  return (
    <>
      <DropdownMenu
        icon={moreVertical}
        label={__('For all that are found', 'devskyy')}
        controls={actions.map((action) => ({ title: label(action, total), onClick: () => setAsked(action) }))}
      />
      {asked && (
        <Modal title={__('All that are found', 'devskyy')} onRequestClose={() => setAsked(null)} size="small">
          <BulkConfirm
            action={asked}
            number={total}
            what={{ filter: filterOf(query) }}
            onStarted={onStarted}
            onClose={() => setAsked(null)}
          />
        </Modal>
      )}
    </>
  );
};
