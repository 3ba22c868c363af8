import { describe, expect, test } from '@jest/globals';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPool, passedOn, send } from './phpfront.ts';

const listen = (server: http.Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

/** What PHP sees of a request whose caller has gone before it was sent on: the whole request, or a connection that is given up. */
async function afterCallerHasGone(method: string, body: string): Promise<'whole' | 'given up'> {
  const seen = Promise.withResolvers<'whole' | 'given up'>();
  const php = http.createServer((request, response) => {
    request.resume().once('end', () => {
      seen.resolve('whole');
      response.end();
    });
    request.once('error', () => seen.resolve('given up'));
  });
  const phpPort = await listen(php);
  const front = http.createServer((request) => {
    request.once('error', () => undefined);
    request.once('close', () => {
      const upstream = http.request({ host: '127.0.0.1', port: phpPort, method, headers: passedOn(request.headers), agent: false });
      upstream.once('error', () => seen.resolve('given up')).once('response', (answer) => answer.resume());
      upstream.once('socket', (socket) => socket.once('connect', () => send(request, upstream)));
    });
    caller.destroy();
  });
  const caller = http.request({
    host: '127.0.0.1',
    port: await listen(front),
    method,
    agent: false,
    headers: { 'content-length': body.length },
  });
  caller.once('error', () => undefined).end(body);
  try {
    return await seen.promise;
  } finally {
    for (const server of [front, php]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }
}

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

  test('a caller that goes before its request was sent on leaves no worker waiting', async () => {
    expect(await afterCallerHasGone('GET', '')).toBe('whole');
    expect(await afterCallerHasGone('POST', 'log=admin')).toBe('given up');
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
