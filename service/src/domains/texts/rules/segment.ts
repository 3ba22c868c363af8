/** "de" of "de_AT" or "de-AT". */
export const languageOf = (locale: string): string => locale.toLowerCase().split(/[_-]/)[0] ?? '';

/** A BCP 47 tag that Intl takes, of a WordPress locale ("de_DE_formal" too); English where it is none. */
export function tagOf(locale: string): string {
  const tag = locale.split(/[_-]/).slice(0, 2).join('-');
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch (error) {
    if (error instanceof RangeError) return 'en';
    throw error;
  }
}

/** Ends that are no end of a sentence: titles, initials, "e.g." and the like. */
const abbreviation =
  /(?:^|[\s(])(?:mr|mrs|ms|dr|prof|st|vs|etc|e\.g|i\.e|ca|no|nr|bzw|z\.\s?b|d\.\s?h|u\.\s?a|p\.\s?ej|sr|sra|\p{L})\.\s*$/iu;

/** The sentences of a text, trimmed (Unicode Standard Annex 29, with common abbreviations kept together). */
export function sentencesOf(text: string, locale: string): string[] {
  const found: string[] = [];
  for (const { segment } of new Intl.Segmenter(tagOf(locale), { granularity: 'sentence' }).segment(text)) {
    const before = found.at(-1);
    if (before !== undefined && abbreviation.test(before)) found[found.length - 1] = before + segment;
    else found.push(segment);
  }
  return found.map((sentence) => sentence.trim()).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/** The words of a text, as they stand. */
export const wordsOf = (text: string, locale: string): string[] =>
  [...new Intl.Segmenter(tagOf(locale), { granularity: 'word' }).segment(text)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);

/** The passage without its Markdown. */
export const withoutMarks = (passage: string): string =>
  passage
    .replace(/^(#{1,6}|[-*]|\d+[.)])\s+/gm, '')
    .replace(/(\*\*|__)(.+?)\1/g, '$2')
    .replace(/\*(\S(?:.*?\S)?)\*/g, '$1');

/** Words that carry no subject, by language. Short on purpose: what is missing only makes a rule more careful. */
const functionWords: Record<string, string> = {
  en: 'a about above after again all also am an and any are as at be because been before being below between both but by can did do does doing down during each few for from further had has have having he her here hers him his how i if in into is it its itself just me more most my no nor not now of off on once only or other our ours out over own same she should so some such than that the their theirs them then there these they this those through to too under until up us very was we were what when where which while who whom why will with would you your yours',
  de: 'aber als am an auch auf aus bei beim bin bis da damit dann das dass dein dem den der des die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es für hat hatte haben hier ich ihm ihn ihr ihre ihrem ihren ihrer im in ist ja jede jedem jeden jeder jedes kann kein keine können man mehr mein mich mir mit nach nicht noch nur oder ob ohne schon sehr sein seine sich sie sind so über um und uns unser unter vom von vor war waren was weil wenn wer werden wie wir wird wo zu zum zur zwischen',
  fr: 'à au aux avec ce ces cet cette dans de des du elle elles en est et eux il ils je la le les leur leurs lui ma mais me même mes moi mon ne nos notre nous on ont ou où par pas plus pour qu que qui sa sans se ses si son sont sur ta te tes toi ton tu un une vos votre vous y d l c j m n s t',
  es: 'a al algo con como cual cuando de del desde donde el ella ellas ellos en entre era es esa ese eso esta este esto fue ha han hay la las le les lo los más me mi mis muy nada ni no nos o otra otro para pero por porque que quien se ser si sin sobre son su sus también te tiene todo tu tus un una uno y ya',
  it: 'a ad al alla alle agli ai allo anche c che chi ci come con cui da dal dalla dei del della delle degli dello di e ed è gli ha hanno i il in io l la le lei li lo loro lui ma me mi mia mio ne nei nel nella nelle noi non nostro o per più quale quando quello questa questo se sei si sia sono su sua sul sulla suo ti tra tu tua tuo tutti un una uno vi voi',
};

const sets = new Map(Object.entries(functionWords).map(([language, words]) => [language, new Set(words.split(' '))]));

/** The language's function words; null where no list is kept. */
export const functionWordsOf = (locale: string): ReadonlySet<string> | null => sets.get(languageOf(locale)) ?? null;

/** What a sentence is about: its words without function words, cut to a common stem. Numbers count. */
export function subjectsOf(sentence: string, locale: string): Set<string> {
  const skipped = functionWordsOf(locale);
  const kept = wordsOf(sentence.toLowerCase(), locale).filter((word) =>
    skipped
      ? !skipped.has(word)
      : /\p{N}/u.test(word) || word.length > 3 || /[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word),
  );
  return new Set(kept.map((word) => (word.length > 7 ? word.slice(0, 6) : word.replace(/s$/, ''))));
}
