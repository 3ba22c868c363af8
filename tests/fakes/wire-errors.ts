export interface WireError {
  status: number;
  body: Record<string, unknown>;
  headers?: Record<string, string>;
}

type Maker = (anthropic: boolean, key: string) => WireError;

const make =
  (status: number, names: { anthropic: string; openai: string; code?: string }, message: string, headers?: Record<string, string>): Maker =>
  (anthropic, key) => {
    const text = message.replace('KEY', key);
    const body = anthropic
      ? { type: 'error', error: { type: names.anthropic, message: text }, request_id: 'req_fake' }
      : { error: { message: text, type: names.openai, param: null, code: names.code ?? null } };
    return { status, body, ...(headers ? { headers } : {}) };
  };

const request = { anthropic: 'invalid_request_error', openai: 'invalid_request_error' };

/** Errors as the providers word them, by behaviour; `KEY` stands for the caller's key, which careless servers repeat. */
export const failures: Record<string, Maker> = {
  'rate-limit': make(429, { anthropic: 'rate_limit_error', openai: 'requests', code: 'rate_limit_exceeded' }, 'Rate limit reached.', {
    'retry-after': '7',
  }),
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
  '529': make(529, { anthropic: 'overloaded_error', openai: 'server_error' }, 'Overloaded.'),
};
