import { createContext, useContext } from '@wordpress/element';
import type { ApiError } from '../api/errors.ts';
import type { Connection } from '../api/types.ts';

export interface Service {
  /** null until the first answer. */
  connection: Connection | null;
  /** why the site itself did not answer. */
  error: ApiError | null;
  checking: boolean;
  /** counts up each time the service is back: whoever failed meanwhile loads again. */
  generation: number;
  /** asks anew, past every cache. */
  check: () => void;
  /** hands over a failure, so that the notice shows what the screens met. */
  report: (error: ApiError) => void;
  /** takes a connection that a call has just answered with. */
  accept: (connection: Connection) => void;
}

const nothing = (): void => undefined;

export const ServiceContext = createContext<Service>({
  connection: null,
  error: null,
  checking: false,
  generation: 0,
  check: nothing,
  report: nothing,
  accept: nothing,
});

export const useService = (): Service => useContext(ServiceContext);

/** Whether the paired service does not answer or refuses. */
export const isDown = (connection: Connection | null): boolean => connection?.status === 'unreachable' || connection?.status === 'refused';
