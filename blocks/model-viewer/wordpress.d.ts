/** More of what the editor's packages offer to the blocks that show models (see blocks/ai-text/wordpress.d.ts). */
declare module '@wordpress/block-editor' {
  import type { ComponentType, ReactElement, ReactNode } from 'react';
  export interface Attachment {
    id: number;
    url: string;
    alt?: string;
  }
  export const InspectorControls: ComponentType<{ group?: string; children: ReactNode }>;
  export const MediaUploadCheck: ComponentType<{ children: ReactNode }>;
  export const MediaUpload: ComponentType<{
    allowedTypes: string[];
    value?: number;
    onSelect: (media: Attachment) => void;
    render: (props: { open: () => void }) => ReactElement;
  }>;
  export namespace useBlockProps {
    function save(props?: Record<string, unknown>): Record<string, unknown>;
  }
}
