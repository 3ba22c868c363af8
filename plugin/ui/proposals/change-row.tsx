import { Button, CheckboxControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { Change, FieldValue } from '../api/types.ts';
import { Badge } from '../controls/badge.tsx';
import { ChangeEditor } from './change-editor.tsx';
import { DiffView, isEmptyValue, sameValue, showsMarkup, ValueView } from './diff-view.tsx';

export interface RowProps {
  change: Change;
  /** may be ticked off and edited. */
  editable: boolean;
  included: boolean;
  conflict: boolean;
  busy: boolean;
  imageUrl: string | null;
  onInclude: (included: boolean) => void;
  onEdit: (after: FieldValue) => Promise<boolean>;
}

const Versions = ({ change }: { change: Change }) => (
  <div className="devskyy-versions">
    <div>
      <p className="devskyy-versions__title">{__('When it was proposed', 'devskyy')}</p>
      <ValueView value={change.before} />
    </div>
    <div className="devskyy-versions__now">
      <p className="devskyy-versions__title">{__('On the site now', 'devskyy')}</p>
      <DiffView before={change.before} after={change.current ?? change.before} />
    </div>
    <div>
      <p className="devskyy-versions__title">{__('Proposed', 'devskyy')}</p>
      <ValueView value={change.after} />
    </div>
  </div>
);

const Picture = ({ url }: { url: string | null }) =>
  url ? <img className="devskyy-change__picture" src={url} alt="" loading="lazy" /> : null;

const Notes = ({ change, conflict }: { change: Change; conflict: boolean }) => (
  <>
    {change.left_out && <Badge tone="neutral">{__('Left out', 'devskyy')}</Badge>}
    {conflict && <Badge tone="warning">{__('Changed on the site meanwhile', 'devskyy')}</Badge>}
    {!conflict && !change.left_out && isEmptyValue(change.before) && <Badge tone="neutral">{__('Was empty', 'devskyy')}</Badge>}
  </>
);

const Head = ({ change, editable, included, conflict, onInclude, children }: RowProps & { children: JSX.Element | null }) => (
  <div className="devskyy-change__head">
    {editable ? (
      <CheckboxControl label={change.label} checked={included} onChange={onInclude} __nextHasNoMarginBottom />
    ) : (
      <p className="devskyy-change__label">{change.label}</p>
    )}
    <Notes change={change} conflict={conflict} />
    {children}
  </div>
);

const Tools = ({ row, raw, onRaw, onEdit }: { row: RowProps; raw: boolean; onRaw: () => void; onEdit: () => void }) => (
  <span className="devskyy-change__tools">
    {showsMarkup(row.change) && (
      <Button variant="tertiary" size="small" aria-pressed={raw} onClick={onRaw}>
        {__('HTML', 'devskyy')}
      </Button>
    )}
    {row.editable && (
      // translators: %s: name of a field.
      <Button variant="tertiary" size="small" onClick={onEdit} aria-label={sprintf(__('Edit: %s', 'devskyy'), row.change.label)}>
        {__('Edit', 'devskyy')}
      </Button>
    )}
  </span>
);

const differs = (change: Change): boolean =>
  change.current !== undefined && change.current !== null && !sameValue(change.current, change.before);

/** One change of a proposal: what goes, what comes, and what may be done about it. */
export const ChangeRow = (row: RowProps) => {
  const { change, included, busy, imageUrl } = row;
  const [editing, setEditing] = useState(false);
  const [raw, setRaw] = useState(false);
  const conflict = row.conflict && differs(change);
  const save = async (after: FieldValue): Promise<void> => {
    if (await row.onEdit(after)) setEditing(false);
  };
  return (
    <li className={`devskyy-change ${included && !change.left_out ? '' : 'devskyy-change--out'}`}>
      <Head {...row} conflict={conflict}>
        {editing ? null : <Tools row={row} raw={raw} onRaw={() => setRaw(!raw)} onEdit={() => setEditing(true)} />}
      </Head>
      <div className="devskyy-change__body">
        <Picture url={imageUrl} />
        <div className="devskyy-change__text">
          {editing && <ChangeEditor change={change} busy={busy} onSave={(after) => void save(after)} onCancel={() => setEditing(false)} />}
          {!editing && conflict && <Versions change={change} />}
          {!editing && !conflict && <DiffView before={change.before} after={change.applied ?? change.after} raw={raw} />}
        </div>
      </div>
    </li>
  );
};
