import { __, _n, sprintf } from '@wordpress/i18n';
import type { BlockDiff } from '../diff/blocks.ts';
import { plainText } from '../diff/plain-text.ts';
import { count } from '../format/site.ts';
import { TextDiff } from './text-diff.tsx';

export const blockLabel = (name: string): string =>
  ({ paragraph: __('Paragraph', 'devskyy'), heading: __('Heading', 'devskyy'), 'list-item': __('List item', 'devskyy') })[name] ?? name;

/** New words in a post's blocks, each block by itself; what stays is only counted. */
export const BlockDiffView = ({ diff }: { diff: BlockDiff }) => (
  <div className="devskyy-blocks">
    <ul className="devskyy-blocks__list">
      {diff.changes.map((change) => (
        <li key={change.place}>
          <p className="devskyy-blocks__name">{blockLabel(change.name)}</p>
          <TextDiff before={plainText(change.before).trim()} after={plainText(change.after).trim()} />
        </li>
      ))}
    </ul>
    <p className="devskyy-muted">
      {diff.same > 0
        ? sprintf(
            // translators: %s: number of text blocks.
            _n(
              '%s other block with text stays as it is, and so do pictures, links and settings.',
              '%s other blocks with text stay as they are, and so do pictures, links and settings.',
              diff.same,
              'devskyy',
            ),
            count(diff.same),
          )
        : __('Pictures, links and settings of the blocks stay as they are.', 'devskyy')}
    </p>
  </div>
);
