import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { announce } from '../../ui/announce.ts';
import { saveSettings } from '../../ui/api/endpoints.ts';
import type { SiteSettings, SiteSettingsChange } from '../../ui/api/types.ts';
import { type Acting, useAction } from '../../ui/use-action.ts';

export interface SectionProps {
  settings: SiteSettings;
  readOnly: boolean;
  onSaved: (settings: SiteSettings) => void;
}

export interface Saving extends Pick<Acting, 'busy' | 'error' | 'clear'> {
  saved: boolean;
  /** the settings as they are now, in the service's own spelling; null when it failed. */
  save: (change: SiteSettingsChange) => Promise<SiteSettings | null>;
}

/** Saves one section and says so. */
export const useSave = (onSaved: (settings: SiteSettings) => void): Saving => {
  const { busy, error, clear, act } = useAction();
  const [saved, setSaved] = useState(false);
  const save = async (change: SiteSettingsChange): Promise<SiteSettings | null> => {
    const answer = await act('save', () => saveSettings(change));
    if (!answer) return null;
    onSaved(answer);
    setSaved(true);
    announce(__('Saved.', 'devskyy'));
    return answer;
  };
  return { busy, error, clear, saved, save };
};
