import { useCallback, useEffect, useState } from '@wordpress/element';
import { toApiError, type ApiError } from '../api/errors.ts';
import { getOffer } from './api.ts';
import { reaches } from './probe.ts';
import type { Offer } from './types.ts';

const freshMs = 30_000;
let known: { at: number; offer: Promise<Offer> } | null = null;

const load = (anew: boolean): Promise<Offer> => {
  if (anew || !known || Date.now() - known.at > freshMs) {
    const offer = getOffer();
    known = { at: Date.now(), offer };
    offer.then(
      // The browser looks for its own way to the service while somebody still thinks about what to write.
      ({ probe }) => void reaches(probe),
      () => (known = null),
    );
  }
  return known.offer;
};

export interface OfferState {
  offer: Offer | null;
  error: ApiError | null;
  reload: () => void;
}

/** What can be had here: asked when somebody opens it, and kept for a moment. */
export const useOffer = (): OfferState => {
  const [offer, setOffer] = useState<Offer | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let alive = true;
    load(turn > 0).then(
      (answer) => {
        if (!alive) return;
        setOffer(answer);
        setError(null);
      },
      (thrown: unknown) => alive && setError(toApiError(thrown)),
    );
    return () => {
      alive = false;
    };
  }, [turn]);
  return { offer, error, reload: useCallback(() => setTurn((count) => count + 1), []) };
};
