declare module 'gltf-validator' {
  interface Issue {
    code: string;
    message: string;
    /** 0 error, 1 warning, 2 information, 3 hint. */
    severity: number;
    pointer?: string;
  }

  interface Options {
    maxIssues?: number;
    writeTimestamp?: boolean;
    externalResourceFunction?(uri: string): Promise<Uint8Array>;
  }

  /** Khronos' glTF validator, compiled from Dart. */
  const validator: { validateBytes(bytes: Uint8Array, options: Options): Promise<{ issues: { messages: Issue[] } }> };
  export { validator as default };
}
