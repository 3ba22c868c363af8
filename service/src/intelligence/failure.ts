import type { ProviderFailure } from './provider.ts';
import type { Usage } from './prices.ts';
import { retryAfter } from './retry-after.ts';
import type { StopCause } from './watch.ts';

/** What surrounds a failed call, told by the provider's adapter. */
export interface CallContext {
  /** as the owner knows it: "Anthropic", "OpenAI", "The server". */
  label: string;
  model: string;
  /** never to be seen in a message. */
  key: string | null;
  stopped: StopCause | null;
  /** whether the server began to answer the call. */
  answered: boolean;
  /** what the connection itself failed with. */
  broken: unknown;
  /** media type of the answer; null: none came. */
  media: string | null;
  usage: Usage | null;
}

type Kind = Omit<ProviderFailure, 'charge' | 'usage'>;

interface Wire {
  status: number | null;
  /** machine-readable names the provider gave: type, code, error_code. */
  names: string[];
  said: string;
  retryAfterSeconds: number | undefined;
  /** the operating system's or the TLS layer's code. */
  network: string | null;
  /** what came could not be read as the API's. */
  unreadable: boolean;
}

/** Turns whatever an SDK threw into a failure that tells the owner cause and next step, and never holds the key. */
export function toFailure(error: unknown, context: CallContext): ProviderFailure {
  const wire = readError(error, context);
  const kind =
    (context.stopped && stoppedKind(context.stopped, context)) ??
    (wire.status === null ? unsentKind(wire, context) : statusKind(wire, context));
  return { ...kind, ...charge(wire, context) };
}

/** Failures before the request was written: nothing that could be billed has left. */
const unsent = /^(ENOTFOUND|EAI_\w+|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|ECONNTIMEOUT|EADDRESSBLOCKED|EREDIRECT)$/;

function charge(wire: Wire, context: CallContext): Pick<ProviderFailure, 'charge' | 'usage'> {
  const usage = context.usage ? { usage: context.usage } : {};
  if (wire.status !== null && !context.usage) return { charge: 'none' };
  const code = wire.network ?? '';
  const never = !context.stopped && !context.answered && (unsent.test(code) || tlsCode.test(code));
  return never ? { charge: 'none' } : { charge: 'unknown', ...usage };
}

function stoppedKind(cause: StopCause, { label }: CallContext): Kind {
  const kinds: Record<StopCause, Kind> = {
    aborted: { code: 'aborted', message: 'The call was cancelled.', retryable: false },
    timeout: {
      code: 'timeout',
      message: `${label} did not answer in time.`,
      next: 'Try again in a few minutes; if it stays so, choose a faster model.',
      retryable: true,
    },
    stalled: {
      code: 'stalled',
      message: `${label} began to answer and then fell silent.`,
      next: 'Try again in a few minutes.',
      retryable: true,
    },
    'too-long': {
      code: 'too-long',
      message: `${label} sent far more than was asked for; the answer was cut off.`,
      next: 'Choose another model.',
      retryable: false,
    },
  };
  return kinds[cause];
}

const tlsCode = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|TLS|SSL|EPROTO/;

function unsentKind(wire: Wire, context: CallContext): Kind {
  const { label } = context;
  const code = wire.network ?? '';
  if (code === 'EADDRESSBLOCKED') {
    return {
      code: 'network',
      message: `${label} has a private or local address, which this service may not call.`,
      next: 'Use a public https address, or ask the operator to add this origin to the service’s allow-list.',
      retryable: false,
      details: { cause: 'blocked' },
    };
  }
  if (tlsCode.test(code)) return tlsKind(code, label);
  const told = toldKind(wire, context);
  if (told) return told;
  const why: Record<string, string> = {
    ENOTFOUND: 'its name is not known',
    EAI_AGAIN: 'its name could not be looked up',
    ECONNREFUSED: 'it refused the connection',
    ECONNRESET: 'the connection broke off',
    ETIMEDOUT: 'the connection timed out',
    ECONNTIMEOUT: 'nobody took the connection in time',
    EHOSTUNREACH: 'no way leads there',
    ENETUNREACH: 'no way leads there',
    EREDIRECT: 'it redirects to another address',
  };
  return {
    code: 'network',
    message: `${label} could not be reached: ${why[code] ?? 'the connection broke off'}.`,
    next: 'Check the address and the service’s internet connection, then try again.',
    retryable: true,
    details: { cause: 'unreachable' },
  };
}

/** An error told in the middle of the answer, or an answer that is none. */
function toldKind(wire: Wire, context: CallContext): Kind | null {
  const named = (names: RegExp): boolean => wire.names.some((name) => names.test(name));
  if (named(/rate_limit/)) return rateLimit(wire, context.label);
  if (named(/overloaded|server_error|api_error/)) return overloaded(wire, context.label);
  if (named(spendNames)) return spendLimit(wire, context.label);
  if (!context.answered || wire.network !== null) return null;
  const foreign = context.media !== null && !/^text\/event-stream\b/.test(context.media);
  return foreign || wire.unreadable ? notTheApi(context.label) : null;
}

const notTheApi = (label: string): Kind => ({
  code: 'malformed',
  message: `What answers at the address of ${label} does not speak the provider’s API.`,
  next: 'Check the address in Settings, and whether a log-in page or a proxy answers there.',
  retryable: false,
});

function tlsKind(code: string, label: string): Kind {
  const plain = /EPROTO|SSL/.test(code) && !/CERT/.test(code);
  return {
    code: 'network',
    message: plain
      ? `${label} does not speak https at this address (${code}).`
      : `${label} showed a certificate that is not valid (${code}).`,
    next: plain
      ? 'Check the address and its port.'
      : 'Check the address, and that the server’s certificate is current and made for that name.',
    retryable: false,
    details: { cause: 'tls' },
  };
}

const overloaded = (wire: Wire, label: string): Kind => ({
  code: 'overloaded',
  message: `${label} has a fault or is overloaded at the moment.`,
  next: 'Try again in a few minutes.',
  retryable: true,
  ...afterwards(wire),
});

const spendNames = /insufficient_quota|billing|spend_limit|credit|quota_exceeded|hard_limit/i;
const spendWords = /credit balance|billing|usage limit|spend(ing)? limit|exceeded your current quota|insufficient (funds|credit|balance)/i;

function statusKind(wire: Wire, context: CallContext): Kind {
  const status = wire.status ?? 0;
  if (isSpendLimit(wire)) return spendLimit(wire, context.label);
  if (status === 401 || status === 403) return authKind(wire, context);
  if (status === 429) return rateLimit(wire, context.label);
  if (status === 408 || status === 504) return stoppedKind('timeout', context);
  if (status >= 500) return overloaded(wire, context.label);
  if (status === 404 || wire.names.includes('model_not_found')) return unknownModel(context);
  return requestKind(wire, context);
}

function isSpendLimit({ status, names, said, retryAfterSeconds }: Wire): boolean {
  if (status === 402) return true;
  if (status !== 429 && status !== 400 && status !== 403) return false;
  if (names.some((name) => spendNames.test(name))) return true;
  // who says when to come back, or names it so, means the rate; the words may advertise a payment method
  if (status === 429 && (names.includes('rate_limit_exceeded') || retryAfterSeconds !== undefined)) return false;
  return spendWords.test(said);
}

const spendLimit = (wire: Wire, label: string): Kind => ({
  code: 'spend-limit',
  message: `${label} refuses the call because the account has no credit left or has reached its spending limit.`,
  next: `Add credit or raise the limit in your account at ${label}, then test the key in Settings.`,
  retryable: false,
  ...words(wire),
});

/** The provider's own words, for the owner. */
const words = ({ said }: Wire): Pick<Kind, 'details'> => (said ? { details: { said } } : {});
const afterwards = ({ retryAfterSeconds }: Wire): Pick<Kind, 'retryAfterSeconds' | 'details'> =>
  retryAfterSeconds === undefined ? {} : { retryAfterSeconds, details: { retryAfterSeconds } };

const rateLimit = (wire: Wire, label: string): Kind => ({
  code: 'rate-limit',
  message: `${label} asks to slow down.`,
  next: 'The work goes on after a pause.',
  retryable: true,
  ...afterwards(wire),
});

const unknownModel = ({ label, model }: CallContext): Kind => ({
  code: 'rejected',
  message: `${label} does not know the model “${model}”, or this key may not use it.`,
  next: 'Check the model’s name in Settings.',
  retryable: false,
  details: { cause: 'unknown-model' },
});

function authKind(wire: Wire, { label }: CallContext): Kind {
  const { status } = wire;
  return {
    ...words(wire),
    code: 'auth',
    message: status === 401 ? `${label} does not accept the key.` : `${label} does not allow this key to make the call.`,
    next:
      status === 401
        ? 'Enter the key again in Settings; check that it was copied whole and not revoked.'
        : 'Check the key’s permissions in your account.',
    retryable: false,
  };
}

function requestKind(wire: Wire, { label }: CallContext): Kind {
  if (wire.status === 413 || wire.names.includes('context_length_exceeded') || /prompt is too long|maximum context/i.test(wire.said)) {
    return {
      code: 'too-long',
      message: `${label} says that the request is too long for this model.`,
      next: 'Choose a model with a larger context.',
      retryable: false,
    };
  }
  const schema = /response_format|output_config|output_format|json_schema|structured output/i.test(wire.said);
  return {
    code: 'rejected',
    message: `${label} refused the request${wire.said ? `: ${wire.said}` : '.'}`,
    next: 'Choose another model in Settings, or try again later.',
    retryable: false,
    details: { cause: schema ? 'schema-unsupported' : 'refused' },
  };
}

function readError(error: unknown, { key, broken }: CallContext): Wire {
  const top = isRecord(error) ? error : {};
  const body = isRecord(top.error) ? top.error : {};
  const inner = isRecord(body.error) ? body.error : body; // Anthropic wraps once more
  const details = isRecord(inner.details) ? inner.details : {};
  const names = [top.type, top.code, inner.type, inner.code, details.error_code].filter((name) => typeof name === 'string');
  return {
    status: typeof top.status === 'number' ? top.status : null,
    names,
    said: typeof inner.message === 'string' ? withoutKey(inner.message, key).slice(0, 300) : '',
    retryAfterSeconds: retryAfter(top.headers),
    network: networkCode(broken) ?? networkCode(error),
    unreadable: error instanceof SyntaxError,
  };
}

/** Removes the key, and whatever looks like one, from a text of the provider's. */
function withoutKey(text: string, key: string | null): string {
  const bare = key ? text.replaceAll(key, '[key]') : text;
  return bare.replace(/\b(sk|key|pk)-[\w*-]{6,}/gi, '[key]');
}

function networkCode(error: unknown): string | null {
  for (let node = error, depth = 0; isRecord(node) && depth < 6; node = node.cause, depth += 1) {
    if (typeof node.code === 'string' && /^[A-Z][A-Z_0-9]+$/.test(node.code)) return node.code;
  }
  return null;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
