/** Where the viewer and its decoders are; whole addresses. */
export interface ViewerFiles {
  viewer: string;
  meshopt: string;
  draco: string;
}

interface Configured {
  ModelViewerElement?: Record<string, string>;
}

/** The part of <model-viewer> that we use; its package's own types bring all of three with them. */
export interface ModelViewerElement extends HTMLElement {
  src: string | null;
  alt: string | null;
  cameraOrbit: string;
  cameraTarget: string;
  fieldOfView: string;
  variantName: string | null;
  autoRotate: boolean;
  animationName: string | undefined;
  readonly availableVariants: string[];
  readonly availableAnimations: string[];
  readonly loaded: boolean;
  readonly paused: boolean;
  readonly canActivateAR: boolean;
  activateAR(): Promise<void>;
  play(): void;
  pause(): void;
  zoom(keyPresses: number): void;
  jumpCameraToGoal(): void;
  resetTurntableRotation(theta?: number): void;
  getCameraOrbit(): { theta: number; phi: number; radius: number; toString(): string };
  getCameraTarget(): { toString(): string };
  getFieldOfView(): number;
  getDimensions(): { x: number; y: number; z: number };
  positionAndNormalFromPoint(x: number, y: number): { position: { toString(): string }; normal: { toString(): string } } | null;
}

/**
 * Brings <model-viewer> into a window: the page's, or that of the editor's canvas, which has elements of its own. The decoders' places
 * are told first: without them it would fetch Draco from elsewhere. Rejects when the script does not come.
 */
export const loadViewer = (target: Window, files: ViewerFiles): Promise<void> => {
  if (target.customElements.get('model-viewer')) return Promise.resolve();
  (target as Window & Configured).ModelViewerElement ??= { meshoptDecoderLocation: files.meshopt, dracoDecoderLocation: files.draco };
  return new Promise((resolve, reject) => {
    const script = target.document.createElement('script');
    script.type = 'module';
    script.src = files.viewer;
    script.onload = () => target.customElements.whenDefined('model-viewer').then(() => resolve());
    script.onerror = () => {
      script.remove();
      reject(new Error(files.viewer));
    };
    target.document.head.append(script);
  });
};
