interface UsdLayer {
  specsByPath: Record<string, { fields?: Record<string, unknown> } | undefined>;
}

declare module 'three/examples/jsm/loaders/usd/USDCParser.js' {
  export class USDCParser {
    parseData(bytes: ArrayBuffer): UsdLayer;
  }
}
