import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createEnvelope } from './envelope.ts';

const place = { site: '11111111-1111-4111-8111-111111111111', table: 'secrets', column: 'sealed', row: 'anthropic' };
const kek = randomBytes(32);

describe('the envelope', () => {
  test('opens what it sealed, in its place only', () => {
    const envelope = createEnvelope([kek]);
    const sealed = envelope.seal('sk-canary-1234', place);
    expect(sealed).not.toContain('canary');
    expect(envelope.open(sealed, place)).toEqual({ ok: true, value: 'sk-canary-1234' });
    for (const other of [{ site: '22222222-2222-4222-8222-222222222222' }, { row: 'openai' }, { table: 'sites' }, { column: 'hint' }]) {
      expect(envelope.open(sealed, { ...place, ...other })).toMatchObject({ ok: false, error: { code: 'secret_unreadable' } });
    }
  });

  test('I6 any flipped byte and an unknown key are an error, never plaintext', () => {
    const envelope = createEnvelope([kek]);
    const sealed = envelope.seal('sk-canary-1234', place);
    for (let at = 0; at < sealed.length; at += 1) {
      const flipped = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(envelope.open(flipped, place).ok).toBe(false);
    }
    expect(createEnvelope([randomBytes(32)]).open(sealed, place).ok).toBe(false);
    expect(envelope.open('', place).ok).toBe(false);
  });

  test('a rotation rewraps: old and new key open it meanwhile, afterwards the new one alone', () => {
    const newer = randomBytes(32);
    const sealed = createEnvelope([kek]).seal('secret', place);
    const rewrapped = createEnvelope([newer, kek]).rewrap(sealed, place);
    if (!rewrapped.ok) throw new Error('not rewrapped');
    expect(createEnvelope([newer, kek]).open(sealed, place)).toEqual({ ok: true, value: 'secret' });
    expect(createEnvelope([newer]).open(rewrapped.value, place)).toEqual({ ok: true, value: 'secret' });
    expect(createEnvelope([kek]).open(rewrapped.value, place).ok).toBe(false);
  });

  test('a key of the wrong length is refused at boot', () => {
    expect(() => createEnvelope([])).toThrow('32 bytes');
    expect(() => createEnvelope([randomBytes(16)])).toThrow('32 bytes');
  });
});
