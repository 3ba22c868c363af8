import type { Product } from '../../../domains/catalogue/contract.ts';
import { ok } from '../../../kernel/result.ts';
import { type AgentContext, type AgentDefinition, type AgentOutcome, defineAgent } from '../../runtime/agent.ts';
import { writeBuiltIn } from './builtin/index.ts';
import { productCopyOptions } from './contract.ts';
import { writeWithModel } from './model.ts';

const allowed =
  /^(?:title|short_description|description|seo_title|seo_description|tags|attributes\.[a-z0-9_-]{1,64}|image_alt\.[1-9][0-9]{0,18})$/;

const english = (language: string): boolean => /^en(?:[_-]|$)/i.test(language);

const otherLanguage = (context: AgentContext): AgentOutcome => ({
  kind: 'needs',
  needs: ['a model for this language'],
  message: `The built-in writer writes English only, and this shop writes in ${context.language}. Nothing was written. Add a provider key in Settings and choose its model for product copy, or set the language to English.`,
  findings: [],
});

/** Writes titles, descriptions, SEO texts, attributes, tags and alt texts from what the shop's data says, and nothing else. */
export const productCopy: AgentDefinition<typeof productCopyOptions, Product> = defineAgent({
  name: 'product-copy',
  title: 'Product copy',
  summary:
    'Writes titles, descriptions, SEO texts, tags, attributes and alt texts from what your product data says. It never invents a fact.',
  category: 'Catalogue',
  needs: [
    'Reads title, texts, attributes, variations, categories, tags and pictures of each piece, and your brand voice.',
    'Works without a key, in English. With a provider key the same agent writes with your model, in any language.',
  ],
  risk: 'low',
  riskNote: 'It only proposes. Prices, stock, variations and publishing are never touched, and you approve each change.',
  output: 'proposals',
  taskType: 'product_copy',
  fields: [
    { field: 'title', title: 'Title' },
    { field: 'short_description', title: 'Short description' },
    { field: 'description', title: 'Description' },
    { field: 'seo_title', title: 'SEO title' },
    { field: 'seo_description', title: 'Meta description' },
    { field: 'tags', title: 'Tags' },
    { field: 'attributes', title: 'Attributes' },
    { field: 'image_alt', title: 'Alt texts' },
  ],
  options: productCopyOptions,
  allows: (field) => allowed.test(field),
  timeoutSeconds: 180,
  run: async (task, context) => {
    if (task.target.hands_off) return ok({ kind: 'nothing', message: 'Marked “hands off”: nothing was proposed.' });
    if (context.writer.model) return writeWithModel(task, context);
    return ok(english(context.language) ? await writeBuiltIn(task, context) : otherLanguage(context));
  },
});
