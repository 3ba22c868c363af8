import type { SamplePicture, SamplePiece } from '../../catalogue/types.ts';
import { fabricOf } from './cloth.ts';
import { backpack } from './backpack.ts';
import { tote } from './tote.ts';
import { coat } from './coat.ts';
import { dress } from './dress.ts';
import { skirt } from './skirt.ts';
import { earrings, necklace } from './jewellery.ts';
import { parka } from './parka.ts';
import { quilted } from './quilted.ts';
import { trousers } from './trousers.ts';
import { beanie, cardigan, jumper } from './knit.ts';
import type { Order } from './order.ts';
import type { Frame, Scene } from './scene.ts';
import { scarf } from './scarf.ts';
import { shirt } from './shirt.ts';
import { shoes } from './shoe.ts';
import { tee } from './tee.ts';

type Draw = (order: Order) => Scene;

const garments: Record<SamplePiece['look']['garment'], Draw> = {
  tee,
  shirt,
  blouse: shirt,
  jacket: (order) => (order.look.pattern === 'quilt' ? quilted(order) : shirt(order)),
  coat: (order) => (order.look.neck === 'hood' ? parka(order) : coat(order)),
  dress,
  skirt,
  trousers,
  jumper,
  cardigan,
  beanie,
  boots: shoes,
  loafers: shoes,
  trainers: shoes,
  tote,
  backpack,
  earrings,
  necklace,
  scarf,
};

/** Where a close view looks. */
const middle: Frame = { x: 350, y: 430, scale: 2.4 };
const close: Partial<Record<SamplePiece['look']['garment'], Frame>> = {
  skirt: { x: 370, y: 110, scale: 2.6 },
  shirt: { x: 386, y: 176, scale: 2.8 },
  boots: { x: 84, y: 620, scale: 2.5 },
  tote: { x: 460, y: 450, scale: 2.45 },
};

const tones: [string, string][] = [
  ['#f1eee9', '#d3cdc4'],
  ['#eeeeec', '#cdcecd'],
  ['#f3ede6', '#d9cdc0'],
];

/** The scene of one picture of a piece, and the part of it that the picture shows; null: the whole piece. */
export function setUp(piece: SamplePiece, picture: SamplePicture): { scene: Scene; frame: Frame | null } {
  const { look } = piece;
  const fill = look.colours[0] ?? '#888888';
  const order: Order = {
    look,
    view: picture.view,
    cloth: { fill, fabric: fabricOf(piece) },
    accent: look.colours[1] ?? fill,
    tone: tones[piece.slug.length % tones.length]!,
    seed: piece.slug,
  };
  const scene = garments[look.garment](order);
  return { scene, frame: picture.view === 'detail' ? (close[look.garment] ?? middle) : null };
}
