/** The locale of WordPress (`de_DE_formal`) as a language tag that Intl takes; English when it does not. */
export const languageTag = (locale: string): string => {
  const [language = 'en', region = ''] = locale.split('_');
  const tag = /^[A-Za-z]{2}$/.test(region) ? `${language}-${region}` : language;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch {
    // A locale that Intl does not know (WordPress has joke ones): numbers and dates then read as English.
    return 'en';
  }
};
