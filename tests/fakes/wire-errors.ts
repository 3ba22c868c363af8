export interface WireError {
  status: number;
  body: Record<string, unknown>;
  headers?: Record<string, string>;
}

type Maker = (anthropic: boolean, key: string) => WireError;
type Headers = Record<string, string>;

const make =
  (
    status: number,
    names: { anthropic: string; openai: string; code?: string },
    message: string,
    headers?: Headers | ((anthropic: boolean) => Headers),
  ): Maker =>
  (anthropic, key) => {
    const text = message.replace('KEY', key);
    const body = anthropic
      ? { type: 'error', error: { type: names.anthropic, message: text }, request_id: 'req_fake' }
      : { error: { message: text, type: names.openai, param: null, code: names.code ?? null } };
    return { status, body, ...(headers ? { headers: typeof headers === 'function' ? headers(anthropic) : headers } : {}) };
  };

const slowDown = { anthropic: 'rate_limit_error', openai: 'requests', code: 'rate_limit_exceeded' };
/** a moment from now, in whole seconds. */
const inSeconds = (seconds: number): Date => new Date(Math.ceil(Date.now() / 1000 + seconds) * 1000);
const resets = (anthropic: boolean): Headers =>
  anthropic
    ? {
        'anthropic-ratelimit-requests-remaining': '3',
        'anthropic-ratelimit-requests-reset': inSeconds(3600).toISOString(),
        'anthropic-ratelimit-output-tokens-remaining': '0',
        'anthropic-ratelimit-output-tokens-reset': inSeconds(40).toISOString(),
      }
    : {
        'x-ratelimit-remaining-requests': '3',
        'x-ratelimit-reset-requests': '1h0m0s',
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-tokens': '40.5s',
      };

const request = { anthropic: 'invalid_request_error', openai: 'invalid_request_error' };

/** Errors as the providers word them, by behaviour; `KEY` stands for the caller's key, which careless servers repeat. */
export const failures: Record<string, Maker> = {
  'rate-limit': make(429, slowDown, 'Rate limit reached.', { 'retry-after': '7' }),
  'rate-limit-2s': make(429, slowDown, 'Rate limit reached.', { 'retry-after': '2' }),
  'rate-limit-ms': make(429, slowDown, 'Rate limit reached.', { 'retry-after-ms': '7400' }),
  'rate-limit-date': make(429, slowDown, 'Rate limit reached.', () => ({ 'retry-after': inSeconds(60).toUTCString() })),
  'rate-limit-resets': make(429, slowDown, 'Rate limit reached.', resets),
  'rate-limit-bare': make(429, slowDown, 'Rate limit reached.'),
  'rate-limit-day': make(429, slowDown, 'Rate limit reached.', { 'retry-after': '86400' }),
  'rate-limit-free': make(429, slowDown, 'Rate limit reached. Add a payment method at https://platform.openai.com/account/billing.', {
    'retry-after': '20',
  }),
  'usage-limit': make(400, request, 'You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC.'),
  'billing-402': make(
    402,
    { anthropic: 'billing_error', openai: 'billing_not_active', code: 'billing_not_active' },
    'Your account is not active.',
  ),
  'spend-limit-429': make(
    429,
    { anthropic: 'rate_limit_error', openai: 'insufficient_quota', code: 'insufficient_quota' },
    'You exceeded your current quota, please check your plan and billing details.',
  ),
  'spend-limit': make(400, request, 'Your credit balance is too low to access the API. Please go to Plans & Billing.'),
  unauthorised: make(
    401,
    { anthropic: 'authentication_error', openai: 'invalid_request_error', code: 'invalid_api_key' },
    'Incorrect API key provided: KEY.',
  ),
  forbidden: make(403, { anthropic: 'permission_error', openai: 'invalid_request_error' }, 'This key KEY may not do that.'),
  'unknown-model': make(
    404,
    { anthropic: 'not_found_error', openai: 'invalid_request_error', code: 'model_not_found' },
    'The model does not exist.',
  ),
  'bad-request': make(400, request, 'Something about the request by KEY is wrong.'),
  'schema-unsupported': make(400, request, 'response_format / output_config: json_schema is not supported by this model.'),
  'context-length': make(400, { ...request, code: 'context_length_exceeded' }, 'prompt is too long: 300000 tokens > 200000 maximum'),
  '500': make(500, { anthropic: 'api_error', openai: 'server_error' }, 'Internal server error.'),
  '503': make(503, { anthropic: 'api_error', openai: 'server_error' }, 'Down for maintenance.', { 'retry-after': '30' }),
  '529': make(529, { anthropic: 'overloaded_error', openai: 'server_error' }, 'Overloaded.'),
};
