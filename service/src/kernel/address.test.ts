import { expect, test } from '@jest/globals';
import { isPrivateAddress, isPrivateHost } from './address.ts';

test('D1 loopback, private, link-local, CGNAT, mapped, ULA and NAT64 addresses are private', () => {
  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    'fd00::1',
    'fe80::1',
    '64:ff9b::7f00:1',
    'ff02::1',
    'not-an-address',
  ]) {
    expect([address, isPrivateAddress(address)]).toEqual([address, true]);
  }
  for (const address of ['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700::1111'])
    expect([address, isPrivateAddress(address)]).toEqual([address, false]);
});

test('host names that stay on the machine or its network are private', () => {
  for (const host of [
    'localhost',
    'db.localhost',
    'printer.local',
    'metadata.google.internal',
    'intranet',
    '[::1]',
    '127.0.0.1',
    'localhost.',
  ]) {
    expect([host, isPrivateHost(host)]).toEqual([host, true]);
  }
  for (const host of ['api.openai.com', 'models.example.com', '8.8.8.8']) expect([host, isPrivateHost(host)]).toEqual([host, false]);
});
