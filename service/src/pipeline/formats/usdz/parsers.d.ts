/** What three's parsers make of a layer: everything in it by its path. */
interface UsdLayer {
  specsByPath: Record<string, { fields?: Record<string, unknown> } | undefined>;
}

declare module 'three/examples/jsm/loaders/usd/USDCParser.js' {
  export class USDCParser {
    parseData(bytes: ArrayBuffer): UsdLayer;
  }
}

declare module 'three/examples/jsm/loaders/usd/USDAParser.js' {
  export class USDAParser {
    parseData(text: string): UsdLayer;
  }
}

declare module 'three/examples/jsm/loaders/usd/USDComposer.js' {
  import type { Group, LoadingManager } from 'three';

  export class USDComposer {
    constructor(manager: LoadingManager);
    compose(root: UsdLayer, assets: Record<string, UsdLayer | Uint8Array>, variants: Record<string, string>, folder: string): Group;
  }
}
