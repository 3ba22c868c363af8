import { ComboboxControl } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { getProduct, listProducts } from '../api/endpoints.ts';
import { toApiError } from '../api/errors.ts';
import type { Product } from '../api/types.ts';

interface Props {
  label: string;
  /** 0: none. */
  value: number;
  onChange: (id: number, product: Product | null) => void;
  help?: string;
}

/** Finds one product by its title or SKU. */
export const ProductField = ({ label, value, onChange, help }: Props) => {
  const [search, setSearch] = useState('');
  const [found, setFound] = useState<Product[]>([]);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const control = new AbortController();
    const timer = window.setTimeout(() => {
      const chosen = value > 0 && search === '' ? getProduct(value).then((one) => [one]) : Promise.resolve([]);
      Promise.all([listProducts({ search, per_page: 20 }, control.signal), chosen])
        .then(([{ items }, known]) => {
          setFound([...items, ...known.filter(({ id }) => !items.some((one) => one.id === id))]);
          setProblem('');
        })
        .catch((thrown: unknown) => !control.signal.aborted && setProblem(toApiError(thrown).message));
    }, 250);
    return () => {
      window.clearTimeout(timer);
      control.abort();
    };
  }, [search, value]);
  return (
    <ComboboxControl
      label={label}
      help={problem || help}
      value={value > 0 ? String(value) : null}
      options={found.map(({ id, title, sku }) => ({ value: String(id), label: sku ? `${title} (${sku})` : title }))}
      onFilterValueChange={setSearch}
      onChange={(id) => onChange(Number(id ?? 0), found.find((one) => String(one.id) === id) ?? null)}
      placeholder={__('Search for a product', 'devskyy')}
      __next40pxDefaultSize
      __nextHasNoMarginBottom
    />
  );
};
