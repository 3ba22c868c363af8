import { Button, FormTokenField, TextareaControl } from '@wordpress/components';
import { useEffect, useMemo, useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { Change, FieldValue } from '../api/types.ts';
import { blockDiff, type BlockDiff, withInner, wordsAt } from '../diff/blocks.ts';
import { count } from '../format/site.ts';
import { blockLabel } from './block-diff-view.tsx';
import { asList, asText } from './diff-view.tsx';
import { advisedLength, lengthOf } from './lengths.ts';

interface Props {
  change: Change;
  busy: boolean;
  onSave: (after: FieldValue) => void;
  onCancel: () => void;
}

const lengthHelp = (field: string, text: string): string => {
  const most = advisedLength(field);
  const length = count(lengthOf(text));
  // translators: %s: number of characters.
  if (most === null) return sprintf(__('%s characters', 'devskyy'), length);
  // translators: 1: number of characters, 2: number of characters that search engines show.
  return sprintf(__('%1$s characters; search engines show about %2$s', 'devskyy'), length, count(most));
};

const rowsFor = (text: string): number => Math.min(14, Math.max(2, Math.ceil(text.length / 70) + text.split('\n').length));

/** One field for the words of each changed block: nobody has to edit between block comments. */
const BlockFields = ({ diff, value, onChange }: { diff: BlockDiff; value: string; onChange: (value: string) => void }) => (
  <>
    {diff.changes.map(({ place, name }) => (
      <TextareaControl
        key={place}
        label={blockLabel(name)}
        value={wordsAt(value, place)}
        onChange={(words) => onChange(withInner(value, place, words))}
        rows={rowsFor(wordsAt(value, place))}
        dir="auto"
        __nextHasNoMarginBottom
      />
    ))}
  </>
);

const Field = ({ change, value, onChange }: { change: Change; value: FieldValue; onChange: (value: FieldValue) => void }) =>
  Array.isArray(change.after) ? (
    <FormTokenField
      label={change.label}
      value={asList(value)}
      onChange={(tokens) => onChange(tokens.map((token) => (typeof token === 'string' ? token : token.value)))}
      __next40pxDefaultSize
      __nextHasNoMarginBottom
    />
  ) : (
    <TextareaControl
      label={change.label}
      value={asText(value)}
      onChange={onChange}
      rows={rowsFor(asText(change.after))}
      help={lengthHelp(change.field, asText(value))}
      dir="auto"
      __nextHasNoMarginBottom
    />
  );

/** Changes the proposed value before it is approved. */
export const ChangeEditor = ({ change, busy, onSave, onCancel }: Props) => {
  const [value, setValue] = useState<FieldValue>(change.after);
  const blocks = useMemo(() => blockDiff(asText(change.before), asText(change.after)), [change]);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('textarea, input')?.focus();
  }, []);
  return (
    <div className="devskyy-editor" ref={box}>
      {blocks ? (
        <BlockFields diff={blocks} value={asText(value)} onChange={setValue} />
      ) : (
        <Field change={change} value={value} onChange={setValue} />
      )}
      <div className="devskyy-actions">
        <Button variant="primary" size="compact" isBusy={busy} disabled={busy} accessibleWhenDisabled onClick={() => onSave(value)}>
          {__('Keep this text', 'devskyy')}
        </Button>
        <Button variant="tertiary" size="compact" onClick={onCancel}>
          {__('Cancel', 'devskyy')}
        </Button>
      </div>
    </div>
  );
};
