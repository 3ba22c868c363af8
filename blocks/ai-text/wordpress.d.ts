/**
 * What the editor's packages offer to these blocks. WordPress brings them at run time (the build makes them dependencies of the script), and
 * they have no types of their own.
 */
declare module '@wordpress/blocks' {
  export interface Block {
    clientId: string;
    name: string;
    attributes: Record<string, unknown>;
    innerBlocks: Block[];
  }
  export function createBlock(name: string, attributes?: Record<string, unknown>, innerBlocks?: Block[]): Block;
  export function cloneBlock(block: Block, attributes?: Record<string, unknown>, innerBlocks?: Block[]): Block;
  export function registerBlockType(name: string, settings: Record<string, unknown>): void;
}
declare module '@wordpress/block-editor' {
  import type { ComponentType, ReactNode } from 'react';
  export const BlockControls: ComponentType<{ group?: string; children: ReactNode }>;
  export function useBlockProps(props?: Record<string, unknown>): Record<string, unknown>;
  export const store: { name: 'core/block-editor' };
}
declare module '@wordpress/data' {
  export function useSelect<T>(
    read: (select: (store: unknown) => Record<string, (...args: never[]) => unknown> | undefined) => T,
    deps: unknown[],
  ): T;
  export function useDispatch(store: unknown): Record<string, (...args: unknown[]) => Promise<unknown>>;
  export function select(store: unknown): Record<string, (...args: unknown[]) => unknown> | undefined;
}
declare module '@wordpress/hooks' {
  export function addFilter(hook: string, namespace: string, callback: (value: never) => unknown): void;
}
