import type { ViewerFiles } from '../viewer/load.ts';

/** What pages of wp-admin that show models are told (DevSkyy\Models\Faces). */
export interface ModelsPage {
  /** null: the viewer was not built. */
  files: ViewerFiles | null;
  /** whether this person may upload. */
  upload: boolean;
  /** the screen "3D assets"; null for those who may not see it. */
  screenUrl: string | null;
  /** finish → its swatch picture. */
  swatches?: Record<string, string>;
}

declare global {
  interface Window {
    devskyyModels?: ModelsPage;
  }
}

export const modelsPage = (): ModelsPage => window.devskyyModels ?? { files: null, upload: false, screenUrl: null };

/** Whether this person may see and choose the site's models. */
export const maySeeModels = (): boolean => modelsPage().screenUrl !== null;
