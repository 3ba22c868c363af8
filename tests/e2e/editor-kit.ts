import { randomUUID } from 'node:crypto';
import type { FrameLocator, Page } from 'playwright-core';
import type { Ready } from './product.ts';
import { Rest } from './product.ts';

/** A draft in the block editor, and the words that come into it. */
export interface Draft {
  id: number;
  page: Page;
  /** where the blocks are: a frame in newer editors. */
  canvas: FrameLocator;
}

export const paragraph =
  'In order to keep it simple, the dress is made of washed linen. It has two very deep pockets in the side seams. In the side seams, the dress has two deep pockets.';

/** Heading, paragraph, list and an AI text block. */
export const content = [
  '<!-- wp:heading --><h2 class="wp-block-heading">Our linen</h2><!-- /wp:heading -->',
  `<!-- wp:paragraph --><p>${paragraph}</p><!-- /wp:paragraph -->`,
  '<!-- wp:list --><ul class="wp-block-list"><!-- wp:list-item --><li>Linen from one mill</li><!-- /wp:list-item --></ul><!-- /wp:list -->',
  '<!-- wp:devskyy/ai-text {"prompt":"The Marina dress: washed linen, knee length, two pockets"} /-->',
].join('\n\n');

/** Chooses the model of the editor's texts, with a new key (a refused one is not tried again); null: the rules alone. */
export async function useModel(ready: Ready, wire: string | null): Promise<void> {
  const models = { editor_text: { provider: wire ? 'anthropic' : 'builtin', model: wire ? 'claude-haiku-5-5' : null } };
  const key = wire
    ? { daily_cap: { amount: 5, currency: 'USD' }, providers: { anthropic: { key: `sk-test-${randomUUID()}`, base_url: wire } } }
    : {};
  const { status, json } = await new Rest(ready).send('PUT', 'devskyy/v1/settings', { ...key, models });
  if (status !== 200) throw new Error(`The model could not be set: ${status} ${JSON.stringify(json)}`);
}

/** Makes a draft and opens it in the editor. */
export async function openDraft(page: Page, ready: Ready, title = 'Summer linen'): Promise<Draft> {
  const made = await new Rest(ready).send('POST', 'wp/v2/posts', { title, status: 'draft', content });
  const { id } = made.json as { id: number };
  await showDraft(page, ready, id);
  return { id, page, canvas: page.frameLocator('iframe[name="editor-canvas"]') };
}

/** Loads a draft's editor, without the guide that greets newcomers. */
export async function showDraft(page: Page, ready: Ready, id: number): Promise<void> {
  await page.goto(`${ready.site}/wp-admin/post.php?post=${id}&action=edit`);
  await page.waitForFunction(() => (window as unknown as Editor).wp?.data?.select('core/editor')?.getCurrentPostId?.());
  await page.evaluate(() =>
    (window as unknown as Editor).wp.data.dispatch('core/preferences')['set']!('core/edit-post', 'welcomeGuide', false),
  );
  await page.frameLocator('iframe[name="editor-canvas"]').locator('.wp-block-devskyy-ai-text').waitFor();
}

interface Editor {
  wp: {
    data: {
      select(store: string): Record<string, (...args: unknown[]) => unknown>;
      dispatch(store: string): Record<string, (...args: unknown[]) => unknown>;
    };
  };
}

/** The post as it would be saved now, without white space between its blocks and tags. */
export const saved = async ({ page }: Draft): Promise<string> =>
  (await page.evaluate(() => String((window as unknown as Editor).wp.data.select('core/editor')['getEditedPostContent']!()))).replace(
    />\s+</g,
    '><',
  );

/** Chooses something in the menu of the first block of a kind. Toolbars may lie over other blocks, so the block is selected by the editor. */
export async function choose({ page, canvas }: Draft, block: 'heading' | 'paragraph' | 'list', entry: string): Promise<void> {
  await canvas.locator(`[data-type="core/${block}"]`).first().waitFor();
  await page.evaluate((wanted) => {
    const { select, dispatch } = (window as unknown as Editor).wp.data;
    const blocks = select('core/block-editor')['getBlocks']!() as { name: string; clientId: string }[];
    dispatch('core/block-editor')['selectBlock']!(blocks.find(({ name }) => name === wanted)?.clientId);
  }, `core/${block}`);
  await page.getByRole('button', { name: 'Edit with DevSkyy' }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}
