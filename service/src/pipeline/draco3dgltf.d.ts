declare module 'draco3dgltf' {
  /** Draco compiled to WebAssembly; its modules are handed to glTF-Transform as they are. */
  const draco: { createDecoderModule(): Promise<unknown>; createEncoderModule(): Promise<unknown> };
  export { draco as default };
}
