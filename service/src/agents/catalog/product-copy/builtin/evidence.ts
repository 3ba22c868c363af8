import type { Evidence } from '../../../../domains/outbox/contract.ts';
import type { Product } from '../../../../domains/catalogue/contract.ts';
import type { BrandVoice } from '../../../../domains/settings/contract.ts';
import { capital } from './grammar.ts';
import type { Piece } from './piece.ts';

const sources: Readonly<Record<string, string>> = {
  title: 'title',
  short_description: 'short description',
  description: 'description',
  variations: 'variations',
  categories: 'categories',
};

const sourceName = (source: string): string => sources[source] ?? source;

/** Every fact that the texts may use, with the field of the product it was read from. */
export const evidenceOf = (piece: Piece, product: Product, voice: BrandVoice): Evidence[] => {
  const garment: Evidence[] = piece.read.garment
    ? [{ label: 'Kind of piece', value: piece.read.garment.noun, source: sourceName(piece.read.garmentSource ?? 'title') }]
    : [];
  const facts = piece.read.facts.map((fact): Evidence => ({
    label: capital(fact.label).slice(0, 200),
    value: fact.values.join(', ').slice(0, 2000),
    source: sourceName(fact.source),
  }));
  const tone: Evidence[] = [{ label: 'Tone', value: voice.tone, source: 'brand voice' }];
  const categories: Evidence[] =
    product.categories.length > 0 ? [{ label: 'Categories', value: product.categories.join(', '), source: 'categories' }] : [];
  return [...garment, ...facts, ...categories, ...tone].slice(0, 50);
};
