import { capital, list } from './grammar.ts';
import type { Piece } from './piece.ts';

/** A way to say something; null when the piece's data does not carry it. */
export interface Frame {
  /** initials of the tones it suits (warm, plain, refined, playful = y); absent: all. */
  tones?: string;
  say(piece: Piece): string | null;
}

export const it = (piece: Piece): string => (piece.pair ? 'they' : 'it');
export const It = (piece: Piece): string => capital(it(piece));
export const them = (piece: Piece): string => (piece.pair ? 'them' : 'it');
const its = (piece: Piece): string => (piece.pair ? 'their' : 'its');
export const verb = (piece: Piece, one: string, several: string): string => (piece.pair ? several : one);
const named = (piece: Piece): boolean => piece.read.name !== '';
const cut = (piece: Piece): string => list(piece.cut);
/** "The Ines" where the piece has a name of its own and is one thing, else "This" or "These". */
const Subject = (piece: Piece): string => (named(piece) && !piece.pair ? `The ${piece.read.name}` : 'This');
const definite = (phrase: string): string => phrase.replace(/^an? /, 'the ');

type Say = (piece: Piece) => string;
export const when =
  (condition: (piece: Piece) => boolean) =>
  (say: Say, tones?: string): Frame => ({ ...(tones ? { tones } : {}), say: (piece) => (condition(piece) ? say(piece) : null) });

const both = when((piece) => piece.cloth !== '' && piece.cut.length > 0);
const stuffAndCut = when((piece) => piece.stuff && piece.cut.length > 0);
const stuffAndCutNamed = when((piece) => piece.stuff && piece.cut.length > 0 && named(piece));

/** First sentences that take cloth and cut together. */
export const leadsWithBoth: readonly Frame[] = [
  both((p) => `${Subject(p)} is ${p.a} in ${p.cloth}, with ${cut(p)}.`),
  stuffAndCut((p) => `${capital(list([p.cloth, ...p.cut]))}: ${verb(p, 'that is', 'those are')} ${p.the} in a sentence.`),
  stuffAndCut((p) => `Start with ${p.cloth}, give it ${cut(p)}, and you have ${p.the}.`, 'wry'),
  both((p) => `${capital(p.the)} ${verb(p, 'comes', 'come')} in ${p.cloth}, with ${cut(p)}.`, 'wpr'),
  stuffAndCut((p) => `Meet ${p.the}: ${list([p.cloth, ...p.cut])}.`, 'wy'),
  stuffAndCut((p) => `What you see is what you get with ${p.the}: ${list([p.cloth, ...p.cut])}.`, 'wpy'),
  both((p) => `If ${p.a} in ${p.cloth} has been on your list, look at ${p.called}${p.pair ? ', with' : ', which has'} ${cut(p)}.`, 'wpr'),
  stuffAndCut((p) => `With ${cut(p)}, ${p.the} ${verb(p, 'lets', 'let')} ${its(p)} ${p.cloth} do the talking.`, 'wry'),
  stuffAndCutNamed(
    (p) =>
      `${capital(p.pair ? p.the : p.called)} ${verb(p, 'is', 'are')} how we like ${p.pair ? 'ours' : p.a}: ${p.cloth}, with ${cut(p)}.`,
  ),
  stuffAndCut((p) => `We keep coming back to ${p.the}, for these reasons: ${list([p.cloth, ...p.cut])}.`, 'wr'),
  when((p) => p.cloth !== '' && p.cut.length > 0 && named(p))(
    (p) => `Ask us for ${p.a} in ${p.cloth} and we will bring you ${p.called}, with ${cut(p)}.`,
    'wry',
  ),
  stuffAndCut((p) => `Come to ${p.the} for the ${p.cloth} and stay for ${list(p.cut.map(definite))}.`, 'wy'),
  both(
    (p) =>
      `${capital(p.a)} in ${p.cloth} with ${cut(p)}: ${named(p) ? `that is all ${p.called} ${p.pair ? 'pair ' : ''}sets out to be` : 'no more and no less'}.`,
    'pry',
  ),
  stuffAndCut(
    (p) =>
      `${capital(list(p.cut))}, and ${p.cloth} to carry ${p.cut.length > 1 ? 'them' : 'it'} off: ${p.the} ${verb(p, 'knows', 'know')} what ${it(p)} ${verb(p, 'wants', 'want')}.`,
    'wy',
  ),
];

const cloth = when((piece) => piece.cloth !== '');
const stuff = when((piece) => piece.stuff);
const clothNamed = when((piece) => piece.cloth !== '' && named(piece));

/** First sentences that take the cloth alone. */
export const leadsWithCloth: readonly Frame[] = [
  cloth((p) => `${Subject(p)} is ${p.a} in ${p.cloth}.`),
  stuff((p) => `You will know ${p.the} by ${its(p)} ${p.cloth}.`),
  stuff((p) => `${capital(p.cloth)} makes ${p.the} what ${it(p)} ${verb(p, 'is', 'are')}.`, 'wry'),
  cloth((p) => `Meet ${p.the}, in ${p.cloth}.`, 'wy'),
  clothNamed((p) => `Ask us for ${p.a} in ${p.cloth} and this is what we bring.`, 'wry'),
  cloth((p) => `If ${p.a} in ${p.cloth} is what you had in mind, here ${verb(p, 'it is', 'they are')}.`, 'wpy'),
  clothNamed(
    (p) => `${capital(p.pair ? p.the : p.called)} ${verb(p, 'is', 'are')} how we like ${p.pair ? 'ours' : p.a}: in ${p.cloth}.`,
    'wpr',
  ),
  clothNamed((p) => `Some days call for ${p.a} in ${p.cloth}; hence ${p.called}.`, 'wy'),
  clothNamed(
    (p) =>
      `There is ${p.a} in ${p.cloth} on our shelf, and ${p.pair ? 'its name is' : 'it is called'} ${p.pair ? p.read.name : `the ${p.read.name}`}.`,
    'wr',
  ),
  cloth((p) => `${capital(p.the)} ${verb(p, 'comes', 'come')} in ${p.cloth}.`, 'wp'),
  stuff((p) => `It is the ${p.cloth} that you notice first about ${p.the}.`),
  stuff((p) => `Everything about ${p.the} begins with ${p.cloth}.`, 'wr'),
];

const onlyCut = when((piece) => piece.cut.length > 0);

/** First sentences where no cloth is known but the cut is. */
export const leadsWithCut: readonly Frame[] = [
  onlyCut((p) => `${capital(p.the)} ${verb(p, 'has', 'have')} ${cut(p)}.`),
  onlyCut((p) => `It is ${cut(p)} that you notice first about ${p.the}.`),
  onlyCut((p) => `Look at ${p.the} for ${cut(p)}.`, 'wpr'),
];

const choice = when((piece) => piece.colours.length > 1);

/** First sentences where the colours to choose from are the first thing known. */
export const leadsWithColours: readonly Frame[] = [
  choice((p) => `${capital(p.the)} ${verb(p, 'comes', 'come')} in ${list(p.colours)}.`),
  choice((p) => `Whether ${list(p.colours, 'or')}, ${p.the} ${verb(p, 'is', 'are')} yours to choose.`, 'wr'),
  choice((p) => `${capital(list(p.colours))}: ${p.the} ${verb(p, 'leaves', 'leave')} the choice to you.`, 'wpy'),
];
