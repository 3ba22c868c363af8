import { select } from '@wordpress/data';

/** What is being edited, as far as this editor knows; the one for templates knows no title. */
export const thisPost = (): { title: string; kind: string } => {
  const editor = select('core/editor');
  return {
    title: String(editor?.['getEditedPostAttribute']?.('title') ?? '').slice(0, 300),
    kind: String(editor?.['getCurrentPostType']?.() ?? 'post').slice(0, 40),
  };
};
