import type { TextEvent } from './types.ts';

/** Reads server-sent events (HTML standard, section 9.2) out of text that comes in pieces; other lines than data are not needed here. */
export const createEventReader = (): ((piece: string) => TextEvent[]) => {
  let held = '';
  return (piece) => {
    held += piece;
    const blocks = held.split(/\r?\n\r?\n/);
    held = blocks.pop() ?? '';
    return blocks.flatMap((block) => {
      const data = block
        .split(/\r?\n/)
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).trimStart())
        .join('\n');
      return data === '' ? [] : [JSON.parse(data) as TextEvent];
    });
  };
};
