import { spawn } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';
import { isRefusal } from '../../pipeline/run-child.ts';
import { residentMb } from '../../pipeline/watch.ts';
import { createGovernor, type Attempt, type Governor, type GovernorOptions } from './governor.ts';

/** What a process holds before it holds anything for us. */
const bare = 60;

/** Takes so many megabytes in steps of 5, holds them for a moment and ends well. */
const eater = (megabytes: number, holdMs: number): string =>
  `const kept = []; const eat = () => kept.length < ${megabytes / 5} ? (kept.push(Buffer.alloc(5e6, 1)), setTimeout(eat, 40)) : setTimeout(() => process.exit(0), ${holdMs}); eat();`;

function eat(megabytes: number, holdMs = 1000): (attempt: Attempt) => Promise<Result<string, Failure>> {
  return ({ stop, started }) =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, ['-e', eater(megabytes, holdMs)], { stdio: 'ignore', env: {} });
      started(child.pid!);
      stop.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
      child.once('close', (code) => resolve(code === 0 ? ok('done') : fail(stop.reason as Failure)));
    });
}

interface Bed {
  governor: Governor;
  /** what was done, in order. */
  log: string[];
  run(name: string, attempt: (attempt: Attempt) => Promise<Result<string, Failure>>, needMb?: number): Promise<Result<string, Failure>>;
}

const noBrowser: GovernorOptions['browser'] = {
  megabytes: () => null,
  drawing: () => false,
  rest: async () => undefined,
  relieve: () => undefined,
};

function open(budgetMb: number, more: Partial<GovernorOptions> = {}): Bed {
  const log: string[] = [];
  const write = (_fields: object, message: string): void => void log.push(message.replace(/^.*: /, ''));
  const governor = createGovernor({
    budgetMb,
    own: () => 0,
    held: residentMb,
    container: () => null,
    browser: noBrowser,
    logger: { debug: write, info: write, warn: write, error: write },
    everyMs: 20,
    ...more,
  });
  return {
    governor,
    log,
    run: (name, attempt, needMb = 10) =>
      governor.run({
        name,
        needMb,
        signal: new AbortController().signal,
        waiting: (again) => log.push(`${name} waits${again ? ' again' : ''}`),
        attempt: (given) => {
          log.push(`${name} begins`);
          return attempt(given);
        },
      }),
  };
}

const withProc = residentMb(process.pid) === null ? test.skip : test;

withProc(
  'of two models that outgrow the budget together the younger waits and is begun again; both are done, and the budget holds (needs /proc)',
  async () => {
    const budget = 2 * bare + 700;
    const bed = open(budget);
    const both = await Promise.all([bed.run('elder', eat(400)), bed.run('younger', eat(400))]);
    expect(both).toEqual([ok('done'), ok('done')]);
    expect(bed.log).toEqual([
      'elder begins',
      'younger begins',
      'the youngest model waits and is begun again.',
      'younger waits again',
      'younger begins',
    ]);
    const { peak_mb: peak, gave_way: given, waiting } = bed.governor.status();
    expect(peak).toBeLessThan(budget);
    expect(peak).toBeGreaterThan(400);
    expect([given, waiting]).toEqual([1, 0]);
  },
  60_000,
);

withProc(
  'a model that outgrows the budget alone is ended and told how much there is (needs /proc)',
  async () => {
    const bed = open(bare + 150);
    const result = await bed.run('huge', eat(900));
    expect(result).toMatchObject({ ok: false, error: { code: 'memory-exceeded', message: expect.stringContaining(`${bare + 150} MB`) } });
    expect(await bed.run('small', eat(10, 10))).toEqual(ok('done'));
  },
  60_000,
);

/** Work that ends when it is told to. */
function held(): { attempt: (attempt: Attempt) => Promise<Result<string, Failure>>; end(): void } {
  const { promise, resolve } = Promise.withResolvers<Result<string, Failure>>();
  return {
    attempt: ({ stop }) => {
      stop.addEventListener('abort', () => resolve(fail(stop.reason as Failure)));
      return promise;
    },
    end: () => resolve(ok('done')),
  };
}

test('what is not expected to fit beside the others waits in its order; who is cancelled while waiting is gone', async () => {
  const bed = open(2000);
  const first = held();
  const one = bed.run('first', first.attempt, 900);
  const stop = new AbortController();
  const refused = bed.governor.run({
    name: 'second',
    needMb: 900,
    signal: stop.signal,
    waiting: () => bed.log.push('second waits'),
    attempt: async () => ok('never'),
  });
  const three = bed.run('third', async () => ok('done'), 900);
  expect(bed.governor.status().waiting).toBe(2);
  stop.abort();
  expect(await refused).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  first.end();
  expect([await one, await three]).toEqual([ok('done'), ok('done')]);
  expect(bed.log).toEqual(['second waits', 'third waits', 'first begins', 'third begins']);
});

test('what fits beside what runs is begun at once', async () => {
  const bed = open(2000);
  const [first, second] = [held(), held()];
  const both = [bed.run('first', first.attempt, 400), bed.run('second', second.attempt, 400)];
  expect(bed.governor.status().waiting).toBe(0);
  first.end();
  second.end();
  await Promise.all(both);
});

test('a browser that draws nothing goes first; one that draws gives up its picture before the model is ended', async () => {
  let browser: number | null = 900;
  let drawing = false;
  const told: string[] = [];
  const bed = open(1000, {
    own: () => 50,
    browser: {
      megabytes: () => browser,
      drawing: () => drawing,
      async rest() {
        told.push('rest');
        browser = null;
      },
      relieve({ code }) {
        told.push(code);
        browser = null;
      },
    },
  });
  const work = held();
  const result = bed.run('model', work.attempt);
  const until = async (count: number): Promise<void> => {
    while (told.length < count) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  await until(1);
  [browser, drawing] = [900, true];
  await until(2);
  expect(told).toEqual(['rest', 'render-memory']);
  work.end();
  expect(await result).toEqual(ok('done'));
});

test('in a container that fills up the youngest gives way, whatever the budget says', async () => {
  const outside = { limitMb: 1000, heldMb: 100 };
  const bed = open(100_000, { container: () => outside });
  const [elder, younger] = [held(), held()];
  let begun = 0;
  const both = [
    bed.run('elder', elder.attempt, 100),
    bed.run(
      'younger',
      (attempt) => {
        begun += 1;
        return begun === 1 ? younger.attempt(attempt) : Promise.resolve(ok('done'));
      },
      100,
    ),
  ];
  outside.heldMb = 950;
  while (bed.governor.status().gave_way === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  outside.heldMb = 100;
  elder.end();
  expect(await Promise.all(both)).toEqual([ok('done'), ok('done')]);
  expect(begun).toBe(2);
});

test('in a container that others fill a model is ended without a word against its file', async () => {
  const bed = open(100_000, { container: () => ({ limitMb: 1000, heldMb: 950 }) });
  expect(await bed.run('small', held().attempt)).toMatchObject({ ok: false, error: { code: 'no-memory' } });
  expect(isRefusal({ code: 'no-memory', message: '' })).toBe(false);
});
