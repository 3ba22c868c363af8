import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { eventText } from './events.ts';

const read = async (text: AsyncGenerator<string>): Promise<string[]> => {
  const found: string[] = [];
  for await (const piece of text) found.push(piece);
  return found;
};

test('events carry id, name and checked data, and a comment is sent while nothing happens', async () => {
  async function* events() {
    yield { id: '1', event: 'started', data: { a: 1 } };
    await sleep(120);
    yield { id: '2', event: 'completed', data: { a: 2 } };
  }
  const pieces = await read(eventText(events(), (data) => ({ ...(data as object), checked: true }), 30));
  expect(pieces.filter((piece) => !piece.startsWith(':'))).toEqual([
    'retry: 2000\n\n',
    'id: 1\nevent: started\ndata: {"a":1,"checked":true}\n\n',
    'id: 2\nevent: completed\ndata: {"a":2,"checked":true}\n\n',
  ]);
  expect(pieces.filter((piece) => piece.startsWith(':')).length).toBeGreaterThanOrEqual(2);
});

test('a reader that goes away ends the events', async () => {
  let ended = false;
  async function* events() {
    try {
      for (let id = 1; ; id += 1) yield { id: String(id), event: 'target', data: id };
    } finally {
      ended = true;
    }
  }
  for await (const piece of eventText(events(), (data) => data)) if (piece.includes('id: 3')) break;
  expect(ended).toBe(true);
});
