import { z } from 'zod';

/** A decimal in the order's currency; refunds of goods that were sold earlier are negative. */
const money = z.string().regex(/^-?\d+(\.\d+)?$/);

export const orderLine = z.object({
  /** null: the product is not, or no longer, in the catalogue. */
  product: z.int().positive().nullable(),
  variation: z.int().positive().nullable(),
  sku: z.string(),
  title: z.string(),
  quantity: z.number(),
  /** after discounts, without tax; of all pieces of the line. */
  net: money,
  tax: money,
  gross: money,
  /** of these, how many came back, and for how much (gross). */
  refunded_quantity: z.number(),
  refunded: money,
});

/** One order, the same shape from WooCommerce and from an imported CSV. No name, address or e-mail of a customer is in it. */
export const order = z
  .object({
    /** `wc-12` or `csv-34`. */
    id: z.string().min(1).max(64),
    source: z.enum(['woocommerce', 'imported']),
    number: z.string().max(100),
    /** WooCommerce's word without `wc-`, e.g. completed; of a CSV what its column says. */
    status: z.string().max(40),
    currency: z.string().regex(/^[A-Z]{3}$/),
    created: z.iso.datetime(),
    /** the same customer has the same one: a keyed hash made in WordPress; null when unknown. */
    customer: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .nullable(),
    /** as the shop writes it; "" when unknown. */
    country: z.string().max(64),
    net: money,
    tax: money,
    shipping: money,
    gross: money,
    refunded: money,
    lines: z.array(orderLine).max(1000),
  })
  .meta({ id: 'Order' });

/** One batch of orders, plugin → service: at most 200 orders and 1 MB. `complete` closes a full sync: whatever the service holds
 * that no batch of this `generation` named is dropped. */
export const orderBatch = z.object({
  generation: z.string().max(64).nullable(),
  complete: z.boolean(),
  orders: z.array(order).max(200),
  deleted: z.array(z.string().min(1).max(64)).max(1000),
});

export const ordersState = z.object({
  orders: z.int(),
  /** dates of the first and the last order; null when there is none. */
  first: z.iso.datetime().nullable(),
  last: z.iso.datetime().nullable(),
  updated: z.iso.datetime().nullable(),
});

export type Order = z.output<typeof order>;
export type OrderLine = z.output<typeof orderLine>;
export type OrderBatch = z.output<typeof orderBatch>;
export type OrdersState = z.output<typeof ordersState>;
