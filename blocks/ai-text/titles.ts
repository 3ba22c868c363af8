import { __ } from '@wordpress/i18n';
import type { TextAction, TextTone } from '../../plugin/ui/texts/types.ts';

/** An action as the menu calls it. */
export const actionTitle = (action: TextAction): string => {
  const titles: Record<TextAction, string> = {
    write: __('Write', 'devskyy'),
    rewrite: __('Rewrite…', 'devskyy'),
    shorten: __('Shorten', 'devskyy'),
    translate: __('Translate…', 'devskyy'),
    headings: __('Alternative headings', 'devskyy'),
    readability: __('Readability', 'devskyy'),
  };
  return titles[action];
};

/** The tones to choose from; the empty one is the brand's own. */
export const tones = (): { value: TextTone | ''; label: string }[] => [
  { value: '', label: __('The brand’s own', 'devskyy') },
  { value: 'warm', label: __('Warm', 'devskyy') },
  { value: 'plain', label: __('Plain', 'devskyy') },
  { value: 'refined', label: __('Refined', 'devskyy') },
  { value: 'playful', label: __('Playful', 'devskyy') },
];

const offered =
  'en_US en_GB de_DE fr_FR es_ES it_IT nl_NL pt_PT pt_BR da_DK sv_SE nb_NO fi pl_PL cs_CZ el tr_TR ja ko_KR zh_CN ar he_IL'.split(' ');

/** The languages to translate into, by their own names, without the site's. */
export const targetLanguages = (own: string): { value: string; label: string }[] =>
  offered
    .filter((locale) => locale !== own)
    .map((locale) => {
      const tag = locale.replace('_', '-');
      return { value: locale, label: new Intl.DisplayNames([tag], { type: 'language', languageDisplay: 'standard' }).of(tag) ?? locale };
    });
