import { __, _n, sprintf } from '@wordpress/i18n';
import type { AgentInfo } from '../../ui/api/types.ts';
import { count } from '../../ui/format/site.ts';

/** What the run form calls the things that an agent works on. */
export interface TargetWords {
  heading: string;
  choose: string;
  /** the choice of all, with their number where it is known. */
  all: (number: number | null) => string;
  number: (number: number) => string;
  chosen: (number: number) => string;
  search: string;
  placeholder: string;
  nothing: string;
  unread: string;
}

const products = (): TargetWords => ({
  heading: __('Products', 'devskyy'),
  choose: __('Choose products…', 'devskyy'),
  all: (number) =>
    number === null
      ? __('All products', 'devskyy')
      : // translators: %s: number of products.
        sprintf(_n('All products (%s)', 'All products (%s)', number, 'devskyy'), count(number)),
  // translators: %s: number of products.
  number: (number) => sprintf(_n('%s product', '%s products', number, 'devskyy'), count(number)),
  chosen: (number) =>
    number === 0
      ? __('No product chosen yet.', 'devskyy')
      : // translators: %s: number of products.
        sprintf(_n('%s product chosen', '%s products chosen', number, 'devskyy'), count(number)),
  search: __('Search products by title or SKU', 'devskyy'),
  placeholder: __('Search by title or SKU', 'devskyy'),
  nothing: __('No product matches. Try another word, or the SKU.', 'devskyy'),
  unread: __('The products could not be read.', 'devskyy'),
});

const texts = (): TargetWords => ({
  heading: __('Posts and pages', 'devskyy'),
  choose: __('Choose posts and pages…', 'devskyy'),
  all: () => __('All posts and pages', 'devskyy'),
  // translators: %s: number of posts and pages.
  number: (number) => sprintf(_n('%s post or page', '%s posts and pages', number, 'devskyy'), count(number)),
  chosen: (number) =>
    number === 0
      ? __('No post or page chosen yet.', 'devskyy')
      : // translators: %s: number of posts and pages.
        sprintf(_n('%s post or page chosen', '%s posts and pages chosen', number, 'devskyy'), count(number)),
  search: __('Search posts and pages by title', 'devskyy'),
  placeholder: __('Search by title', 'devskyy'),
  nothing: __('No post or page matches. Try another word. Private and password-protected ones are left out.', 'devskyy'),
  unread: __('The posts and pages could not be read.', 'devskyy'),
});

/** Whether an agent works on products; a service that says nothing of kinds knows products only. */
export const worksOnProducts = (agent: Pick<AgentInfo, 'targets'>): boolean => (agent.targets ?? ['product']).includes('product');

export const targetWords = (agent: Pick<AgentInfo, 'targets'>): TargetWords => (worksOnProducts(agent) ? products() : texts());
