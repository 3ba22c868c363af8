import { setTimeout as sleep } from 'node:timers/promises';
import { fail, ok, type Failure, type Result } from '../../kernel/result.ts';
import { newId } from '../../kernel/ids.ts';
import type { Clock, Logger } from '../../kernel/world.ts';
import type { SpendToday } from './contract.ts';
import { isAlert, longestCallMs, siteDay } from './spend.entity.ts';
import type { DayState, SpendRepository } from './spend.repository.ts';

/** A model call about to be made. */
interface Reservation {
  site: string;
  run: string | null;
  target: string | null;
  agent: string;
  provider: string;
  model: string;
  /** the most it can cost, in dollars; null when the model has no known price. */
  ceiling: number | null;
  /** a key is used, so somebody is billed: then a cap must be set. */
  billed: boolean;
}

interface Settlement {
  outcome: 'ok' | 'repaired' | 'failed' | 'aborted';
  tokens: { input: number; output: number };
  amount: number | null;
  release: boolean;
  latencyMs: number;
}

export interface SpendDeps {
  repository: SpendRepository;
  /** the day's cap in dollars, from the settings; null: none is set. */
  dailyCap(site: string): Promise<number | null>;
  /** the site's time zone; null: not known yet. */
  timezone(site: string): Promise<string | null>;
  /** the date of the price table, for the screens. */
  pricesAsOf: string;
  clock: Clock;
  logger: Logger;
  /** how long a call waits for others under way to free what they hold. */
  patienceMs?: number;
}

type CapFailure = Failure & { retryable: boolean };

export interface SpendService {
  ledger: {
    reserve(reservation: Reservation, signal: AbortSignal): Promise<Result<{ id: string }, CapFailure>>;
    settle(site: string, id: string, settlement: Settlement): Promise<void>;
    history(site: string, agent: string, model: string): Promise<ReturnType<typeof inSeconds> | null>;
  };
  today(site: string): Promise<SpendToday>;
}

const pause = 200;

/** Money of all model calls of a site: held before a call, settled after, by the site's own day. */
export function createSpendService(deps: SpendDeps): SpendService {
  const dayOf = async (site: string, at: Date): Promise<string> => siteDay(at, (await deps.timezone(site)) ?? 'UTC');
  return {
    ledger: {
      reserve: (reservation, signal) => reserve(deps, { reservation, signal, dayOf }),
      async settle(site, id, { outcome, tokens, amount, release, latencyMs }) {
        const sums = await deps.repository.settle(site, id, {
          outcome,
          input: tokens.input,
          output: tokens.output,
          amount,
          release,
          latencyMs,
        });
        const cap = sums && (await deps.dailyCap(site));
        if (sums && isAlert(sums.after, cap) && !isAlert(sums.before, cap)) {
          deps.logger.warn({ site, spent: sums.after, cap }, '80 % of the daily cap is spent');
        }
      },
      async history(site, agent, model) {
        const history = await deps.repository.history(site, agent, model);
        return history.pieces === 0 ? null : inSeconds(history);
      },
    },
    today: (site) => today(deps, site, dayOf),
  };
}

type DayOf = (site: string, at: Date) => Promise<string>;

async function reserve(
  deps: SpendDeps,
  ask: { reservation: Reservation; signal: AbortSignal; dayOf: DayOf },
): Promise<Result<{ id: string }, CapFailure>> {
  const { ceiling, billed, ...call } = ask.reservation;
  const deadline = deps.clock.now().getTime() + (deps.patienceMs ?? 60_000);
  for (;;) {
    if (ask.signal.aborted) return fail(cancelled);
    const cap = await deps.dailyCap(call.site);
    if (cap === null && billed) return fail(noCap);
    const at = deps.clock.now();
    const entry = { ...call, id: newId(), at, day: await ask.dayOf(call.site, at), held: ceiling ?? 0 };
    const denied = await deps.repository.hold(entry, cap, new Date(at.getTime() - longestCallMs));
    if (denied === null) return ok({ id: entry.id });
    const failure = reached(denied, cap ?? 0);
    if (!failure.retryable || deps.clock.now().getTime() >= deadline) return fail(failure);
    await sleep(pause, undefined, { signal: ask.signal }).catch(ignoreAbort);
  }
}

/** The loop's next look at the signal tells the caller. */
function ignoreAbort(error: unknown): void {
  if ((error as { name?: unknown }).name !== 'AbortError') throw error;
}

const cancelled: CapFailure = {
  code: 'aborted',
  message: 'The call ended while it waited: calls under way may use up what is left of the daily cap.',
  next: 'Try again in a minute.',
  retryable: false,
};
const noCap: CapFailure = {
  code: 'cap-reached',
  message: 'No daily cap is set, so no model may be called.',
  next: 'Set a daily cap in Settings.',
  retryable: false,
};

function reached(day: DayState, cap: number): CapFailure {
  if (day.spent < cap && day.underWay > 0) {
    return {
      code: 'cap-reached',
      message: 'Calls under way may use up what is left of the daily cap.',
      next: 'The work goes on when they have ended.',
      retryable: true,
    };
  }
  const dollars = (amount: number): string => `$${amount > 0 && amount < 0.01 ? String(Number(amount.toPrecision(2))) : amount.toFixed(2)}`;
  const held =
    day.spent < cap
      ? ` ${dollars(day.spent)} is spent, and ${dollars(day.held)} is held for calls that broke off without telling their cost.`
      : '';
  return {
    code: 'cap-reached',
    message: `The daily cap of ${dollars(cap)} is reached.${held}`,
    next: 'Raise the cap in Settings, or go on tomorrow.',
    retryable: false,
  };
}

async function today(deps: SpendDeps, site: string, dayOf: DayOf): Promise<SpendToday> {
  const at = deps.clock.now();
  const day = await dayOf(site, at);
  const cap = await deps.dailyCap(site);
  const sums = await deps.repository.day(site, day, new Date(at.getTime() - longestCallMs));
  return {
    day,
    amount: sums.spent,
    held: sums.held,
    unpriced_calls: sums.unpriced,
    calls: sums.calls,
    cap,
    alert: isAlert(sums.spent, cap),
    currency: 'USD',
    prices_as_of: deps.pricesAsOf,
    entries: sums.entries,
  };
}

const inSeconds = ({ pieces, milliseconds, input, output }: Awaited<ReturnType<SpendRepository['history']>>) => ({
  pieces,
  seconds: { median: milliseconds.median / 1000, high: milliseconds.high / 1000 },
  input,
  output,
});
