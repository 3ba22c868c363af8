import { Button } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { count } from '../format/site.ts';

/** Previous and next for a list that the server cuts into pages; nothing when one page holds all. */
export const Pager = ({ page, pages, onPage }: { page: number; pages: number; onPage: (page: number) => void }) => {
  if (pages <= 1) return null;
  return (
    <nav className="devskyy-pager" aria-label={__('Pages', 'devskyy')}>
      <span>
        {/* translators: 1: number of this page, 2: number of pages. */}
        {sprintf(__('Page %1$s of %2$s', 'devskyy'), count(page), count(pages))}
      </span>
      <Button variant="secondary" size="compact" disabled={page <= 1} accessibleWhenDisabled onClick={() => onPage(page - 1)}>
        {__('Previous', 'devskyy')}
      </Button>
      <Button variant="secondary" size="compact" disabled={page >= pages} accessibleWhenDisabled onClick={() => onPage(page + 1)}>
        {__('Next', 'devskyy')}
      </Button>
    </nav>
  );
};
