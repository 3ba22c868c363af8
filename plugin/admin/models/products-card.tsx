import { Button, SelectControl } from '@wordpress/components';
import { useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { announce } from '../../ui/announce.ts';
import type { Product } from '../../ui/api/types.ts';
import { Card } from '../../ui/controls/card.tsx';
import { ErrorNotice } from '../../ui/controls/error-notice.tsx';
import { editModel, variantsOf } from '../../ui/models/api.ts';
import { ProductField } from '../../ui/models/product-field.tsx';
import type { ModelProduct, SiteModel } from '../../ui/models/types.ts';
import { can } from '../../ui/page.ts';
import { useAction } from '../../ui/use-action.ts';

interface Props {
  model: SiteModel;
  onChanged: (model: SiteModel) => void;
}

type Link = Pick<ModelProduct, 'id' | 'variant'>;

const asLinks = (products: ModelProduct[]): Link[] => products.map(({ id, variant }) => ({ id, variant }));

const Shown = ({ product, onRemove }: { product: ModelProduct; onRemove: (() => void) | null }) => (
  <li>
    {product.edit ? <a href={product.edit}>{product.title}</a> : product.title}
    {product.variant && <span className="devskyy-muted"> · {product.variant}</span>}
    {onRemove && (
      <Button
        variant="tertiary"
        size="small"
        isDestructive
        onClick={onRemove}
        // translators: %s: title of a product.
        aria-label={sprintf(__('Remove from %s', 'devskyy'), product.title)}
      >
        {__('Remove', 'devskyy')}
      </Button>
    )}
  </li>
);

/** Variations that are posts of their own: WooCommerce's. */
const variationOptions = (product: Product | null): { value: string; label: string }[] =>
  (product?.type === 'variable' ? product.variations : []).map(({ id, attributes }) => ({
    value: String(id),
    label:
      Object.values(attributes as Record<string, string>)
        .filter(Boolean)
        .join(', ') || String(id),
  }));

const AddForm = ({ model, busy, onAdd }: { model: SiteModel; busy: boolean; onAdd: (link: Link) => void }) => {
  const [product, setProduct] = useState<Product | null>(null);
  const [id, setId] = useState(0);
  const [variation, setVariation] = useState('');
  const [variant, setVariant] = useState('');
  const variants = variantsOf(model);
  // The built-in catalogue's variations are no posts; its ids begin at 1 for each product.
  const variations = variationOptions(product).filter(({ value }) => Number(value) > id);
  return (
    <div className="devskyy-stack devskyy-model-attach">
      <ProductField
        label={__('Show it on the page of', 'devskyy')}
        value={id}
        onChange={(next, found) => {
          setId(next);
          setProduct(found);
          setVariation('');
        }}
      />
      {variations.length > 0 && (
        <SelectControl
          label={__('Variation', 'devskyy')}
          value={variation}
          options={[{ value: '', label: __('All of the product', 'devskyy') }, ...variations]}
          onChange={setVariation}
          __next40pxDefaultSize
          __nextHasNoMarginBottom
        />
      )}
      {variants.length > 0 && (
        <SelectControl
          label={__('Colourway', 'devskyy')}
          value={variant}
          options={[{ value: '', label: __('As the model comes', 'devskyy') }, ...variants.map((name) => ({ value: name, label: name }))]}
          onChange={setVariant}
          __next40pxDefaultSize
          __nextHasNoMarginBottom
        />
      )}
      <div className="devskyy-actions">
        <Button
          variant="secondary"
          disabled={id === 0}
          accessibleWhenDisabled
          isBusy={busy}
          onClick={() => onAdd({ id: variation ? Number(variation) : id, variant: variant || null })}
          __next40pxDefaultSize
        >
          {__('Attach', 'devskyy')}
        </Button>
      </div>
    </div>
  );
};

/** Which products and variations show it, each in which colourway. */
export const ProductsCard = ({ model, onChanged }: Props) => {
  const { act, busy, error, clear } = useAction();
  const manages = can('devskyy_approve');
  const card = useRef<HTMLDivElement>(null);
  const save = async (products: Link[]): Promise<void> => {
    const next = await act('products', () => editModel(model.id, { products }));
    if (!next) return;
    announce(__('Saved.', 'devskyy'));
    // The button that was pressed goes away with what it stood for.
    card.current?.focus();
    onChanged(next);
  };
  return (
    <Card title={__('Products', 'devskyy')} description={__('Their pages show it by themselves.', 'devskyy')}>
      <div ref={card} className="devskyy-stack" role="group" tabIndex={-1} aria-label={__('Products', 'devskyy')}>
        {error && <ErrorNotice error={error} onDismiss={clear} />}
        {model.products.length > 0 && (
          <ul className="devskyy-model-products">
            {model.products.map((product) => (
              <Shown
                key={product.id}
                product={product}
                onRemove={manages ? () => void save(asLinks(model.products.filter(({ id }) => id !== product.id))) : null}
              />
            ))}
          </ul>
        )}
        {model.products.length === 0 && !manages && <p className="devskyy-muted">{__('No product shows it yet.', 'devskyy')}</p>}
        {manages && (
          <AddForm
            key={model.products.length}
            model={model}
            busy={busy !== null}
            onAdd={(link) => void save([...asLinks(model.products.filter(({ id }) => id !== link.id)), link])}
          />
        )}
      </div>
    </Card>
  );
};
