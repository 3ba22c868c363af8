import { registerBlockType } from '@wordpress/blocks';
import { lazy, Suspense } from '@wordpress/element';
import { addFilter } from '@wordpress/hooks';
import { pencil } from '@wordpress/icons';
import type { ComponentType } from 'react';
import metadata from './block.json';
import type { BlockProps } from './edit.tsx';
import { editorPage } from './page.ts';
import { actionsFor, ToolbarMenu } from './toolbar.tsx';
import './editor.scss';

// The screens of both come when somebody opens them; an editor in which nobody does loads this file alone.
const screens = () => import(/* webpackChunkName: "block-ai-text-screens" */ './screens.ts');
const Edit = lazy(async () => ({ default: (await screens()).Edit }));
const Panel = lazy(async () => ({ default: (await screens()).Panel }));

registerBlockType(metadata.name, {
  icon: pencil,
  edit: (props: BlockProps) => (
    <Suspense fallback={null}>
      <Edit {...props} />
    </Suspense>
  ),
  save: () => null,
});

interface EditProps {
  name: string;
  clientId: string;
  isSelected: boolean;
}

/** Core's paragraphs, headings and lists get a menu in their toolbar; every other block is left alone. */
const withMenu = (BlockEdit: ComponentType<EditProps>) => (props: EditProps) =>
  actionsFor(props.name).length === 0 ? (
    <BlockEdit {...props} />
  ) : (
    <>
      <BlockEdit {...props} />
      <ToolbarMenu name={props.name} isSelected={props.isSelected}>
        {(action, onClose) => (
          <Suspense fallback={null}>
            <Panel clientId={props.clientId} name={props.name} action={action} onClose={onClose} />
          </Suspense>
        )}
      </ToolbarMenu>
    </>
  );

if (editorPage().allowed) addFilter('editor.BlockEdit', 'devskyy/ai-text', withMenu as (value: never) => unknown);
