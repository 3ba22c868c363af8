/** What the page of the editor says about its reader. */
export interface EditorPage {
  /** whether this person may write with it. */
  allowed: boolean;
  /** null for those who may not change settings. */
  settingsUrl: string | null;
  /** the site's language. */
  locale: string;
}

declare global {
  interface Window {
    devskyyEditor?: EditorPage;
  }
}

export const editorPage = (): EditorPage => window.devskyyEditor ?? { allowed: false, settingsUrl: null, locale: 'en_US' };
