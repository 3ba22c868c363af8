import { readFileSync } from 'node:fs';
import type { Product } from '../../service/src/domains/catalogue/contract.ts';
import { product } from '../../service/src/agents/catalog/product-copy/testing/products.ts';

/** The cells of a CSV text (RFC 4180). */
const parse = (text: string): string[][] => {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const end = (): void => {
    rows.at(-1)?.push(cell);
    cell = '';
  };
  const body = text.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n');
  for (let at = 0; at < body.length; at += 1) {
    const char = body[at];
    if (quoted && char === '"' && body[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (char === '"') quoted = !quoted;
    else if (!quoted && char === ',') end();
    else if (!quoted && char === '\n') {
      end();
      rows.push([]);
    } else cell += char;
  }
  end();
  return rows.filter((row) => row.some((one) => one !== ''));
};

type Row = Record<string, string>;

const values = (cell: string): string[] =>
  cell
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

const attributesOf = (row: Row): [string, string[]][] =>
  [1, 2].flatMap((number): [string, string[]][] => {
    const name = row[`Attribute ${number} name`] ?? '';
    return name === '' ? [] : [[name, values(row[`Attribute ${number} value(s)`] ?? '')]];
  });

const toProduct = (row: Row, children: Row[], id: number): Product => {
  const attributes = attributesOf(row);
  const images = values(row.Images ?? '').map((url, place) => ({ id: id * 10 + place, url, alt: '', width: 800, height: 800 }));
  const variable = row.Type === 'variable';
  return product({
    id,
    title: row.Name ?? '',
    type: (row.Type ?? 'simple').split(',')[0] ?? 'simple',
    sku: row.SKU ?? '',
    short_description: row['Short description'] ?? '',
    description: row.Description ?? '',
    categories: (row.Categories ?? '').split('>').map((one) => one.trim()),
    attributes: Object.fromEntries(attributes.map(([name, list]) => [name.toLowerCase(), list])),
    attribute_names: Object.fromEntries(attributes.map(([name]) => [name.toLowerCase(), name])),
    variation_attributes: variable ? attributes.map(([name]) => name.toLowerCase()) : [],
    regular_price: row['Regular price'] || null,
    sale_price: row['Sale price'] || null,
    price: row['Sale price'] || row['Regular price'] || null,
    images,
    image_alt: Object.fromEntries(images.map((image) => [String(image.id), ''])),
    variations: children.map((child, index) => ({
      id: id * 100 + index,
      sku: child.SKU ?? '',
      attributes: Object.fromEntries(attributesOf(child).map(([name, list]) => [name.toLowerCase(), list[0] ?? ''])),
      regular_price: child['Regular price'] || null,
      sale_price: child['Sale price'] || null,
      stock_status: 'instock',
      stock_quantity: null,
    })),
  });
};

/** The products of a WooCommerce CSV, as its importer would make them (variations inside their parent). */
export const readWooCsv = (path: string, firstId: number): Product[] => {
  const [header = [], ...lines] = parse(readFileSync(path, 'utf8'));
  const rows = lines.map((line): Row => Object.fromEntries(header.map((name, index) => [name, line[index] ?? ''])));
  const parents = rows.filter((row) => row.Type !== 'variation');
  return parents.map((row, index) =>
    toProduct(
      row,
      rows.filter((other) => other.Type === 'variation' && other.Parent === row.SKU),
      firstId + index,
    ),
  );
};
