import { expect, test } from '@jest/globals';
import { answerLength } from './http/load.ts';
import { median, percentile } from './statistics.ts';

test('the median is the middle value, or the mean of the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test('a percentile is the nearest rank, and numbers are sorted as numbers', () => {
  const values = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([percentile(values, 0.5), percentile(values, 0.95), percentile(values, 1)]).toEqual([50, 95, 100]);
  expect(percentile([100, 9, 20], 0.95)).toBe(100);
  expect(() => percentile([], 0.5)).toThrow('nothing');
  expect(() => median([])).toThrow('nothing');
});

test('the load generator knows where an answer ends: by length, by chunks, or with its head', () => {
  const answer = (text: string): number | null => answerLength(Buffer.from(text));
  expect(answer('HTTP/1.1 200 OK\r\nContent-Le')).toBeNull();
  expect(answer('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel')).toBeNull();
  expect(answer('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP')).toBe(43);
  expect(answer('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n')).toBeNull();
  expect(answer('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n')).toBe(62);
  expect(answer('HTTP/1.1 204 No Content\r\n\r\n')).toBe(27);
});
