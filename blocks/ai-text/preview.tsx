import { createElement } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { htmlOf, piecesOf, type Piece } from '../../plugin/ui/texts/marks.ts';

/** The little Markdown as elements; `htmlOf` lets no sign of the text itself become a tag. */
const Words = ({ tag, text }: { tag: string; text: string }) => createElement(tag, { dangerouslySetInnerHTML: { __html: htmlOf(text) } });

const PieceView = ({ piece }: { piece: Piece }) => {
  if (piece.kind === 'heading') return <Words tag="p" text={`**${piece.text}**`} />;
  if (piece.kind === 'paragraph') return <Words tag="p" text={piece.text} />;
  const items = piece.items.map((item, at) => <Words key={at} tag="li" text={item} />);
  return piece.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
};

interface Props {
  words: string;
  /** more is to come. */
  busy: boolean;
  /** by which way it comes; for those who look into the page. */
  way: string | null;
}

/** The text as it will stand in the post. */
export const Preview = ({ words, busy, way }: Props) => (
  <div
    className="devskyy-text__preview"
    dir="auto"
    role="region"
    aria-label={__('Preview', 'devskyy')}
    aria-busy={busy}
    tabIndex={0}
    data-way={way ?? undefined}
  >
    {piecesOf(words).map((piece, at) => (
      <PieceView key={at} piece={piece} />
    ))}
  </div>
);
