import { createHash } from 'node:crypto';
import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhenResult, type IBackoff } from 'cockatiel';
import { fail, type Result } from '../kernel/result.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Clock, Logger } from '../kernel/world.ts';
import type { Completion, ProviderFailure } from './provider.ts';

/** One model of one provider, called for one site with one key. */
export interface Door {
  site: string;
  provider: string;
  /** as the owner knows the provider. */
  label: string;
  model: string;
  /** key and address; only a hash of it is kept, so that a new key opens the door at once. */
  secret: string;
}

/** `waiting`: the provider asks to slow down; `down`: it failed several times in a row; `refused`: only the owner can mend it. */
export type ClosedState = 'waiting' | 'down' | 'refused';

export interface Closed {
  state: ClosedState;
  since: Date;
  until: Date;
  failure: ProviderFailure;
}

type Called = Result<Completion, ProviderFailure>;

export interface Gate {
  /** Why no call may be made now, and until when; null: it may. */
  closed(): Closed | null;
  /** The failure of a call that is not made because the door is closed; null: it may be made. */
  refusal(): ProviderFailure | null;
  /** Makes the call if it may be made, and learns from how it went. */
  pass(call: () => Promise<Called>): Promise<Called>;
  /** Makes the call whatever the door says: the owner asks. Opens it when the call goes well. */
  probe(call: () => Promise<Called>): Promise<Called>;
}

export interface Gates {
  of(door: Door): Gate;
  /** The doors that are closed now. */
  closed(): (Closed & Pick<Door, 'site' | 'provider' | 'model'>)[];
}

/** What only the owner can mend is told to the owner; the domain `providers` keeps it. */
export interface Troubles {
  note(trouble: Trouble): Promise<void>;
  /** A call went well: whatever was noted of this provider is over. */
  clear(site: string, provider: Door['provider']): Promise<void>;
}

export interface Trouble {
  site: string;
  provider: Door['provider'];
  model: string;
  code: string;
  message: string;
  /** the provider's own words, without the key. */
  said: string | null;
  next: string | null;
}

export interface GatePolicy {
  /** faults in a row that close the door. */
  faults: number;
  /** how long it stays closed at first, and at most when each probe fails; it doubles in between. */
  breakMs: number;
  maxBreakMs: number;
  /** a wait where the provider names none. */
  waitMs: number;
  /** a refused key is not tried again by other pieces for this long. */
  refusedMs: number;
  /** while the one probe is under way, others look again after this. */
  probeMs: number;
}

export const defaultGatePolicy: GatePolicy = {
  faults: 5,
  breakMs: 30_000,
  maxBreakMs: 300_000,
  waitMs: 20_000,
  refusedMs: 60_000,
  probeMs: 5000,
};

export interface GateParts {
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
  troubles: Troubles;
  policy?: Partial<GatePolicy>;
}

/**
 * The doors to all providers, in this process's memory: a circuit breaker a door (closed → open after faults in a row → one probe
 * → closed), pauses that the provider asks for, and keys that it refuses. A closed door costs no call and no money.
 */
export function createGates(parts: GateParts): Gates {
  const policy = { ...defaultGatePolicy, ...parts.policy };
  const states = new Map<string, State>();
  const cleared = new Set<string>();
  return {
    of(door) {
      const id = idOf(door);
      const look = (): Closed | null => closedOf(states.get(id), parts.clock.now(), policy);
      const refusal = (): ProviderFailure | null => ((shut) => shut && asFailure(shut, parts.clock.now()))(look());
      return {
        closed: look,
        refusal,
        async pass(call) {
          const shut = refusal();
          if (shut) return fail(shut);
          const state = states.get(id) ?? newState(door, policy, parts);
          states.set(id, state);
          const result = await guarded(state, call, parts.clock.now);
          await learn({ ...parts, policy, cleared }, state, result);
          if (result.ok && state.breaker.state === CircuitState.Closed) states.delete(id);
          return result;
        },
        async probe(call) {
          const result = await call();
          const state = states.get(id) ?? newState(door, policy, parts);
          if (result.ok) states.delete(id);
          else if (isRefusal(result.error)) states.set(id, state);
          await learn({ ...parts, policy, cleared }, state, result);
          return result;
        },
      };
    },
    closed() {
      const now = parts.clock.now();
      return [...states.values()].flatMap((state) => {
        const shut = closedOf(state, now, policy);
        return shut ? [{ ...shut, site: state.door.site, provider: state.door.provider, model: state.door.model }] : [];
      });
    },
  };
}

interface State {
  door: Door;
  breaker: ReturnType<typeof newBreaker>;
  /** when the breaker opened, and until when. */
  broken: { since: Date; until: Date; failure: ProviderFailure } | null;
  breakUntil: Date;
  held: Closed | null;
}

const idOf = ({ site, provider, model, secret }: Door): string =>
  [site, provider, model, createHash('sha256').update(secret).digest('base64url')].join('|');

const faults = new Set<ProviderFailure['code']>(['overloaded', 'timeout', 'stalled', 'network']);
const isFault = (result: Called): boolean => !result.ok && result.error.retryable && faults.has(result.error.code);
/** What no later call with the same key mends. */
const isRefusal = ({ code, retryable, details }: ProviderFailure): boolean =>
  code === 'auth' || code === 'spend-limit' || (code === 'network' && !retryable) || details?.['cause'] === 'unknown-model';

const newBreaker = (policy: GatePolicy, tell: (duration: number) => void) => {
  const step = (attempt: number): IBackoff<unknown> => {
    const duration = Math.min(policy.maxBreakMs, policy.breakMs * 2 ** (attempt - 1)) * (0.9 + Math.random() / 5);
    tell(duration);
    return { duration, next: () => step(attempt + 1) };
  };
  // a probe that was cancelled says nothing: the circuit stays open
  const counts = (result: unknown): boolean => isFault(result as Called) || isAborted(result as Called, breaker.state);
  const breaker = circuitBreaker(handleWhenResult(counts), {
    breaker: new ConsecutiveBreaker(policy.faults),
    halfOpenAfter: { next: () => step(1) },
  });
  return breaker;
};

const isAborted = (result: Called, state: CircuitState): boolean =>
  state === CircuitState.HalfOpen && !result.ok && result.error.code === 'aborted';

function newState(door: Door, policy: GatePolicy, { clock }: GateParts): State {
  const state: Omit<State, 'breaker'> = { door, broken: null, held: null, breakUntil: clock.now() };
  const breaker = newBreaker(policy, (duration) => {
    (state as State).breakUntil = new Date(clock.now().getTime() + duration);
  });
  return Object.assign(state, { breaker });
}

function closedOf(state: State | undefined, now: Date, policy: GatePolicy): Closed | null {
  if (!state) return null;
  if (state.held && state.held.until > now) return state.held;
  if (!state.broken) return null;
  if (state.breaker.state === CircuitState.HalfOpen)
    return { state: 'down', ...state.broken, until: new Date(now.getTime() + policy.probeMs) };
  return state.breaker.state === CircuitState.Open && state.broken.until > now ? { state: 'down', ...state.broken } : null;
}

async function guarded(state: State, call: () => Promise<Called>, now: () => Date): Promise<Called> {
  try {
    return await state.breaker.execute(call);
  } catch (error) {
    if (!(error instanceof BrokenCircuitError) || !state.broken) throw error;
    return fail(asFailure({ state: 'down', ...state.broken }, now()));
  }
}

async function learn(parts: GateParts & { policy: GatePolicy; cleared: Set<string> }, state: State, result: Called): Promise<void> {
  const { clock, policy, logger, metrics } = parts;
  const { site, provider, model } = state.door;
  const now = clock.now();
  const hold = (as: ClosedState, milliseconds: number, failure: ProviderFailure): void => {
    state.held = { state: as, since: now, until: new Date(now.getTime() + milliseconds), failure };
    metrics.count('devskyy_provider_doors_closed_total', { provider, state: as });
  };
  if (result.ok) {
    if (state.broken) logger.info({ site, provider, model }, 'The provider answers again.');
    state.broken = null;
    state.held = null;
    return clear(parts, site, provider);
  }
  const failure = result.error;
  if (failure.code === 'rate-limit' || (failure.retryAfterSeconds !== undefined && failure.code !== 'unavailable'))
    hold('waiting', Math.max(1, failure.retryAfterSeconds ?? policy.waitMs / 1000) * 1000, failure);
  else if (isRefusal(failure)) {
    hold('refused', policy.refusedMs, failure);
    return note(parts, state.door, failure);
  }
  if (state.breaker.state === CircuitState.Open) {
    state.broken = { since: state.broken?.since ?? now, until: state.breakUntil, failure: state.broken?.failure ?? failure };
    metrics.count('devskyy_provider_doors_closed_total', { provider, state: 'down' });
    logger.warn(
      { site, provider, model, until: state.breakUntil.toISOString(), err: failure.message },
      'The provider failed several times in a row.',
    );
  }
}

async function note(
  { troubles, logger, cleared }: GateParts & { cleared: Set<string> },
  door: Door,
  failure: ProviderFailure,
): Promise<void> {
  const { site, provider, model } = door;
  const said = failure.details?.['said'];
  cleared.delete(`${site}|${provider}`);
  const trouble = { site, provider, model, code: failure.code, message: failure.message, next: failure.next ?? null };
  try {
    await troubles.note({ ...trouble, said: typeof said === 'string' ? said : null });
  } catch (error) {
    logger.error({ site, provider, err: String(error) }, 'A provider’s refusal could not be noted for the owner.');
  }
}

/** Once a process, and after each trouble: the table may hold one from before the process began. */
async function clear(
  { troubles, logger, cleared }: GateParts & { cleared: Set<string> },
  site: string,
  provider: Door['provider'],
): Promise<void> {
  const id = `${site}|${provider}`;
  if (cleared.has(id)) return;
  cleared.add(id);
  try {
    await troubles.clear(site, provider);
  } catch (error) {
    cleared.delete(id);
    logger.error({ site, provider, err: String(error) }, 'A provider’s recovery could not be noted.');
  }
}

/** The failure of a call that was not made. */
function asFailure({ state, failure, until }: Closed, now: Date): ProviderFailure {
  const { usage: _usage, ...rest } = failure;
  const free = { ...rest, charge: 'none' as const };
  if (state === 'refused') return free;
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  const wait = { retryable: true, retryAfterSeconds: seconds, details: { ...failure.details, retryAfterSeconds: seconds } };
  if (state === 'waiting') return { ...free, ...wait };
  return {
    ...free,
    ...wait,
    code: 'unavailable',
    message: `${failure.message} It failed several times in a row.`,
    next: 'The work goes on by itself once it answers again.',
  };
}
