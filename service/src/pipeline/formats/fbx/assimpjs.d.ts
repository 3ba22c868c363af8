declare module 'assimpjs' {
  interface Result {
    IsSuccess(): boolean;
    GetErrorCode(): string;
    FileCount(): number;
    GetFile(index: number): { GetPath(): string; GetContent(): Uint8Array };
  }

  interface Assimp {
    FileList: new () => { AddFile(name: string, content: Uint8Array): void };
    ConvertFileList(files: unknown, format: 'glb2'): Result;
  }

  /** assimp compiled to WebAssembly. */
  const open: () => Promise<Assimp>;
  export { open as default };
}
