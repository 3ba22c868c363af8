/** Packages without types of their own: the part that is used here. */
declare module 'gltfpack' {
  /** Runs gltfpack's command line over files in memory; resolves with its log, rejects with what is wrong. */
  export function pack(
    args: readonly string[],
    files: { read(path: string): Uint8Array; write(path: string, data: Uint8Array): void },
  ): Promise<string>;
}
