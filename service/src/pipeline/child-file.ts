import { fileURLToPath } from 'node:url';

/** The program that a child process runs. A release holds a module with the bundle's file in its place (service/packaging/bundle.ts). */
export const childFile = (): string => fileURLToPath(new URL('./child.ts', import.meta.url));
