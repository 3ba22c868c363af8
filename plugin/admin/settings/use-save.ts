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
  save: (change: SiteSettingsChange) => Promise<boolean>;
  /** the reader has typed on: "Saved" is no longer true. */
  touched: () => void;
}

/** Saves one section and says so. */
export const useSave = (onSaved: (settings: SiteSettings) => void): Saving => {
  const { busy, error, clear, act } = useAction();
  const [saved, setSaved] = useState(false);
  const save = async (change: SiteSettingsChange): Promise<boolean> => {
    const answer = await act('save', () => saveSettings(change));
    if (!answer) return false;
    onSaved(answer);
    setSaved(true);
    announce(__('Saved.', 'devskyy'));
    return true;
  };
  return { busy, error, clear, saved, save, touched: () => setSaved(false) };
};
