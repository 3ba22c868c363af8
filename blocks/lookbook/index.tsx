import { useBlockProps } from '@wordpress/block-editor';
import { registerBlockType } from '@wordpress/blocks';
import { lazy, Suspense } from '@wordpress/element';
import metadata from './block.json';
import type { LookProps } from './edit.tsx';
import './editor.scss';

// It comes when somebody uses the block.
const Edit = lazy(async () => ({ default: (await import(/* webpackChunkName: "block-lookbook-edit" */ './edit.tsx')).Edit }));

registerBlockType(metadata.name, {
  edit: (props: LookProps) => (
    <Suspense fallback={null}>
      <Edit {...props} />
    </Suspense>
  ),
  // What remains on a site that no longer has this plugin: the picture.
  save: ({ attributes: { poster, alt } }: LookProps) =>
    poster ? (
      <figure {...useBlockProps.save({ className: 'devskyy-look' })}>
        <img src={poster} alt={alt} />
      </figure>
    ) : null,
});
