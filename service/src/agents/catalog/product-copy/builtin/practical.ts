import { type Frame, It, it, them, verb, when } from './frames.ts';
import { capital, list } from './grammar.ts';
import type { Piece } from './piece.ts';

const sized = (piece: Piece): boolean => piece.sizes !== null && !piece.sizes.one;
const sizes = (piece: Piece): string => piece.sizes?.text ?? '';
const coloured = (piece: Piece): boolean => piece.colours.length > 1;
const made = (piece: Piece): boolean => piece.origin !== '';
const cared = (piece: Piece): boolean => piece.care.length > 0;
const care = (piece: Piece): string => list(piece.care);
/** "dry clean only" is a rule and no request: some sentences do not go with it. */
const request = (piece: Piece): boolean =>
  cared(piece) && !piece.care.some((one) => /\bonly$|^(?:professional|specialist)|washable$/i.test(one));
const measured = (piece: Piece): boolean => piece.measures.length > 0;
const is = (piece: Piece): string => verb(piece, 'is', 'are');
const comes = (piece: Piece): string => verb(piece, 'comes', 'come');

const coloursAndSizes = when((piece) => coloured(piece) && sized(piece));

/** The colours and sizes one chooses from, together. */
export const chooseBoth: readonly Frame[] = [
  coloursAndSizes((p) => `Choose ${list(p.colours, 'or')}, in sizes ${sizes(p)}.`),
  coloursAndSizes((p) => `${It(p)} ${comes(p)} in ${list(p.colours)}, and in sizes ${sizes(p)}.`),
  coloursAndSizes((p) => `${It(p)} ${comes(p)} in sizes ${sizes(p)}, in ${list(p.colours)}.`, 'pr'),
  coloursAndSizes((p) => `First decide between ${list(p.colours)}, then find your size, ${sizes(p)}.`, 'wy'),
  coloursAndSizes((p) => `With sizes ${sizes(p)} to try, that leaves only ${list(p.colours, 'or')} to decide.`, 'wy'),
  coloursAndSizes((p) => `Have ${them(p)} in ${list(p.colours, 'or')}; sizes ${sizes(p)}.`),
];

const colours = when(coloured);

/** The colours alone. */
export const chooseColour: readonly Frame[] = [
  colours((p) => `Choose ${list(p.colours, 'or')}.`),
  colours((p) => `${It(p)} ${comes(p)} in ${list(p.colours)}.`),
  colours((p) => `${capital(list(p.colours, 'or'))}: nobody here agrees on which to have.`, 'wy'),
  colours((p) => `Have ${them(p)} in ${list(p.colours, 'or')}.`),
  colours((p) => `The choice is between ${list(p.colours)}.`, 'pr'),
];

const sizesOnly = when(sized);

/** The sizes alone. */
export const chooseSize: readonly Frame[] = [
  sizesOnly((p) => `${It(p)} ${comes(p)} in sizes ${sizes(p)}.`),
  sizesOnly((p) => `Sizes: ${sizes(p)}.`, 'p'),
  sizesOnly((p) => `Find yours among sizes ${sizes(p)}.`, 'wy'),
  sizesOnly((p) => `The sizes are ${sizes(p)}.`),
  sizesOnly((p) => `We have sizes ${sizes(p)}.`, 'w'),
  sizesOnly((p) => `You can order ${them(p)} in sizes ${sizes(p)}.`),
];

const originAndSizes = when((piece) => made(piece) && sized(piece));

/** Origin and sizes together. */
export const originWithSizes: readonly Frame[] = [
  originAndSizes((p) => `${It(p)} ${is(p)} made in ${p.origin} and ${comes(p)} in sizes ${sizes(p)}.`),
  originAndSizes((p) => `Made in ${p.origin}, in sizes ${sizes(p)}.`),
  originAndSizes((p) => `Each size, ${sizes(p)}, is made in ${p.origin}.`, 'pr'),
  originAndSizes((p) => `We have sizes ${sizes(p)}, made in ${p.origin}.`, 'wp'),
];

const originAndCare = when((piece) => made(piece) && cared(piece));
const originAndRequest = when((piece) => made(piece) && request(piece));

/** Origin and care together. */
export const originWithCare: readonly Frame[] = [
  originAndCare((p) => `Made in ${p.origin}; ${care(p)}.`),
  originAndCare((p) => `${It(p)} ${is(p)} made in ${p.origin}. As for care, ${care(p)}.`),
  originAndRequest((p) => `${p.origin} made ${them(p)}; now it is your turn: ${care(p)}.`, 'y'),
  originAndCare((p) => `${p.origin} is where ${it(p)} ${is(p)} made, and this is how to keep ${them(p)}: ${care(p)}.`, 'wr'),
];

const origin = when(made);

/** Origin alone. */
export const originOnly: readonly Frame[] = [
  origin((p) => `${It(p)} ${is(p)} made in ${p.origin}.`),
  origin((p) => `Made in ${p.origin}.`),
  origin((p) => `${p.origin} is where ${it(p)} ${is(p)} made.`),
  origin((p) => `Turn ${them(p)} inside out and the label agrees: made in ${p.origin}.`, 'y'),
];

const anyCare = when(cared);
const politeCare = when(request);
const oneCare = when((piece) => piece.care.length === 1 && cared(piece));

/** Care alone. */
export const careOnly: readonly Frame[] = [
  anyCare((p) => `To look after ${them(p)}: ${care(p)}.`),
  anyCare((p) => `Care: ${care(p)}.`, 'p'),
  anyCare((p) => `As for care, ${care(p)}.`),
  politeCare((p) => `${capital(care(p))}, and ${it(p)} will thank you for it.`, 'wy'),
  anyCare((p) => `How to treat ${them(p)}: ${care(p)}.`, 'wpr'),
  politeCare((p) => `${capital(care(p))}; ${it(p)} ${verb(p, 'asks', 'ask')} for nothing else.`, 'wpy'),
  oneCare((p) => `Looking after ${them(p)} means one thing: ${care(p)}.`, 'wr'),
  politeCare((p) => `When the time comes, ${care(p)}.`),
  anyCare((p) => `A word on care: ${care(p)}.`, 'wr'),
];

const measures = when(measured);
const measuresAndOrigin = when((piece) => measured(piece) && made(piece));

/** What is measured, with the origin where it is known. */
export const measuresWithOrigin: readonly Frame[] = [
  measuresAndOrigin((p) => `${It(p)} ${list([...p.measures, `${is(p)} made in ${p.origin}`])}.`),
  measuresAndOrigin((p) => `Made in ${p.origin}, ${it(p)} ${list(p.measures)}.`),
];

/** What is measured, alone. */
export const measuresOnly: readonly Frame[] = [
  measures((p) => `${It(p)} ${list(p.measures)}.`),
  measures((p) => `For those who like to know, ${it(p)} ${list(p.measures)}.`, 'wy'),
  measures((p) => `In figures, ${it(p)} ${list(p.measures)}.`, 'wpr'),
];
