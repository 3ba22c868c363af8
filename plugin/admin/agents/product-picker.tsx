import { Button, CheckboxControl, RadioControl, SearchControl, Spinner } from '@wordpress/components';
import { useCallback, useEffect, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { listProducts } from '../../ui/api/endpoints.ts';
import type { Page, Product } from '../../ui/api/types.ts';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { Thumbnail } from '../../ui/controls/thumbnail.tsx';
import { count } from '../../ui/format/site.ts';
import { useService } from '../../ui/service/context.ts';
import { type Loaded, useLoad } from '../../ui/use-load.ts';

const PER_PAGE = 12;
const PAUSE = 250;

const useSearch = (search: string, page: number): Loaded<Page<Product>> => {
  const [asked, setAsked] = useState(search);
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(search), PAUSE);
    return () => window.clearTimeout(timer);
  }, [search]);
  return useLoad(useCallback(() => listProducts({ search: asked, page, per_page: PER_PAGE }), [asked, page]));
};

const ProductRow = ({ product, checked, onCheck }: { product: Product; checked: boolean; onCheck: (on: boolean) => void }) => (
  <li>
    <Thumbnail url={product.images[0]?.url ?? null} />
    <CheckboxControl
      label={product.title}
      help={[product.sku, product.categories[0], product.hands_off ? __('hands off: agents propose nothing', 'devskyy') : '']
        .filter(Boolean)
        .join(' · ')}
      checked={checked}
      onChange={onCheck}
      __nextHasNoMarginBottom
    />
  </li>
);

const Results = ({
  list,
  chosen,
  onChange,
}: {
  list: Loaded<Page<Product>>;
  chosen: readonly number[];
  onChange: (ids: number[]) => void;
}) => {
  if (list.error) return <ErrorNotice error={list.error} lead={__('The products could not be read.', 'devskyy')} onRetry={list.reload} />;
  if (!list.data) return <Spinner />;
  if (list.data.items.length === 0)
    return <p className="devskyy-muted">{__('No product matches. Try another word, or the SKU.', 'devskyy')}</p>;
  return (
    <ul className="devskyy-picker__list" aria-busy={list.loading}>
      {list.data.items.map((product) => (
        <ProductRow
          key={product.id}
          product={product}
          checked={chosen.includes(product.id)}
          onCheck={(on) => onChange(on ? [...chosen, product.id] : chosen.filter((id) => id !== product.id))}
        />
      ))}
    </ul>
  );
};

const Chosen = ({ chosen, onClear }: { chosen: readonly number[]; onClear: () => void }) => (
  <div className="devskyy-picker__chosen">
    <span aria-live="polite">
      {chosen.length === 0
        ? __('No product chosen yet.', 'devskyy')
        : // translators: %s: number of products.
          sprintf(_n('%s product chosen', '%s products chosen', chosen.length, 'devskyy'), count(chosen.length))}
    </span>
    {chosen.length > 0 && (
      <Button variant="link" onClick={onClear}>
        {__('Clear', 'devskyy')}
      </Button>
    )}
  </div>
);

const Picker = ({ chosen, onChange }: { chosen: number[]; onChange: (ids: number[]) => void }) => {
  const [search, setSearch] = useState('');
  const [page, setPage] = useState(1);
  const list = useSearch(search, page);
  const onPage = list.data?.items.map((product) => product.id) ?? [];
  const pages = list.data?.pages ?? 1;
  return (
    <div className="devskyy-picker">
      <SearchControl
        label={__('Search products by title or SKU', 'devskyy')}
        placeholder={__('Search by title or SKU', 'devskyy')}
        value={search}
        onChange={(value) => {
          setSearch(value);
          setPage(1);
        }}
        __nextHasNoMarginBottom
      />
      <Results list={list} chosen={chosen} onChange={onChange} />
      <div className="devskyy-actions">
        <Button variant="tertiary" size="small" onClick={() => onChange([...new Set([...chosen, ...onPage])])}>
          {__('Choose all shown', 'devskyy')}
        </Button>
        {pages > 1 && (
          <>
            <Button variant="tertiary" size="small" disabled={page <= 1} accessibleWhenDisabled onClick={() => setPage(page - 1)}>
              {__('Previous', 'devskyy')}
            </Button>
            <Button variant="tertiary" size="small" disabled={page >= pages} accessibleWhenDisabled onClick={() => setPage(page + 1)}>
              {__('Next', 'devskyy')}
            </Button>
          </>
        )}
      </div>
      <Chosen chosen={chosen} onClear={() => onChange([])} />
    </div>
  );
};

/** All products, or some found by title or SKU; null stands for all. */
export const ProductPicker = ({ targets, onChange }: { targets: number[] | null; onChange: (targets: number[] | null) => void }) => {
  const { connection } = useService();
  const [kept, setKept] = useState<number[]>(targets ?? []);
  const choose = (ids: number[]): void => {
    setKept(ids);
    onChange(ids);
  };
  const products = connection?.catalogue.products;
  // translators: %s: number of products.
  const all =
    products === undefined
      ? __('All products', 'devskyy')
      : sprintf(_n('All products (%s)', 'All products (%s)', products, 'devskyy'), count(products));
  return (
    <div className="devskyy-form__group">
      <RadioControl
        label={__('Products', 'devskyy')}
        selected={targets === null ? 'all' : 'some'}
        onChange={(value) => onChange(value === 'all' ? null : kept)}
        options={[
          { value: 'all', label: all },
          { value: 'some', label: __('Only the ones that I choose', 'devskyy') },
        ]}
      />
      {targets !== null && <Picker chosen={targets} onChange={choose} />}
    </div>
  );
};
