import { cloneBlock, createBlock, type Block } from '@wordpress/blocks';
import { htmlOf, linesOf, marksOf, piecesOf } from '../../plugin/ui/texts/marks.ts';
import type { Ask } from '../../plugin/ui/texts/types.ts';

export interface Passage {
  text: string;
  kind: 'paragraph' | 'heading' | 'list';
  /** links, colours or nested lists that an answer in plain words cannot keep. */
  loses: boolean;
}

const contentOf = (block: Block): string => String(block.attributes['content'] ?? '');

interface Item {
  html: string;
  depth: number;
}

const itemsOf = (list: Block, depth = 0): Item[] =>
  list.innerBlocks.flatMap((item) => [{ html: contentOf(item), depth }, ...item.innerBlocks.flatMap((inner) => itemsOf(inner, depth + 1))]);

/** A block's words with marks. */
export const passageOf = (block: Block): Passage => {
  if (block.name !== 'core/list') return { kind: block.name === 'core/heading' ? 'heading' : 'paragraph', ...marksOf(contentOf(block)) };
  const items = itemsOf(block).map(({ html, depth }) => ({ ...marksOf(html), depth }));
  const mark = (at: number): string => (block.attributes['ordered'] === true ? `${at + 1}.` : '-');
  return {
    kind: 'list',
    text: items.map(({ text }, at) => `${mark(at)} ${text.replaceAll('\n', ' ')}`).join('\n'),
    loses: items.some(({ loses, depth }) => loses || depth > 0),
  };
};

/** The words below a heading, up to the next heading. */
export const wordsBelow = (following: readonly Block[]): string => {
  const end = following.findIndex(({ name }) => name === 'core/heading');
  return (end < 0 ? following : following.slice(0, end))
    .filter(({ name }) => name === 'core/paragraph' || name === 'core/list')
    .map((block) => passageOf(block).text)
    .join('\n\n')
    .slice(0, 6000);
};

const listBlock = (items: readonly string[], attributes: Record<string, unknown>): Block =>
  createBlock(
    'core/list',
    attributes,
    items.map((item) => createBlock('core/list-item', { content: htmlOf(item) })),
  );

/** A text as core blocks: paragraphs, headings and lists. */
export const blocksOf = (text: string): Block[] =>
  piecesOf(text).map((piece) => {
    if (piece.kind === 'heading') return createBlock('core/heading', { level: piece.level, content: htmlOf(piece.text) });
    if (piece.kind === 'list') return listBlock(piece.items, piece.ordered ? { ordered: true } : {});
    return createBlock('core/paragraph', { content: htmlOf(piece.text) });
  });

/** What takes a block's place: the first block keeps what the owner set on it (alignment, colours, level). */
export const replacementFor = (block: Block, text: string): Block[] => {
  if (block.name === 'core/heading') return [cloneBlock(block, { content: htmlOf(linesOf(text).join(' ')) })];
  const blocks = blocksOf(text);
  const [first, ...rest] = blocks;
  if (!first || first.name !== block.name) return blocks;
  if (block.name === 'core/paragraph') return [cloneBlock(block, { content: first.attributes['content'] }), ...rest];
  return [cloneBlock(block, { ordered: first.attributes['ordered'] === true }, first.innerBlocks), ...rest];
};

/** The part of a request that a block's own words are. */
export const askFor = (passage: Passage, surroundings: string): Pick<Ask, 'passage' | 'kind' | 'surroundings'> => ({
  passage: passage.text.slice(0, 20_000),
  kind: passage.kind,
  surroundings,
});
