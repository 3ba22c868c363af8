import { useBlockProps } from '@wordpress/block-editor';
import { registerBlockType } from '@wordpress/blocks';
import { lazy, Suspense } from '@wordpress/element';
import metadata from './block.json';
import type { BlockProps } from './edit.tsx';
import './editor.scss';

// It comes when somebody uses the block.
const Edit = lazy(async () => ({ default: (await import(/* webpackChunkName: "block-model-viewer-edit" */ './edit.tsx')).Edit }));

registerBlockType(metadata.name, {
  edit: (props: BlockProps) => (
    <Suspense fallback={null}>
      <Edit {...props} />
    </Suspense>
  ),
  // What remains on a site that no longer has this plugin: the picture. The server renders the block anew for each page.
  save: ({ attributes: { poster, alt } }: BlockProps) =>
    poster ? (
      <figure {...useBlockProps.save({ className: 'devskyy-viewer' })}>
        <img src={poster} alt={alt} />
      </figure>
    ) : null,
});
