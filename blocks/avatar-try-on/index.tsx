import { useBlockProps } from '@wordpress/block-editor';
import { registerBlockType } from '@wordpress/blocks';
import { lazy, Suspense } from '@wordpress/element';
import metadata from './block.json';
import type { TryOnProps } from './edit.tsx';
import './editor.scss';

// It comes when somebody uses the block.
const Edit = lazy(async () => ({ default: (await import(/* webpackChunkName: "block-avatar-try-on-edit" */ './edit.tsx')).Edit }));

registerBlockType(metadata.name, {
  edit: (props: TryOnProps) => (
    <Suspense fallback={null}>
      <Edit {...props} />
    </Suspense>
  ),
  // What remains on a site that no longer has this plugin: the picture.
  save: ({ attributes: { poster, alt } }: TryOnProps) =>
    poster ? (
      <figure {...useBlockProps.save({ className: 'devskyy-viewer' })}>
        <img src={poster} alt={alt} />
      </figure>
    ) : null,
});
