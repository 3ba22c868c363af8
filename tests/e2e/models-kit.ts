import path from 'node:path';
import { chromium, type Browser, type FrameLocator, type Page } from 'playwright-core';
import { shots, type Ready } from './product.ts';

/** As of devskyy/v1. */
export interface Model {
  id: string;
  title: string;
  status: string;
  problem: { message: string } | null;
  files: { kind: string; name: string; variant: string | null }[];
}

/** A browser as visitors have one, with WebGL drawn by the processor, or without any. */
export const openBrowser = (webgl: boolean): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--no-first-run',
      '--disable-background-networking',
      ...(webgl
        ? ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist']
        : ['--disable-gpu', '--disable-3d-apis']),
    ],
  });

export const shoot = (page: Page, name: string): Promise<Buffer> => page.screenshot({ path: path.join(shots, 'models', `${name}.png`) });

/** A block as it is stored, without content. */
export const blockOf = (name: string, attributes: object): string =>
  `<!-- wp:devskyy/${name} ${JSON.stringify(attributes).replaceAll('--', '\\u002d\\u002d').replaceAll('<', '\\u003c')} /-->`;

interface Editor {
  wp: {
    data: {
      select(store: string): Record<string, (...args: unknown[]) => unknown>;
      dispatch(store: string): Record<string, (...args: unknown[]) => unknown>;
    };
  };
}

/** Opens a post in the block editor, with its first block selected and the block's sidebar shown. */
export async function editFirstBlock(page: Page, ready: Ready, id: number): Promise<void> {
  await page.goto(`${ready.site}/wp-admin/post.php?post=${id}&action=edit`);
  await page.waitForFunction(() => (window as unknown as Editor).wp?.data?.select('core/editor')?.['getCurrentPostId']?.());
  await page.evaluate(() => {
    const { select, dispatch } = (window as unknown as Editor).wp.data;
    dispatch('core/preferences')['set']!('core/edit-post', 'welcomeGuide', false);
    const [block] = select('core/block-editor')['getBlocks']!() as { clientId: string }[];
    dispatch('core/block-editor')['selectBlock']!(block!.clientId);
    dispatch('core/interface')['enableComplementaryArea']!('core', 'edit-post/block');
  });
}

/** The first block's attributes as they would be saved. */
export const firstBlock = (page: Page): Promise<Record<string, unknown>> =>
  page.evaluate(
    () =>
      ((window as unknown as Editor).wp.data.select('core/block-editor')['getBlocks']!() as { attributes: Record<string, unknown> }[])[0]!
        .attributes,
  );

/** Where the editor's live model is looked at; a click that the viewer answers itself would bring its place into the middle. */
export const cameraTarget = (canvas: FrameLocator): Promise<string> =>
  canvas.locator('model-viewer').evaluate((viewer) => String((viewer as unknown as { getCameraTarget(): object }).getCameraTarget()));
