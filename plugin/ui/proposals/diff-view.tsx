import { Fragment } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import type { FieldValue } from '../api/types.ts';
import { blockDiff } from '../diff/blocks.ts';
import { hasMarkup, plainText } from '../diff/plain-text.ts';
import { listDiff } from '../diff/words.ts';
import { BlockDiffView } from './block-diff-view.tsx';
import { Mark, TextDiff } from './text-diff.tsx';

const ListDiff = ({ before, after }: { before: string[]; after: string[] }) => (
  <ul className="devskyy-names">
    {listDiff(before, after).map((piece) => (
      <li key={`${piece.kind}${piece.text}`} className={`devskyy-name devskyy-name--${piece.kind}`} dir="auto">
        <Mark piece={piece} />
      </li>
    ))}
  </ul>
);

export const asList = (value: FieldValue | null): string[] => (Array.isArray(value) ? value : value ? [value] : []);
export const asText = (value: FieldValue | null): string => (Array.isArray(value) ? value.join(', ') : (value ?? ''));
export const isEmptyValue = (value: FieldValue | null | undefined): boolean => value === null || value === undefined || value.length === 0;
export const sameValue = (one: FieldValue | null | undefined, other: FieldValue | null | undefined): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** What one change does, word by word; HTML is shown as the reader of the shop sees it, unless only the markup differs or `raw` is asked. */
export const DiffView = ({ before, after, raw = false }: { before: FieldValue; after: FieldValue; raw?: boolean }) => {
  if (Array.isArray(before) || Array.isArray(after)) return <ListDiff before={asList(before)} after={asList(after)} />;
  const blocks = raw || before === after ? null : blockDiff(before, after);
  if (blocks) return <BlockDiffView diff={blocks} />;
  const onlyMarkup = before !== after && plainText(before) === plainText(after);
  if (raw || onlyMarkup)
    return (
      <Fragment>
        {onlyMarkup && !raw && <p className="devskyy-muted">{__('Only the formatting changes:', 'devskyy')}</p>}
        <TextDiff before={before} after={after} />
      </Fragment>
    );
  return <TextDiff before={plainText(before)} after={plainText(after)} />;
};

/** One value as it stands, without comparison. */
export const ValueView = ({ value }: { value: FieldValue | null | undefined }) => {
  if (isEmptyValue(value)) return <p className="devskyy-muted">{__('Empty', 'devskyy')}</p>;
  if (Array.isArray(value))
    return (
      <ul className="devskyy-names">
        {value.map((name) => (
          <li key={name} className="devskyy-name" dir="auto">
            {name}
          </li>
        ))}
      </ul>
    );
  return (
    <div className="devskyy-diff" dir="auto">
      {plainText(value ?? '')}
    </div>
  );
};

export const showsMarkup = (change: { before: FieldValue; after: FieldValue }): boolean =>
  [change.before, change.after].some((value) => typeof value === 'string' && hasMarkup(value));
