import type { FieldValue, Proposal } from '../api/types.ts';
import { can } from '../page.ts';
import { ChangeRow } from './change-row.tsx';
import { isOpen } from './labels.ts';
import { usePictures } from './use-pictures.ts';

interface Props {
  proposal: Proposal;
  left: ReadonlySet<string>;
  busy: boolean;
  onLeft: (left: ReadonlySet<string>) => void;
  onEdit: (field: string, after: FieldValue) => Promise<boolean>;
}

/** All changes of a proposal. */
export const ChangeList = ({ proposal, left, busy, onLeft, onEdit }: Props) => {
  const picture = usePictures(proposal);
  const include = (field: string, included: boolean): void => {
    const next = new Set(left);
    if (included) next.delete(field);
    else next.add(field);
    onLeft(next);
  };
  return (
    <ul className="devskyy-changes">
      {proposal.changes.map((change) => (
        <ChangeRow
          key={change.field}
          change={change}
          editable={can('devskyy_approve') && isOpen(proposal.status)}
          included={!left.has(change.field)}
          conflict={proposal.status === 'conflict'}
          busy={busy}
          imageUrl={picture(change.field)}
          onInclude={(included) => include(change.field, included)}
          onEdit={(after) => onEdit(change.field, after)}
        />
      ))}
    </ul>
  );
};
