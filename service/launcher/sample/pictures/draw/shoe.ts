import { boot } from './boot.ts';
import { GROUND, type DrawShoe } from './last.ts';
import { loafer } from './loafer.ts';
import type { Order } from './order.ts';
import type { Scene } from './scene.ts';
import { trainer } from './trainer.ts';

const kinds: Partial<Record<Order['look']['garment'], DrawShoe>> = { loafers: loafer, trainers: trainer };

/** A pair of shoes on a table, one behind the other. */
export function shoes(order: Order): Scene {
  const draw = kinds[order.look.garment] ?? boot;
  const parts = [...draw(order, { x: 140, y: -104, scale: 0.94 }), ...draw(order, { x: -50, y: 20, scale: 1 })];
  const ground = [
    { cx: 700, cy: GROUND - 106, rx: 350, ry: 20, strength: 0.42 },
    { cx: 480, cy: GROUND + 16, rx: 390, ry: 24, strength: 0.6 },
  ];
  return { backdrop: 'table', tone: order.tone, parts, ground, horizon: 860 };
}
