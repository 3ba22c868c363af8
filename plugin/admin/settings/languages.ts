import { __, sprintf } from '@wordpress/i18n';
import { languageTag } from '../../ui/format/locale.ts';
import { adminPage } from '../../ui/page.ts';

const offered = [
  'en_US',
  'en_GB',
  'de_DE',
  'fr_FR',
  'es_ES',
  'it_IT',
  'nl_NL',
  'pt_PT',
  'pt_BR',
  'da_DK',
  'sv_SE',
  'nb_NO',
  'fi',
  'pl_PL',
  'cs_CZ',
  'el',
  'tr_TR',
  'ja',
  'ko_KR',
  'zh_CN',
  'ar',
  'he_IL',
];

/** A language by its own name: "Deutsch (Deutschland)". */
const nameOf = (locale: string): string => {
  const tag = languageTag(locale);
  return new Intl.DisplayNames([tag], { type: 'language', languageDisplay: 'standard' }).of(tag) ?? locale;
};

/** The languages to choose from; one that is stored and not in the list is kept as a choice. */
export const languages = (stored: string | null): { value: string; label: string }[] => {
  const locales = stored && !offered.includes(stored) ? [stored, ...offered] : offered;
  return [
    // translators: %s: name of a language.
    { value: '', label: sprintf(__('The site’s own (%s)', 'devskyy'), nameOf(adminPage().locale)) },
    ...locales.map((value) => ({ value, label: nameOf(value) })),
  ];
};
