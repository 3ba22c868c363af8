import { useEffect, useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { announce } from '../../ui/announce.ts';
import { redeemPairing } from '../../ui/api/endpoints.ts';
import { type ApiError, toApiError } from '../../ui/api/errors.ts';
import { pageArg, setPageArgs } from '../../ui/page.ts';
import { useService } from '../../ui/service/context.ts';

export interface PairingReturn {
  working: boolean;
  error: ApiError | null;
  /** the service's operator said no, or the service could not ask. */
  refused: string | null;
  clear: () => void;
}

interface Brought {
  code: string;
  state: string;
  iss: string;
  error: string;
}

const calledAddress = (): URL => new URL(performance.getEntriesByType('navigation')[0]?.name ?? window.location.href);

/** Reads what the service's consent page sent back and takes it out of the address at once: a code is good for one use only. */
const takeFromAddress = (): Brought => {
  const brought = { code: pageArg('code'), state: pageArg('state'), iss: pageArg('iss'), error: '' };
  if (!brought.state) return { ...brought, code: '' };
  // WordPress itself takes `error` out of the address of each of its pages; the address that was called still has it.
  brought.error = calledAddress().searchParams.get('error') ?? '';
  setPageArgs({ code: null, state: null, iss: null, error: null, error_description: null });
  return brought;
};

const refusal = (error: string): string => {
  if (error === 'access_denied')
    return __('Nothing was connected: the request was declined on the service’s page. Start again when you like.', 'devskyy');
  // translators: %s: an error code.
  return error
    ? sprintf(
        __('Nothing was connected: the service answered “%s”. Start again; if it stays so, look into the service’s log.', 'devskyy'),
        error,
      )
    : '';
};

/** The second half of pairing, when the browser comes back from the service. */
export const usePairingReturn = (): PairingReturn => {
  const [brought] = useState(takeFromAddress);
  const [working, setWorking] = useState(brought.code !== '');
  const [error, setError] = useState<ApiError | null>(null);
  const [refused, setRefused] = useState<string | null>(refusal(brought.error) || null);
  const { accept } = useService();
  const sent = useRef(false);

  useEffect(() => {
    if (!brought.code || sent.current) return;
    sent.current = true;
    redeemPairing({ code: brought.code, state: brought.state, iss: brought.iss })
      .then((connection) => {
        accept(connection);
        announce(__('The site is connected.', 'devskyy'));
      })
      .catch((thrown: unknown) => {
        const failure = toApiError(thrown);
        setError(failure);
        announce(failure.message, 'assertive');
      })
      .finally(() => setWorking(false));
  }, [brought, accept]);

  const clear = (): void => {
    setError(null);
    setRefused(null);
  };
  return { working, error, refused, clear };
};
