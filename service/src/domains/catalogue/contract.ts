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

/** A field path that an agent may propose a change for, of a target of kind `post` or `page`. Closed list; PHP holds the same. */
export const postField = z.enum(['title', 'excerpt', 'content', 'seo_title', 'seo_description']);

/** Any kind's field. */
export const targetField = z
  .string()
  .regex(
    /^(title|short_description|description|excerpt|content|seo_title|seo_description|tags|categories|attributes\.[a-z0-9_-]{1,64}|image_alt\.[1-9][0-9]{0,18})$/,
  );

/**
 * A piece of a post's content. The plugin takes content apart, as it alone knows blocks: joined, the parts are the content to the
 * letter. `fixed` is everything that must stay (block delimiters, other plugins' blocks, shortcodes, pictures); the others are the words
 * inside a paragraph, a heading or a list item, with simple emphasis and links.
 */
export const contentPart = z.object({ kind: z.enum(['fixed', 'paragraph', 'heading', 'list-item']), text: z.string() });

/** One post or page. It names no person: no author, no comments. Private and password-protected ones are never sent. */
export const post = z
  .object({
    id: z.int().positive(),
    kind: z.enum(['post', 'page']),
    status: z.enum(['publish', 'draft', 'pending', 'future']),
    title: z.string(),
    url: z.string(),
    excerpt: z.string(),
    parts: z.array(contentPart),
    /** false: the content was too long, and only its beginning was sent: it is not changed. */
    whole: z.boolean(),
    seo_title: z.string(),
    seo_description: z.string(),
    categories: z.array(z.string()),
    tags: z.array(z.string()),
    hands_off: z.boolean(),
    created: z.iso.datetime(),
    modified: z.iso.datetime(),
  })
  .meta({ id: 'Post' });

export const targetKind = z.enum(['product', 'post', 'page']);

/** Of a site with WPML or Polylang: the default language, which alone is worked on, and how many translations are left out. */
export const siteLanguages = z.object({
  plugin: z.string().max(40),
  code: z.string().max(20),
  name: z.string().max(80),
  left_out: z.object({ product: z.int(), post: z.int(), page: z.int() }),
});

export const siteFacts = z.object({
  name: z.string(),
  url: z.string(),
  /** WordPress locale, e.g. en_US. */
  locale: z.string(),
  currency: z.string(),
  timezone: z.string(),
  catalogue: z.enum(['woocommerce', 'built-in']),
  /** null or absent: one language. */
  languages: siteLanguages.nullable().optional(),
});

/** One batch of the catalogue, plugin → service: at most 200 products, posts and pages and 1 MB. `complete` closes a full sync: whatever the
 * service holds that no batch of this `generation` named is dropped. */
export const catalogueBatch = z.object({
  generation: z.string().max(64).nullable(),
  complete: z.boolean(),
  site: siteFacts,
  products: z.array(product).max(200),
  posts: z.array(post).max(200).default([]),
  /** ids of products, posts and pages: WordPress numbers them together. */
  deleted: z.array(z.int().positive()).max(1000),
});

export const catalogueState = z.object({ products: z.int(), posts: z.int(), updated: z.iso.datetime().nullable() });

export type Product = z.output<typeof product>;
export type Post = z.output<typeof post>;
export type ContentPart = z.output<typeof contentPart>;
export type TargetKind = z.output<typeof targetKind>;
/** What an agent works on. */
export type Target = Product | Post;
export type Variation = z.output<typeof variation>;
export type SiteFacts = z.output<typeof siteFacts>;
export type CatalogueBatch = z.output<typeof catalogueBatch>;
