import { z } from 'zod';

/** A field path that an agent may propose a change for, of a target of kind `product`. Closed list; PHP holds the same. */
export const productField = z
  .string()
  .regex(
    /^(title|short_description|description|seo_title|seo_description|tags|categories|attributes\.[a-z0-9_-]{1,64}|image_alt\.[1-9][0-9]{0,18})$/,
  );

const decimal = z.string().regex(/^\d+(\.\d+)?$/);

export const variation = z.object({
  id: z.int().positive(),
  sku: z.string(),
  /** attribute slug → the one value's name; "" means "any". */
  attributes: z.record(z.string(), z.string()),
  regular_price: decimal.nullable(),
  sale_price: decimal.nullable(),
  stock_status: z.enum(['instock', 'outofstock', 'onbackorder']),
  stock_quantity: z.number().nullable(),
});

/**
 * One product, the same shape for WooCommerce and the built-in catalogue. A change's field is a path into it:
 * `attributes.material` is `product.attributes.material`, `image_alt.12` is `product.image_alt['12']`.
 * Texts are strings ("" when empty); tags, categories and attribute values are arrays of names.
 */
export const product = z
  .object({
    id: z.int().positive(),
    kind: z.literal('product'),
    type: z.string(),
    status: z.enum(['publish', 'draft', 'pending', 'private', 'future']),
    sku: z.string(),
    title: z.string(),
    url: z.string(),
    short_description: z.string(),
    description: z.string(),
    seo_title: z.string(),
    seo_description: z.string(),
    categories: z.array(z.string()),
    tags: z.array(z.string()),
    attributes: z.record(z.string(), z.array(z.string())),
    /** attribute slug → the label that the shop shows. */
    attribute_names: z.record(z.string(), z.string()),
    /** slugs of the attributes that make variations: never proposed for change. */
    variation_attributes: z.array(z.string()),
    currency: z.string(),
    regular_price: decimal.nullable(),
    sale_price: decimal.nullable(),
    price: decimal.nullable(),
    stock_status: z.enum(['instock', 'outofstock', 'onbackorder']),
    stock_quantity: z.number().nullable(),
    weight: z.string(),
    weight_unit: z.string(),
    dimensions: z.object({ length: z.string(), width: z.string(), height: z.string(), unit: z.string() }),
    images: z.array(
      z.object({ id: z.int().positive(), url: z.string(), alt: z.string(), width: z.int().nullable(), height: z.int().nullable() }),
    ),
    /** attachment id → alt text, for exactly the attachments in `images`. */
    image_alt: z.record(z.string(), z.string()),
    variations: z.array(variation),
    /** the owner marked this piece "hands off": agents report on it and propose nothing. */
    hands_off: z.boolean(),
    created: z.iso.datetime(),
    modified: z.iso.datetime(),
  })
  .meta({ id: 'Product' });

export const siteFacts = z.object({
  name: z.string(),
  url: z.string(),
  /** WordPress locale, e.g. en_US. */
  locale: z.string(),
  currency: z.string(),
  timezone: z.string(),
  catalogue: z.enum(['woocommerce', 'built-in']),
});

/** One batch of the catalogue, plugin → service: at most 200 products and 1 MB. `complete` closes a full sync: whatever the
 * service holds that no batch of this `generation` named is dropped. */
export const catalogueBatch = z.object({
  generation: z.string().max(64).nullable(),
  complete: z.boolean(),
  site: siteFacts,
  products: z.array(product).max(200),
  deleted: z.array(z.int().positive()).max(1000),
});

export const catalogueState = z.object({ products: z.int(), updated: z.iso.datetime().nullable() });

export type Product = z.output<typeof product>;
export type Variation = z.output<typeof variation>;
export type SiteFacts = z.output<typeof siteFacts>;
export type CatalogueBatch = z.output<typeof catalogueBatch>;
