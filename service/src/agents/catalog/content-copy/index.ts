import type { Post } from '../../../domains/catalogue/contract.ts';
import { ok } from '../../../kernel/result.ts';
import { type AgentDefinition, defineAgent } from '../../runtime/agent.ts';
import { writeBuiltIn } from './builtin/index.ts';
import { contentCopyOptions } from './contract.ts';
import { writeWithModel } from './model.ts';

const allowed = new Set(['title', 'excerpt', 'content', 'seo_title', 'seo_description']);

/** Writes titles, excerpts and SEO texts of posts and pages from what they say, and with a model betters the words in their blocks. */
export const contentCopy: AgentDefinition<typeof contentCopyOptions, Post> = defineAgent<typeof contentCopyOptions, Post>({
  name: 'content-copy',
  title: 'Post and page copy',
  summary:
    'Writes excerpts, SEO texts and missing titles of your posts and pages from their own words, and with a model betters the text itself. It never invents a fact.',
  category: 'Content',
  targets: ['post', 'page'],
  needs: [
    'Reads title, text, excerpt, SEO texts, categories and tags of published posts and pages and drafts, and your brand voice. Private and password-protected ones stay on your site.',
    'Works without a key, in any language, by taking whole sentences from the text. With a provider key the model chosen for product copy writes, and betters the words of paragraphs, headings and lists.',
  ],
  risk: 'low',
  riskNote:
    'It only proposes. Blocks, pictures, links, shortcodes and publishing are never touched: in the content nothing but words changes, and you approve each change.',
  output: 'proposals',
  taskType: 'product_copy',
  fields: [
    { field: 'title', title: 'Title' },
    { field: 'excerpt', title: 'Excerpt' },
    { field: 'content', title: 'Content' },
    { field: 'seo_title', title: 'SEO title' },
    { field: 'seo_description', title: 'Meta description' },
  ],
  options: contentCopyOptions,
  allows: (field) => allowed.has(field),
  timeoutSeconds: 180,
  run: async (task, context) => {
    if (task.target.hands_off) return ok({ kind: 'nothing', message: 'Marked “hands off”: nothing was proposed.' });
    return context.writer.model ? writeWithModel(task, context) : ok(writeBuiltIn(task, context));
  },
});
