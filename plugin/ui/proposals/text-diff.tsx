import { VisuallyHidden } from '@wordpress/components';
import { useMemo } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { type Piece, wordDiff } from '../diff/words.ts';

/** A word for who listens. As bdi it has no say in the direction of the text around it, which is that of the text's own language. */
const Spoken = ({ children }: { children: string }) => <VisuallyHidden as="bdi">{children}</VisuallyHidden>;

/** A piece that stays, goes or comes. */
export const Mark = ({ piece }: { piece: Piece }) => {
  if (piece.kind === 'same') return <>{piece.text}</>;
  const added = piece.kind === 'added';
  const Tag = added ? 'ins' : 'del';
  return (
    <Tag>
      <Spoken>{added ? __('[added:', 'devskyy') : __('[removed:', 'devskyy')}</Spoken>
      {piece.text}
      <Spoken>]</Spoken>
    </Tag>
  );
};

/** What goes and comes between two texts, word by word. */
export const TextDiff = ({ before, after }: { before: string; after: string }) => {
  const pieces = useMemo(() => wordDiff(before, after), [before, after]);
  const replaced = pieces.length === 2 && pieces[0]?.kind === 'removed' && pieces[1]?.kind === 'added';
  if (pieces.length === 0) return <p className="devskyy-muted">{__('Empty', 'devskyy')}</p>;
  return (
    <div className={replaced ? 'devskyy-diff devskyy-diff--replaced' : 'devskyy-diff'} dir="auto">
      {pieces.map((piece, at) => (
        <Mark key={at} piece={piece} />
      ))}
    </div>
  );
};
