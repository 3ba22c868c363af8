import type { Page } from 'playwright-core';
import { choose, openDraft, showDraft, useModel } from '../e2e/editor-kit.ts';
import { signIn, startProduct, type Product, type Ready } from '../e2e/product.ts';
import { startWire, type Wire, type WireOptions } from '../fakes/wire.ts';
import { median } from './statistics.ts';

export interface StreamOptions {
  /** texts by each way; the median of them is answered. */
  rounds?: number;
  /** milliseconds until the fake provider's first token: real ones take 300 to 2,000. */
  firstTokenMs?: number;
  /** a product that runs, whose service may call this wire (ALLOWED_MODEL_ORIGINS); absent: one is started and removed again. */
  running?: { ready: Ready; wire: Wire; wireOptions: WireOptions };
}

export interface StreamFigures {
  /** median milliseconds from the provider's first token to the first words in the editor's DOM, streamed straight from the service. */
  streamAddedMs: number;
  /** the same where the browser does not reach the service, and polls through WordPress. */
  pollAddedMs: number;
  /** each text's milliseconds, by way. */
  samples: { stream: number[]; poll: number[] };
}

const text = 'The dress is washed linen, with two deep pockets in its side seams. It falls to the knee and dries in an hour.';

/**
 * Measures, in the running product with the fake provider, how long after the provider's first token the first words stand in the
 * editor. Provider, service, WordPress and browser are on one machine, so that they share a clock.
 */
export async function measureStream(options: StreamOptions = {}): Promise<StreamFigures> {
  const { rounds = 15, firstTokenMs = 900 } = options;
  const own = options.running ? null : await startOwn();
  const { ready, wire, wireOptions } = options.running ?? own!;
  Object.assign(wireOptions, { delayMs: firstTokenMs, paceMs: 25, answer: () => text });
  const visitor = await signIn(ready);
  try {
    await useModel(ready, wire.url);
    const draft = await openDraft(visitor.page, ready, 'A bench of streams');
    const measure = async (): Promise<number[]> => {
      await watchFirstWords(visitor.page);
      return measureRounds(visitor.page, wire, { rounds, open: () => choose(draft, 'paragraph', 'Shorten') });
    };
    const stream = await measure();
    await visitor.context.route(`${ready.service}/**`, (route) => route.abort());
    await showDraft(visitor.page, ready, draft.id);
    const poll = await measure();
    return { streamAddedMs: median(stream), pollAddedMs: median(poll), samples: { stream, poll } };
  } finally {
    await visitor.browser.close();
    await own?.stop();
  }
}

async function startOwn(): Promise<NonNullable<StreamOptions['running']> & { stop(): Promise<void> }> {
  const wireOptions: WireOptions = {};
  const wire = await startWire(wireOptions);
  let product: Product;
  try {
    product = await startProduct({ environment: { DEVSKYY_WOOCOMMERCE: 'none', ALLOWED_MODEL_ORIGINS: wire.url } });
  } catch (error) {
    await wire.close();
    throw error;
  }
  return {
    ready: product.ready,
    wire,
    wireOptions,
    async stop() {
      await product.stop();
      product.remove();
      await wire.close();
    },
  };
}

interface Watched {
  firstWordsAt: number | null;
}

/** The page itself notes when words first stand in a preview: no question from outside is in the time. */
const watchFirstWords = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const watched = window as unknown as Watched;
    watched.firstWordsAt = null;
    new MutationObserver(() => {
      const words = document.querySelector('.devskyy-text__preview')?.textContent ?? '';
      if (words !== '') watched.firstWordsAt ??= Date.now();
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });

async function measureRounds(page: Page, wire: Wire, { rounds, open }: { rounds: number; open(): Promise<void> }): Promise<number[]> {
  const samples: number[] = [];
  // the first one loads scripts and finds its way: it is not counted
  for (let round = 0; round <= rounds; round += 1) {
    const before = wire.requests.length;
    await page.evaluate(() => ((window as unknown as Watched).firstWordsAt = null));
    if (round === 0) await open();
    else await page.locator('.devskyy-text__popover').getByRole('button', { name: 'Retry' }).click();
    await page.locator('.devskyy-text__popover').getByRole('button', { name: 'Accept' }).waitFor();
    const shown = await page.evaluate(() => (window as unknown as Watched).firstWordsAt);
    const said = wire.requests.at(-1)?.firstWordsAt ?? null;
    if (wire.requests.length !== before + 1 || shown === null || said === null) throw new Error('A text came without its times.');
    if (round > 0) samples.push(shown - said);
  }
  return samples;
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await measureStream())}\n`);
