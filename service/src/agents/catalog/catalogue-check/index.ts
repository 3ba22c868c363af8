import type { Product } from '../../../domains/catalogue/contract.ts';
import type { Finding } from '../../../domains/runs/contract.ts';
import { ok } from '../../../kernel/result.ts';
import { type AgentDefinition, defineAgent } from '../../runtime/agent.ts';
import { readFacts } from '../../runtime/product-facts/facts.ts';
import { contradictions, duplicates, stock } from './checks/doubts.ts';
import { filing, pictures } from './checks/pictures.ts';
import { prices } from './checks/prices.ts';
import { texts } from './checks/texts.ts';
import { catalogueCheckOptions } from './contract.ts';
import { surveyor } from './survey.ts';

const checks = [contradictions, prices, texts, pictures, duplicates, filing, stock];
const order = { high: 0, medium: 1, low: 2 } as const;
const surveyOf = surveyor();

const counted = (findings: readonly Finding[]): string => {
  const parts = (['high', 'medium', 'low'] as const).flatMap((severity) => {
    const number = findings.filter((one) => one.severity === severity).length;
    return number > 0 ? [`${number} ${severity}`] : [];
  });
  return `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}: ${parts.join(', ')}. First: ${findings[0]?.message ?? ''}`;
};

const names: Readonly<Record<string, string>> = {
  short_description: 'short description',
  seo_title: 'SEO texts',
  seo_description: 'SEO texts',
  image_alt: 'alt text',
  images: 'picture',
  regular_price: 'price',
  sale_price: 'sale price',
  stock_status: 'stock',
  stock_quantity: 'stock',
  sku: 'SKU',
};

const needsOf = (findings: readonly Finding[]): string[] => [
  ...new Set(
    findings.flatMap((one) => {
      const [first = '', second = ''] = (one.field ?? '').split('.');
      return first === '' ? [] : [first === 'attributes' && second !== '' ? second : (names[first] ?? first)];
    }),
  ),
];

/** Reports what is missing or doubtful in the catalogue. It reads, and proposes nothing itself. */
export const catalogueCheck: AgentDefinition<typeof catalogueCheckOptions, Product> = defineAgent({
  name: 'catalogue-check',
  title: 'Catalogue check',
  summary:
    'Goes through your catalogue and reports what is missing or doubtful: texts, prices, pictures, alt texts, duplicates, contradictions.',
  category: 'Catalogue',
  needs: ['Reads every piece of the catalogue. It calls no model and costs nothing.'],
  risk: 'low',
  riskNote: 'It only reports. Nothing is proposed or changed; you start what mends a finding.',
  output: 'report',
  taskType: null,
  fields: [],
  options: catalogueCheckOptions,
  allows: () => false,
  timeoutSeconds: 60,
  run: async ({ target }, context) => {
    const piece = { product: target, read: readFacts(target), survey: surveyOf(await context.catalogue.all()) };
    const findings = checks.flatMap((check) => check(piece)).sort((a, b) => order[a.severity] - order[b.severity]);
    if (findings.length === 0) return ok({ kind: 'nothing', message: 'Nothing is missing or doubtful.' });
    return ok({ kind: 'needs', needs: needsOf(findings), message: counted(findings), findings });
  },
});
