import type { Readability, TextAction, TextNote, TextRequest } from './contract.ts';
import { headingsOf } from './rules/headings.ts';
import { readabilityOf } from './rules/readability.ts';
import { tagOf } from './rules/segment.ts';
import { shorten } from './rules/shorten.ts';

/** What rules can do honestly; everything else needs a model. */
export const withoutModel: readonly TextAction[] = ['shorten', 'headings', 'readability'];

export const needsModel = (action: TextAction): boolean => !withoutModel.includes(action);

/** The same request answered by rules alone: only words of the passage, and figures. */
export function byRules(request: TextRequest, language: string): { text: string; notes: TextNote[]; figures: Readability | null } {
  if (request.action === 'readability') return { text: '', notes: [], figures: readabilityOf(request.passage, language) };
  if (request.action === 'headings') return { ...headingsOf(request.passage, request.surroundings, language), figures: null };
  return { ...shorten(request.passage, language), figures: null };
}

/** "German (Germany)" of "de_DE": how a model is told a language. */
export const languageName = (locale: string): string => new Intl.DisplayNames(['en'], { type: 'language' }).of(tagOf(locale)) ?? locale;
