import { describe, expect, test } from '@jest/globals';
import { createPool, passedOn } from './phpfront.ts';

describe('the front of PHP', () => {
  test('A11 a caller cannot pretend to be somebody else by a header', () => {
    const headers = {
      host: '127.0.0.1:8080',
      'x-forwarded-for': '10.0.0.1',
      forwarded: 'for=10.0.0.1',
      'x-real-ip': '10.0.0.1',
      proxy: 'http://evil',
      'x-wp-nonce': 'abc',
    };
    expect(passedOn(headers)).toEqual({ host: '127.0.0.1:8080', 'x-wp-nonce': 'abc', connection: 'close' });
  });

  test('each worker gets one request at a time, the others wait in line', async () => {
    const pool = createPool(['a', 'b']);
    const order: string[] = [];
    const first = await pool.take();
    const second = await pool.take();
    const third = pool.take().then((worker) => order.push(`third:${worker}`));
    const fourth = pool.take().then((worker) => order.push(`fourth:${worker}`));
    expect([first, second].sort()).toEqual(['a', 'b']);
    expect(order).toEqual([]);
    pool.give('b');
    await third;
    pool.give('a');
    await fourth;
    expect(order).toEqual(['third:b', 'fourth:a']);
  });
});
