/** Kinds of piece that are spoken of alike. */
export type Family = 'dress' | 'bottom' | 'top' | 'knit' | 'outer' | 'shoe' | 'bag' | 'jewel' | 'scarf' | 'hat' | 'small' | 'other';

export interface Garment {
  /** as it stands in running text: "shirt dress", "chinos". */
  noun: string;
  family: Family;
  /** one piece that is spoken of as many: "a pair of chinos". */
  pair: boolean;
}

const single = (family: Family, nouns: string): Garment[] => nouns.split(', ').map((noun) => ({ noun, family, pair: false }));
const pair = (family: Family, nouns: string): Garment[] => nouns.split(', ').map((noun) => ({ noun, family, pair: true }));

/** Every garment noun, longest first: the last one in a title is what the piece is. */
export const garments: readonly Garment[] = [
  ...single(
    'dress',
    'dress, shirt dress, wrap dress, slip dress, maxi dress, midi dress, mini dress, knit dress, jumpsuit, gown, pinafore, playsuit, kaftan, kimono, dungarees, sundress',
  ),
  ...single('bottom', 'skirt, slip skirt, wrap skirt, midi skirt, pencil skirt'),
  ...pair(
    'bottom',
    'trousers, wide-leg trousers, chinos, jeans, shorts, pants, leggings, joggers, culottes, tights, sweatpants, track pants, cargo pants, cargo trousers',
  ),
  ...single(
    'top',
    'blouse, shirt, oxford shirt, top, tee, crew tee, t-shirt, tank top, vest top, camisole, polo, polo shirt, tunic, bodysuit, sweatshirt, hoodie, vest, crop top, henley',
  ),
  ...single('knit', 'jumper, cable jumper, sweater, pullover, cardigan, roll neck, roll-neck, turtleneck, knit, tank, gilet'),
  ...single(
    'outer',
    'coat, trench coat, jacket, quilted jacket, bomber jacket, overshirt, parka, peacoat, blazer, raincoat, overcoat, cape, poncho, anorak, waistcoat, puffer jacket, denim jacket, leather jacket, windbreaker, duffle coat',
  ),
  ...pair(
    'shoe',
    'boots, chelsea boots, ankle boots, shoes, loafers, penny loafers, trainers, low trainers, sneakers, sandals, espadrilles, pumps, heels, mules, slippers, clogs, ballet flats, brogues, derby shoes, oxfords, slides, flip-flops, moccasins, wellies',
  ),
  ...single(
    'bag',
    'bag, tote, tote bag, backpack, rucksack, handbag, crossbody, crossbody bag, clutch, shoulder bag, weekender, pouch, purse, satchel, wallet, cardholder, holdall, duffle bag, belt bag, bucket bag, briefcase, laptop bag',
  ),
  ...pair('jewel', 'earrings, hoop earrings, stud earrings, hoops, studs, cufflinks'),
  ...single('jewel', 'necklace, pendant necklace, pendant, bracelet, bangle, ring, brooch, anklet, chain'),
  ...single('scarf', 'scarf, check scarf, shawl, stole, snood, wrap, bandana, neckerchief'),
  ...single('hat', 'beanie, hat, cap, beret, bucket hat, sun hat, headband'),
  ...single('other', 'swimsuit, bikini, bra, bralette, slip, nightdress, nightgown, robe, dressing gown, bathrobe'),
  ...pair('other', 'briefs, boxers, boxer shorts, knickers, swim shorts, swimming trunks, pyjamas, pajamas, earmuffs'),
  ...single('small', 'belt, tie, bow tie, umbrella, watch, keyring, pocket square, hair clip, scrunchie'),
  ...pair('small', 'socks, gloves, mittens, sunglasses, suspenders, braces'),
].sort((a, b) => b.noun.length - a.noun.length);

/** Singular forms and shop spellings that name the same piece, as categories and titles write them. */
export const spellings: Readonly<Record<string, string>> = {
  tshirt: 't-shirt',
  tshirts: 't-shirt',
  boot: 'boots',
  shoe: 'shoes',
  sneaker: 'sneakers',
  trainer: 'trainers',
  loafer: 'loafers',
  sandal: 'sandals',
  earring: 'earrings',
  jean: 'jeans',
  trouser: 'trousers',
  chino: 'chinos',
  scarves: 'scarf',
  dresses: 'dress',
};
