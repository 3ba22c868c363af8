import apiFetch from '@wordpress/api-fetch';
import { addQueryArgs } from '@wordpress/url';
import { toApiError } from './errors.ts';
import type { Page } from './types.ts';

export type Query = Record<string, string | number | boolean | undefined>;

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: Query;
  data?: unknown;
  /** bytes as they are, in place of data. */
  body?: Blob;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

const root = '/devskyy/v1/';

const options = (path: string, call: Call) => ({
  path: addQueryArgs(
    root + path,
    Object.fromEntries(Object.entries(call.query ?? {}).filter(([, value]) => value !== undefined && value !== '')),
  ),
  method: call.method ?? 'GET',
  ...(call.data === undefined ? {} : { data: call.data }),
  ...(call.body === undefined ? {} : { body: call.body }),
  ...(call.headers ? { headers: call.headers } : {}),
  ...(call.signal ? { signal: call.signal } : {}),
});

const isAbort = (thrown: unknown): boolean => thrown instanceof DOMException && thrown.name === 'AbortError';

/** Calls one route of devskyy/v1; rejects with an ApiError (or the AbortError of the signal given). */
export const request = async <T>(path: string, call: Call = {}): Promise<T> => {
  try {
    return await apiFetch<T>(options(path, call));
  } catch (thrown) {
    if (isAbort(thrown)) throw thrown;
    throw toApiError(thrown);
  }
};

const readError = async (thrown: unknown): Promise<unknown> => {
  if (!(thrown instanceof Response)) return thrown;
  try {
    return await thrown.json();
  } catch {
    // Not JSON: a proxy's page, say. The status still tells what kind of failure it is.
    return { code: 'invalid_json', data: { status: thrown.status } };
  }
};

/** Reads one page of a list together with its totals, which WordPress sends as headers. */
export const requestPage = async <T>(path: string, call: Call = {}): Promise<Page<T>> => {
  try {
    const response = await apiFetch<Response, false>({ ...options(path, call), parse: false });
    const items = (await response.json()) as T[];
    const header = (name: string, otherwise: number): number => Number(response.headers.get(name) ?? otherwise);
    return { items, total: header('X-WP-Total', items.length), pages: header('X-WP-TotalPages', 1) };
  } catch (thrown) {
    if (isAbort(thrown)) throw thrown;
    throw toApiError(await readError(thrown));
  }
};
