/** Products of a shop of clothes as WooCommerce's export writes them: the same rows each time. */

const header = [
  'ID',
  'Type',
  'SKU',
  'Name',
  'Published',
  'Is featured?',
  'Visibility in catalog',
  'Short description',
  'Description',
  'Date sale price starts',
  'Date sale price ends',
  'Tax status',
  'Tax class',
  'In stock?',
  'Stock',
  'Low stock amount',
  'Backorders allowed?',
  'Sold individually?',
  'Weight (kg)',
  'Length (cm)',
  'Width (cm)',
  'Height (cm)',
  'Allow customer reviews?',
  'Purchase note',
  'Sale price',
  'Regular price',
  'Categories',
  'Tags',
  'Shipping class',
  'Images',
  'Parent',
  'Upsells',
  'Cross-sells',
  'Position',
  'Attribute 1 name',
  'Attribute 1 value(s)',
  'Attribute 1 visible',
  'Attribute 1 global',
  'Attribute 2 name',
  'Attribute 2 value(s)',
  'Attribute 2 visible',
  'Attribute 2 global',
  'Meta: _care',
] as const;

type Row = Partial<Record<(typeof header)[number], string | number>>;

const pieces = ['Coat', 'Dress', 'Shirt', 'Skirt', 'Trousers', 'Cardigan', 'Scarf', 'Blouse'];
const colours = ['Black', 'Ecru', 'Olive', 'Rust', 'Navy', 'Rose'];
const sizes = ['XS', 'S', 'M', 'L'];
const fabrics = ['wool', 'linen', 'cotton twill', 'silk', 'viscose'];
const firstId = 910_000;

const pick = <T>(list: readonly T[], number: number): T => list[number % list.length] as T;

const quoted = (value: string | number | undefined): string => {
  const text = String(value ?? '');
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const about = (number: number): Row => {
  const piece = pick(pieces, number);
  const fabric = pick(fabrics, number >> 1);
  return {
    ID: firstId + number,
    Name: `${piece} No. ${number} in ${fabric}`,
    Published: number % 17 === 0 ? -1 : 1,
    'Is featured?': number % 11 === 0 ? 1 : 0,
    'Visibility in catalog': number % 23 === 0 ? 'search' : 'visible',
    'Short description': `A ${piece.toLowerCase()} of ${fabric}, cut straight.`,
    Description: `<p>This ${piece.toLowerCase()} is made of ${fabric}, lined, and finished by hand.</p>\n<p>Wear it with "No. ${number + 1}", or on its own.</p>`,
    'Tax status': 'taxable',
    'In stock?': 1,
    'Backorders allowed?': 0,
    'Sold individually?': number % 29 === 0 ? 1 : 0,
    'Weight (kg)': (0.2 + (number % 13) / 10).toFixed(1),
    'Length (cm)': 20 + (number % 30),
    'Width (cm)': 15 + (number % 10),
    'Height (cm)': 3,
    'Allow customer reviews?': 1,
    'Purchase note': number % 7 === 0 ? 'Wash by hand.' : '',
    Categories: `Women > ${piece}s, ${number % 3 === 0 ? 'New in' : 'Basics'}`,
    Tags: `${fabric}, ${number % 2 === 0 ? 'autumn' : 'spring'}`,
    'Shipping class': number % 5 === 0 ? 'Bulky' : '',
    Position: number % 50,
    'Meta: _care': `${fabric}: 30 °C`,
  };
};

const money = (number: number): Row => ({
  'Regular price': (39 + (number % 160)).toFixed(2),
  'Sale price': number % 6 === 0 ? (29 + (number % 160)).toFixed(2) : '',
  Stock: number % 4 === 0 ? '' : (number * 7) % 60,
  'Low stock amount': number % 8 === 1 ? 3 : '',
});

const attribute = (place: 1 | 2, name: string, values: string, visible: 1 | '' = 1): Row => ({
  [`Attribute ${place} name`]: name,
  [`Attribute ${place} value(s)`]: values,
  [`Attribute ${place} visible`]: visible,
  [`Attribute ${place} global`]: 1,
});

const simple = (number: number): Row => ({
  ...about(number),
  ...money(number),
  Type: 'simple',
  SKU: `S-${number}`,
  ...attribute(1, 'Colour', pick(colours, number)),
});

const variable = (number: number, variations: number): Row[] => {
  const sku = `V-${number}`;
  const parent: Row = {
    ...about(number),
    Type: 'variable',
    SKU: sku,
    ...attribute(1, 'Colour', colours.slice(0, 3).join(', ')),
    ...attribute(2, 'Size', sizes.join(', ')),
  };
  const rest = Array.from({ length: variations }, (_, index): Row => {
    const colour = pick(colours.slice(0, 3), index);
    const size = pick(sizes, Math.floor(index / 3));
    return {
      ...money(number + index),
      ID: firstId + number + index + 1,
      Type: 'variation',
      SKU: `${sku}-${index + 1}`,
      Name: `${String(about(number).Name)} - ${colour}, ${size}`,
      Published: 1,
      'Is featured?': 0,
      'Visibility in catalog': 'visible',
      'Tax status': 'taxable',
      'In stock?': 1,
      'Backorders allowed?': 0,
      'Sold individually?': 0,
      'Allow customer reviews?': 0,
      Parent: sku,
      Position: index + 1,
      ...attribute(1, 'Colour', colour, ''),
      ...attribute(2, 'Size', size, ''),
    };
  });
  return [parent, ...rest];
};

/** A CSV of so many rows: a third simple products, the rest variable ones with their variations. */
export function importFile(rows: number): string {
  const made: Row[] = [];
  while (made.length < rows) {
    const number = made.length + 1;
    const left = rows - made.length;
    if (number % 3 === 0 && left >= 7) made.push(...variable(number, 6));
    else made.push(simple(number));
  }
  const lines = made.map((row) => header.map((name) => quoted(row[name])).join(','));
  return `${[header.join(','), ...lines].join('\n')}\n`;
}
