import { __ } from '@wordpress/i18n';

/** What kind of refusal it is, so that a screen can tell the owner what to do next. */
export type ErrorKind = 'service-down' | 'unpaired' | 'forbidden' | 'conflict' | 'invalid' | 'not-found' | 'offline' | 'other';

export interface ErrorDetail {
  where?: string;
  path?: string;
  message: string;
}

/** A failed call of devskyy/v1, in words for the owner. */
export class ApiError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly status: number;
  readonly next: string | null;
  readonly details: ErrorDetail[];
  readonly data: Record<string, unknown>;

  constructor(fields: {
    kind: ErrorKind;
    code: string;
    status: number;
    message: string;
    next: string | null;
    details: ErrorDetail[];
    data: Record<string, unknown>;
  }) {
    super(fields.message);
    this.name = 'ApiError';
    this.kind = fields.kind;
    this.code = fields.code;
    this.status = fields.status;
    this.next = fields.next;
    this.details = fields.details;
    this.data = fields.data;
  }
}

const byStatus: Record<number, ErrorKind> = {
  400: 'invalid',
  401: 'forbidden',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  422: 'invalid',
  502: 'service-down',
  503: 'service-down',
  504: 'service-down',
};

const kindOf = (code: string, status: number): ErrorKind => {
  // The shop plugin is off: a 503 of this site, not of the service.
  if (code === 'devskyy_catalogue_unavailable') return 'other';
  if (code === 'fetch_error' || code === 'offline_error') return 'offline';
  if (/unpaired|not_connected/.test(code)) return 'unpaired';
  if (/unreachable|service_down|service_unavailable/.test(code)) return 'service-down';
  return byStatus[status] ?? 'other';
};

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const fallback = (kind: ErrorKind): string => {
  if (kind === 'offline') return __('This browser cannot reach the site. Check the connection, then try again.', 'devskyy');
  if (kind === 'service-down') return __('The DevSkyy service does not answer.', 'devskyy');
  if (kind === 'forbidden') return __('Your account may not do this.', 'devskyy');
  return __('The site gave an answer that this page cannot read. Reload the page and try again.', 'devskyy');
};

/**
 * Turns whatever @wordpress/api-fetch rejects with into an ApiError. The site sends WP_Error's `{code, message, data}` with the
 * problem's own fields in `data`.
 */
export const toApiError = (thrown: unknown): ApiError => {
  if (thrown instanceof ApiError) return thrown;
  const body = record(thrown);
  const data = record(body['data']);
  const code = text(body['code']) || 'unknown';
  const status = Number(data['status'] ?? 0) || 0;
  const kind = kindOf(code, status);
  const details = Array.isArray(data['errors'])
    ? (data['errors'] as ErrorDetail[]).filter((detail) => text(record(detail)['message']) !== '')
    : [];
  const spoken = kind === 'offline' || code === 'invalid_json' ? '' : text(body['message']);
  return new ApiError({
    kind,
    code,
    status,
    message: spoken || fallback(kind),
    next: text(data['next']) || text(data['next_step']) || null,
    details,
    data,
  });
};

/** Whether the same call may succeed a moment later; a refusal of what was sent, of who asks, or of what is gone stays one. */
export const mayPass = ({ kind, status }: Pick<ApiError, 'kind' | 'status'>): boolean =>
  !['invalid', 'not-found'].includes(kind) && ![403, 413, 415].includes(status);
