import { expect, test } from '@jest/globals';
import { readServerArguments } from './arguments.ts';

test('the server is told its settings, its address and its folder', () => {
  const words = [
    '-n',
    '-d',
    'memory_limit=256M',
    '-d',
    'error_log=',
    '-d',
    'x=a=b',
    '-S',
    '127.0.0.1:8080',
    '-t',
    '/srv/shop',
    'router.php',
  ];
  expect(readServerArguments(words)).toEqual({
    settings: { memory_limit: '256M', error_log: '', x: 'a=b' },
    host: '127.0.0.1',
    port: 8080,
    root: '/srv/shop',
  });
});

test('a Windows path and an IPv6 address are read whole', () => {
  expect(readServerArguments(['-S', '[::1]:81', '-t', 'C:\\Users\\Ada\\shop'])).toMatchObject({
    host: '[::1]',
    port: 81,
    root: 'C:\\Users\\Ada\\shop',
  });
});

test('a script with its arguments is no server', () => {
  expect(readServerArguments(['-d', 'a=1', 'install.php', '/srv/shop'])).toBeNull();
});
