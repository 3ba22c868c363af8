import { BlockControls } from '@wordpress/block-editor';
import { ToolbarDropdownMenu } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { pencil } from '@wordpress/icons';
import type { ReactNode } from 'react';
import type { TextAction } from '../../plugin/ui/texts/types.ts';
import { actionTitle } from './titles.ts';

const actions: Record<string, TextAction[]> = {
  'core/paragraph': ['rewrite', 'shorten', 'translate', 'headings', 'readability'],
  'core/heading': ['rewrite', 'shorten', 'translate', 'headings'],
  'core/list': ['rewrite', 'shorten', 'translate', 'headings', 'readability'],
};

/** What can be done with a block of this name; none for most. */
export const actionsFor = (name: string): TextAction[] => actions[name] ?? [];

interface Props {
  name: string;
  isSelected: boolean;
  /** the panel of an action that was chosen. */
  children: (action: TextAction, onClose: () => void) => ReactNode;
}

/** The menu in the toolbar of the selected block, and the panel of what was chosen there. */
export const ToolbarMenu = ({ name, isSelected, children }: Props) => {
  const [chosen, setChosen] = useState<TextAction | null>(null);
  return (
    <>
      {isSelected && (
        <BlockControls group="other">
          <ToolbarDropdownMenu
            icon={pencil}
            label={__('Edit with DevSkyy', 'devskyy')}
            controls={actionsFor(name).map((action) => ({ title: actionTitle(action), onClick: () => setChosen(action) }))}
          />
        </BlockControls>
      )}
      {chosen && children(chosen, () => setChosen(null))}
    </>
  );
};
