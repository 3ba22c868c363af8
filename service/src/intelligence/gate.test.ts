import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { createMemoryTroubles, noMetrics } from '../../../tests/fakes/intelligence.ts';
import { fail, ok } from '../kernel/result.ts';
import { systemClock, type Logger } from '../kernel/world.ts';
import { createGates, type Door, type Gate } from './gate.ts';
import type { ProviderFailure } from './provider.ts';

const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const door: Door = { site: 'a', provider: 'openai', label: 'OpenAI', model: 'm', secret: 'key-1' };
const policy = { faults: 3, breakMs: 150, maxBreakMs: 600, waitMs: 150, refusedMs: 150, probeMs: 50 };
const answer = ok({ text: 'x', usage: null, model: 'm', finish: 'stop' as const });

const failure = (code: ProviderFailure['code'], change: Partial<ProviderFailure> = {}): ProviderFailure => ({
  ...{ code, message: `It is ${code}.`, retryable: true, charge: 'none' as const },
  ...change,
});
const auth = failure('auth', { retryable: false, details: { said: 'Wrong key.' } });

function build() {
  const troubles = createMemoryTroubles();
  const gates = createGates({ clock: systemClock, logger, metrics: noMetrics, troubles, policy });
  let calls = 0;
  const failing = (error: ProviderFailure) => async () => {
    calls += 1;
    return fail(error);
  };
  const well = async () => {
    calls += 1;
    return answer;
  };
  const breakIt = async (gate: Gate): Promise<void> => {
    for (let count = 0; count < policy.faults; count += 1) await gate.pass(failing(failure('overloaded')));
  };
  return { gates, troubles, failing, well, breakIt, calls: () => calls };
}

test.each(['overloaded', 'timeout', 'stalled', 'network'] as const)(
  'F3 %s several times in a row opens the breaker: nothing is called, and it says until when',
  async (code) => {
    const { gates, failing, well, calls } = build();
    const gate = gates.of(door);
    for (let count = 1; count <= policy.faults; count += 1) {
      expect(gate.closed()).toBeNull();
      await gate.pass(failing(failure(code)));
    }
    expect(gate.closed()).toMatchObject({ state: 'down', until: expect.any(Date) });
    const refused = await gate.pass(well);
    expect(refused).toMatchObject({ ok: false, error: { code: 'unavailable', retryable: true, charge: 'none', retryAfterSeconds: 1 } });
    expect(calls()).toBe(policy.faults);
    expect(gates.closed()).toMatchObject([{ site: 'a', provider: 'openai', state: 'down' }]);
  },
);

test('F3 a call that goes well in between starts the count anew, and so does a failure that is the request’s own', async () => {
  const { gates, failing, well } = build();
  const gate = gates.of(door);
  for (let round = 0; round < 4; round += 1) {
    await gate.pass(failing(failure('overloaded')));
    await gate.pass(failing(failure('overloaded')));
    await gate.pass(well);
  }
  expect(gate.closed()).toBeNull();
});

test('F3 after its rest one probe goes through and the others wait; when it goes well the door is open', async () => {
  const { gates, well, breakIt, calls } = build();
  const gate = gates.of(door);
  await breakIt(gate);
  await sleep(policy.breakMs * 1.2);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const probe = gate.pass(async () => {
    await held;
    return well();
  });
  expect(await gate.pass(well)).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  expect(calls()).toBe(policy.faults);
  release();
  expect(await probe).toBe(answer);
  expect(gate.closed()).toBeNull();
  expect(await gate.pass(well)).toBe(answer);
});

test('F3 a probe that fails, or that somebody cancels, leaves the breaker open, and longer', async () => {
  const { gates, failing, well, breakIt, calls } = build();
  const gate = gates.of(door);
  await breakIt(gate);
  for (const code of ['overloaded', 'aborted'] as const) {
    const { until } = gate.closed()!;
    await sleep(Math.max(0, until.getTime() - Date.now()) + 20);
    const before = calls();
    await gate.pass(failing(failure(code, code === 'aborted' ? { retryable: false } : {})));
    expect(calls()).toBe(before + 1);
    expect(await gate.pass(well)).toMatchObject({ ok: false });
    expect(calls()).toBe(before + 1);
  }
  expect(gate.closed()!.until.getTime() - Date.now()).toBeGreaterThan(policy.breakMs * 2);
});

test('F3 other sites, models and keys are not touched', async () => {
  const { gates, breakIt } = build();
  await breakIt(gates.of(door));
  for (const other of [{ site: 'b' }, { model: 'n' }, { secret: 'key-2' }, { provider: 'anthropic' as const }])
    expect(gates.of({ ...door, ...other }).closed()).toBeNull();
  expect(gates.of({ ...door }).closed()).not.toBeNull();
});

test.each([
  ['a key that is not accepted', auth],
  ['an account without credit', failure('spend-limit', { retryable: false })],
  ['an unknown model', failure('rejected', { retryable: false, details: { cause: 'unknown-model' } })],
])('F2 %s is not tried again by other pieces, and is noted for the owner until a call goes well', async (_name, refusal) => {
  const { gates, troubles, failing, well, calls } = build();
  const gate = gates.of(door);
  await gate.pass(failing(refusal));
  expect(await gate.pass(well)).toMatchObject({ ok: false, error: { code: refusal.code, retryable: false } });
  expect(calls()).toBe(1);
  expect([...troubles.noted.values()]).toMatchObject([{ site: 'a', provider: 'openai', code: refusal.code, message: refusal.message }]);
  expect(await gates.of({ ...door, secret: 'a new key' }).pass(well)).toBe(answer);
  expect(troubles.noted.size).toBe(0);
});

test('F2 the test button calls whatever the door says; when it goes well, work goes on', async () => {
  const { gates, troubles, failing, well } = build();
  const gate = gates.of(door);
  await gate.pass(failing(auth));
  await gate.probe(failing(auth));
  expect(troubles.calls.noted).toBe(2);
  expect(gate.closed()).not.toBeNull();
  await gate.probe(well);
  expect([gate.closed(), troubles.noted.size]).toEqual([null, 0]);
});

test('F2 a provider that asks to slow down is left alone for that long, by all', async () => {
  const { gates, failing, well, calls } = build();
  const gate = gates.of(door);
  await gate.pass(failing(failure('rate-limit', { retryAfterSeconds: 7 })));
  expect(await gate.pass(well)).toMatchObject({ ok: false, error: { code: 'rate-limit', retryAfterSeconds: 7, charge: 'none' } });
  expect(calls()).toBe(1);
  const bare = gates.of({ ...door, model: 'bare' });
  await bare.pass(failing(failure('rate-limit')));
  expect(bare.closed()?.state).toBe('waiting');
});

test('what was noted before this process began is cleared by its first call that goes well, and only once', async () => {
  const { gates, troubles, well } = build();
  for (let count = 0; count < 3; count += 1) await gates.of(door).pass(well);
  expect(troubles.calls.cleared).toBe(1);
});
